import { parseMap } from './read-map.js';
import { compileMap, type MapRow } from './mapper.js';
import { RecentPurchases } from './retries.js';

const map = (purchase: string): MapRow =>
  compileMap(
    parseMap(
      'm.yaml',
      `source: { format: csv }
time: { column: t, format: epoch-ms }
rowKey: id
event: { journey: j, stage: s, outcome: { column: o, map: { y: ok, n: failed }, empty: ok }, purchase: ${purchase} }
`,
    ),
    'd',
    new Map(),
  );

type Cells = Readonly<Record<string, string | number | undefined>>;

/** Maps records one after the other. @returns `attempt purchase milliseconds`, or the problem */
function told(mapRow: MapRow, records: readonly Cells[]): string[] {
  return records.map((cells, at) => {
    const get = (column: string): string | undefined => cells[column]?.toString();
    const { events, problems } = mapRow({ line: at + 2, number: at + 1, get });
    const said = events.map(({ attempt, purchase, occurredAt }) => `${attempt} ${purchase ?? '-'} ${Date.parse(occurredAt)}`);
    return [...said, ...problems.map(({ path, message }) => `${path}: ${message.en} | ${message.ko}`)].join();
  });
}

const SAME = '{ same: [country, amount], within: 60s }';
const kr = { country: 'KR', amount: 900 };
const de = { country: 'DE', amount: 900 };

describe('records that are one purchase tried again', () => {
  it('go by the gap to the one before, have attempts of their own and share the name of the first', () => {
    const records = [
      { id: 'a', t: 0, ...kr },
      { id: 'b', t: 10_000, ...de },
      { id: 'c', t: 60_000, ...kr },
      { id: 'd', t: 120_000, ...kr },
      { id: 'e', t: 180_001, ...kr },
    ];
    const found = ['d:a d:a 0', 'd:b d:b 10000', 'd:c d:a 60000', 'd:d d:a 120000', 'd:e d:e 180001'];
    expect(told(map(SAME), records)).toEqual(found);
    // A shorter file gave the same names, so the rest can be imported later.
    expect(told(map(SAME), records.slice(0, 3))).toEqual(found.slice(0, 3));
  });

  it('keep the order of the file where they have one time, and stay in their second', () => {
    const records = ['a', 'b', 'c', 'd'].map((id) => ({ id, t: 5_998, ...kr }));
    expect(told(map(SAME), records)).toEqual(['d:a d:a 5998', 'd:b d:a 5999', 'd:c d:a 5999', 'd:d d:a 5999']);
    expect(
      told(
        map(SAME),
        ['a', 'b'].map((id) => ({ id, t: 5_000, ...kr })),
      ),
    ).toEqual(['d:a d:a 5000', 'd:b d:a 5001']);
  });

  it('are told by all values, of which an empty one is like no other', () => {
    const records = [
      { id: 'a', t: 0, country: 'KR' },
      { id: 'b', t: 0, country: 'KR' },
      { id: 'c', t: 0, country: 'K', amount: 'R9' },
      { id: 'd', t: 0, country: 'KR', amount: '9' },
    ];
    expect(told(map(SAME), records)).toEqual(['d:a - 0', 'd:b - 0', 'd:c d:c 0', 'd:d d:d 0']);
  });

  it('keep their name when a wrong value of the first is put right', () => {
    const records = [
      { id: 'a', t: 0, o: 'nonsense', ...kr },
      { id: 'b', t: 1_000, o: 'y', ...kr },
    ];
    expect(told(map(SAME), records)[1]).toBe('d:b d:a 1000');
    expect(told(map(SAME), [{ ...records[0], o: 'n' }, { ...records[1] }])[1]).toBe('d:b d:a 1000');
  });

  it('may be an hour late, as when clocks are set back; beyond that the row is refused, with the line it should precede', () => {
    const records = [
      { id: 'a', t: 3_600_000, ...kr },
      { id: 'b', t: 0, ...kr },
      { id: 'c', t: 30_000, ...kr },
      { id: 'd', t: 7_200_000, ...kr },
      { id: 'e', t: 3_500_000, ...kr },
      { id: 'f', t: 7_200_000, ...kr },
    ];
    const en = 'its time is 3700 s before that of line 5; to find retries (purchase) the rows must be in order of time';
    const ko = '5번째 줄보다 3700초 앞선 시각입니다. 재시도를 찾으려면(purchase) 행이 시간순이어야 합니다';
    expect(told(map(SAME), records)).toEqual([
      'd:a d:a 3600000',
      'd:b d:b 0',
      'd:c d:b 30000',
      'd:d d:d 7200000',
      `purchase: ${en} | ${ko}`,
      'd:f d:d 7200001',
    ]);
  });

  it('are forgotten as time goes on: memory holds the last moments of the file', () => {
    const purchases = new RecentPurchases(60_000);
    for (let second = 0; second < 20_000; second++) {
      purchases.advance(second * 1_000, second);
      purchases.add(String(second), { name: '', at: second * 1_000 });
    }
    expect(purchases.size).toBe(3_600 + 60 + 1);
  });
});

it('a purchase named by a column is taken as it is', () => {
  expect(
    told(map('{ column: order }'), [
      { id: 'a', t: 0, order: 'o-1' },
      { id: 'b', t: 9e9, order: 'o-1' },
      { id: 'c', t: 0 },
    ]),
  ).toEqual(['d:a o-1 0', 'd:b o-1 9000000000', 'd:c - 0']);
});
