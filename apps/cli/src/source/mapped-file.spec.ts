import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { MappedRow } from '../map/mapper.js';
import { parseMap } from '../map/read-map.js';
import { openMapped } from './mapped-file.js';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'tillwatch-map-'))));
afterEach(() => rmSync(dir, { recursive: true }));

async function mapped(
  map: string | undefined,
  content: string | Uint8Array,
  name = 'data.csv',
  set: [string, string][] = [],
): Promise<MappedRow[]> {
  writeFileSync(join(dir, name), content);
  const spec = map === undefined ? undefined : parseMap('m.yaml', map);
  const opened = await openMapped({ path: join(dir, name), map: spec, dataset: 'd', set: new Map(set), stdin: Readable.from([]) });
  const rows: MappedRow[] = [];
  for await (const row of opened.rows) rows.push(row);
  return rows;
}

/** One line a row: where it is and what became of it. */
const told = (rows: MappedRow[]): string[] =>
  rows.map(({ line, number, events, problems, skipped }) => {
    const what = events.map((event) => `${event.id} ${event.outcome}${event.count === undefined ? '' : ` ×${event.count}`}`);
    return `${line}/${number} ${[...what, ...problems.map((p) => `${p.code} ${p.path}`.trim()), skipped ?? []].flat().join(', ')}`;
  });

const CSV = `source: { format: csv }
time: { column: t, format: epoch-s }
event: { journey: j, stage: s, outcome: { column: o } }
`;

describe('mapping a file', () => {
  it('accounts for every record of a CSV, telling the line on which each begins', async () => {
    const text = '\uFEFFt,o,note\r\n1,ok,\r\n2,failed,"two\r\nlines"\r\n\r\n3,nope,\r\n4,ok\r\n5,"ok"x,\r\nx,ok,\r\n7,ok,é';
    expect(told(await mapped(CSV, text))).toEqual([
      '2/1 d:1 ok',
      '3/2 d:2 failed',
      '6/3 invalid_value outcome',
      '7/4 unreadable',
      '8/5 unreadable',
      '9/6 invalid_value occurredAt',
      '10/7 d:7 ok',
    ]);
  });

  it('tells an unclosed quote and costs only its own line', async () => {
    expect(told(await mapped(CSV, 't,o,n\n1,ok,\n2,ok,"oh\n3,ok,\n'))).toEqual(['2/1 d:1 ok', '3/2 unreadable', '4/3 d:3 ok']);
  });

  it('reads packed files and other encodings', async () => {
    expect(told(await mapped(CSV, gzipSync('t,o\n1,ok\n'), 'data.csv.gz'))).toEqual(['2/1 d:1 ok']);
    const korean = Buffer.from([...Buffer.from('t,'), 0xb0, 0xe1, 0xb0, 0xfa, ...Buffer.from('\n1,ok\n')]);
    const map = CSV.replace('format: csv', 'format: csv, encoding: euc-kr').replace('column: o', 'column: 결과');
    expect(told(await mapped(map, korean))).toEqual(['2/1 d:1 ok']);
  });

  it('refuses a file without a column the map reads, before anything is mapped', async () => {
    await expect(mapped(CSV, 't,outcome\n1,ok\n')).rejects.toThrow('no column o; the file has t, outcome');
  });

  it('gives several events of a record ids of their own, counts, skips and leaves out', async () => {
    const map = `source: { format: csv }
time: { column: t, format: epoch-s }
rowKey: [t, o]
count: { column: [n, f0_] }
span: 1m
skip: [{ when: { o: test }, reason: test_traffic }]
event: { journey: j }
emit:
  - { id: a, when: { o: [ok, failed] }, event: { stage: a, outcome: { column: o } } }
  - { id: b, when: { o: ok }, event: { stage: b, outcome: ok } }
`;
    const rows = await mapped(map, 't,o,f0_\n1,ok,3\n2,failed,1\n3,test,4\n4,other,1\n5,ok,0\n6,ok,many\n7,,1\n');
    expect(told(rows)).toEqual([
      '2/1 d:1:ok:a ok ×3, d:1:ok:b ok ×3',
      '3/2 d:2:failed:a failed ×1',
      '4/3 test_traffic',
      '5/4 no_rule',
      '6/5 count_zero',
      '7/6 invalid_value count',
      '8/7 no_rule',
    ]);
    expect(rows[0]?.events.map(({ spanMs, attempt }) => `${spanMs} ${attempt}`)).toEqual(['60000 d:1:ok', '60000 d:1:ok']);
  });

  it('turns wide records into long ones', async () => {
    const map = `source: { format: csv }
time: { column: t, format: epoch-s }
unpivot: { columns: [good, bad], name: outcome, value: n }
count: { column: n }
event: { journey: j, stage: s, outcome: { column: outcome, map: { good: ok, bad: failed } } }
`;
    expect(told(await mapped(map, 't,good,bad\n1,5,2\n2,,1\n3,,\n'))).toEqual([
      '2/1 d:1:good ok ×5, d:1:bad failed ×2',
      '3/2 d:2:bad failed ×1',
      '4/3 no_rule',
    ]);
  });

  it('joins the columns of another file', async () => {
    writeFileSync(join(dir, 'shops.csv'), 'id,city\n7,seoul\n');
    const map = `source: { format: csv }
time: { column: t, format: epoch-s }
join: [{ file: shops.csv, source: { format: csv }, on: { shop: id }, columns: [city], missing: reject }]
event: { journey: j, stage: s, outcome: ok, dimensions: { region: { column: city } } }
`;
    const rows = await mapped(map, 't,shop\n1,7\n2,8\n');
    expect(told(rows)).toEqual(['2/1 d:1 ok', '3/2 unreadable']);
    expect(rows[0]?.events[0]?.dimensions).toEqual({ region: 'seoul' });
  });

  it('reads NDJSON by dotted path, and events as they are without a map', async () => {
    const map = CSV.replace('format: csv', 'format: ndjson').replace('column: o', 'column: pay.outcome');
    expect(told(await mapped(map, '{"t":1,"pay":{"outcome":"ok"}}\n\n[]\n{"t":2,"pay":{}}\n', 'd.ndjson'))).toEqual([
      '1/1 d:1 ok',
      '3/2 unreadable',
      '4/3 required outcome',
    ]);
    const native = '{"journey":"j","stage":"s","outcome":"ok","occurredAt":"2026-01-01T00:00:00Z"}\n{"id":"x"}\n';
    expect(told(await mapped(undefined, native, 'n.ndjson'))).toEqual([
      '1/1 d:1 ok',
      '2/2 required journey, required stage, required outcome, required occurredAt',
    ]);
  });

  it('asks for parameters it has no value for, and settles others by file name', async () => {
    const map = CSV.replace('epoch-s', 'HH:mm, zone: UTC, date: "{day}"').replace(
      'event:',
      'parameters: { day: { files: { "jan*": 2022-01-31 } } }\nevent:',
    );
    await expect(mapped(map, 't,o\n10:00,ok\n')).rejects.toThrow('this file needs --set day=VALUE');
    await expect(mapped(map, 't,o\n10:00,ok\n', 'jan.csv', [['dya', '1']])).rejects.toThrow('the map has no parameter dya; it has day');
    const [row] = await mapped(map, 't,o\n10:00,ok\n', 'jan.csv');
    expect(row?.events[0]?.occurredAt).toBe('2022-01-31T10:00:00.000Z');
  });
});
