import type { WireEvent } from '@tillwatch/contract';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MappedRow } from './map/mapper.js';
import { readMap } from './map/read-map.js';
import { datasetOf } from './source/open-source.js';
import { openMapped } from './source/mapped-file.js';

const ROOT = join(__dirname, '../../..');
const DATA = join(ROOT, '../shared/data');
const PSP = join(DATA, 'psp/psp-2019-01.csv');
const cloudwalk = (day: number): string => join(DATA, `cloudwalk/transactions_${day}_2022.csv`);
const WEBLOG = join(DATA, 'weblog/access-2015-05-17-18.log');

/** What a plain awk counts, as `key count` lines. */
const awk = (program: string, ...args: string[]): Record<string, number> =>
  Object.fromEntries(
    execFileSync('awk', [...args.slice(0, -1), program, args.at(-1) ?? ''], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line): [string, number] => [line.replace(/ \d+$/, ''), Number(/\d+$/.exec(line)?.[0])]),
  );

async function mapAll(path: string, map: string): Promise<MappedRow[]> {
  const opened = await openMapped({
    path,
    map: readMap(join(ROOT, 'examples/maps', map)),
    dataset: datasetOf(path) ?? '',
    set: new Map(),
    stdin: Readable.from([]),
  });
  const rows: MappedRow[] = [];
  for await (const row of opened.rows) rows.push(row);
  return rows;
}

/** Sums events by a key; an event stands for `count` attempts. */
function tally(events: readonly WireEvent[], key: (event: WireEvent) => string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const event of events) sums[key(event)] = (sums[key(event)] ?? 0) + (event.count ?? 1);
  return sums;
}

// Some of these files may not be passed on, so they are looked for beside the repository and never committed.
(existsSync(DATA) ? describe : describe.skip)('example maps over the sample data (skipped without the folder ../shared/data)', () => {
  it('psp: every record is one attempt, as a plain awk counts them', async () => {
    const rows = await mapAll(PSP, 'psp.yaml');
    const events = rows.flatMap((row) => row.events);
    expect(rows.filter((row) => row.problems.length > 0 || row.skipped !== undefined)).toEqual([]);
    expect(new Set(events.map((event) => event.id)).size).toBe(26_304);
    expect(new Set(events.map((event) => event.attempt)).size).toBe(26_304);
    expect(new Set(events.map((event) => event.purchase)).size).toBe(14_300);
    expect(tally(events, (event) => event.outcome)).toEqual({ failed: 20_982, ok: 5_322 });
    expect(tally(events, (event) => String(event.dimensions?.['provider']))).toEqual({
      Goldcard: 1_645,
      Moneycard: 4_220,
      Simplecard: 6_538,
      UK_Card: 13_901,
    });
    const byBoth = awk('NR>1 { n[$6 " " $8 " " ($5 == "1" ? "ok" : "failed")]++ } END { for (k in n) print k, n[k] }', '-F,', PSP);
    expect(tally(events, ({ dimensions, outcome }) => `${dimensions?.['provider']} ${dimensions?.['method']} ${outcome}`)).toEqual(byBoth);
    expect(events[0]?.occurredAt).toBe('2018-12-31T23:01:11.000Z');
  });

  it.each([1, 2])('cloudwalk file %i: counts in two stages, as a plain awk counts them', async (day) => {
    const rows = await mapAll(cloudwalk(day), 'cloudwalk.yaml');
    const events = rows.flatMap((row) => row.events);
    expect(rows.filter((row) => row.problems.length > 0 || row.skipped !== undefined)).toEqual([]);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    const authorisation = events.filter((event) => event.stage === 'authorisation');
    expect(tally(authorisation, () => 'all')).toEqual({ all: day === 1 ? 254_670 : 308_406 });
    const expected = awk(
      `NR>1 { h = substr($1, 1, 2); s = $2
        if (s == "denied") a = "failed declined"; else if (s == "failed") a = "failed system"; else if (s == "processing") a = "started -"; else a = "ok -"
        n["authorisation " h " " a] += $3
        if (s == "approved" || s == "refunded") n["settlement " h " ok -"] += $3
        if (s ~ /reversed$/) n["settlement " h " failed system"] += $3 }
       END { for (k in n) print k, n[k] }`,
      '-F,',
      cloudwalk(day),
    );
    const hour = (event: WireEvent): string => String((Number(event.occurredAt.slice(11, 13)) + 21) % 24).padStart(2, '0');
    expect(tally(events, (event) => `${event.stage} ${hour(event)} ${event.outcome} ${event.class ?? '-'}`)).toEqual(expected);
    expect([...new Set(events.map((event) => event.spanMs))]).toEqual([60_000]);
    expect(events[0]?.occurredAt).toBe(`2022-01-0${day}T03:00:00.000Z`);
  });

  it('weblog: every line is a request, ok below 400', async () => {
    const rows = await mapAll(WEBLOG, 'weblog.yaml');
    const events = rows.flatMap((row) => row.events);
    expect(rows).toHaveLength(4_525);
    expect(rows.filter((row) => row.problems.length > 0 || row.skipped !== undefined)).toEqual([]);
    const expected = awk('{ n[($9 < 400 ? "ok -" : "failed " $9)]++ } END { for (k in n) print k, n[k] }', WEBLOG);
    expect(tally(events, (event) => `${event.outcome} ${event.error?.code ?? '-'}`)).toEqual(expected);
    expect(tally(events, (event) => event.class ?? '-')['system']).toBe(2);
    const isBot = (event: WireEvent): boolean => event.dimensions?.['bot'] === 'true';
    const desktop =
      /^Mozilla\/5\.0 \((Windows NT|X11|Macintosh)[^)]*\) (AppleWebKit|Gecko)\/\S+( \([^)]*\))?( (Chrome|Firefox|Version|Safari)\/\S+)+$/;
    const people = events.filter((event) => desktop.test(event.userAgent ?? ''));
    expect(people.length).toBeGreaterThan(1_500);
    expect(people.filter(isBot)).toEqual([]);
    expect(events.filter((event) => /Googlebot|bingbot|Slurp|FeedBurner/.test(event.userAgent ?? '') && !isBot(event))).toEqual([]);
  });
});
