import type { StageEvent } from '@tillwatch/domain';
import {
  countedPlainly,
  countPlainly,
  CountedInstallation,
  SPEC_START,
  specEvent,
  specJourney as journey,
  until,
} from '@tillwatch/testing';
import { RangeNotAlignedError, readCounts, readSeries } from './stage-counts.js';
import { readStoredCounts } from './stored-counts.js';
import type { Tier } from './tiers.js';

const HOUR = 3_600_000;
const stages = journey.stages.map(({ id }) => id);

/** Random but repeatable numbers in 0..1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomEvents(n: number, from: number, random: () => number): StageEvent[] {
  return Array.from({ length: n }, (_, i) => {
    const failed = random() < 0.2;
    return specEvent(from - Math.floor(random() * 40_000), {
      stage: stages[Math.floor(random() * 3)] ?? 'window',
      attempt: `${from}-${Math.floor(random() * n)}`,
      outcome: random() < 0.3 ? 'started' : failed ? 'failed' : 'ok',
      ...(failed ? { failureClass: random() < 0.5 ? ('system' as const) : ('declined' as const) } : {}),
      revision: 1 + i,
      dimensions: { provider: random() < 0.5 ? 'kg' : 'toss', ...(random() < 0.8 ? { browser: random() < 0.5 ? 'ie' : 'chrome' } : {}) },
    });
  });
}

const sorted = (counts: Map<string, number>): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
const widths: readonly (readonly [Tier, number])[] = [
  ['10s', 10],
  ['1m', 60],
  ['1h', 3600],
];

describe('counting on a real Redis', () => {
  let own: CountedInstallation;
  beforeEach(async () => {
    own = await new CountedInstallation(process.env['TILLWATCH_TEST_REDIS'] ?? '').open();
  });
  afterEach(() => own.close());

  it('stores in every tier what a plain count gives, through restarts, revisions and hours of traffic', async () => {
    const random = randomNumbers(11);
    const sent: StageEvent[] = [];
    for (let step = 0; step < 60; step++) {
      own.clock.time += 4 * 60_000;
      const batch = randomEvents(40, own.clock.time, random);
      sent.push(...batch);
      await own.ledger.append(batch);
      await own.ledger.append(batch.slice(0, 7));
      if (step % 5 === 0) await own.stored();
      if (step % 13 === 12) {
        await own.counting.stop();
        own.count();
      }
    }
    await own.stored();
    own.clock.time += 2 * HOUR;
    await own.ledger.append([specEvent(own.clock.time, { stage: 'completion', attempt: 'last' })]);
    await own.stored();
    expect(own.faults).toEqual([]);
    for (const [tier, width] of widths) {
      const stored = await readStoredCounts(own.redis, own.keys, tier);
      const edge = tier === '10s' ? Infinity : SPEC_START / 1000 + 4 * 3600;
      const plain = [...countPlainly(countedPlainly(sent, journey, own.clock.time / 1000), journey, width)].filter(
        ([name]) => Number(name.split('|')[2]) < edge,
      );
      const own_ = sorted(stored).filter(([name]) => Number(name.split('|')[2]) < Math.min(edge, own.clock.time / 1000 - 600));
      expect(own_).toEqual(sorted(new Map(plain)));
    }
  }, 60_000);

  it('writes snapshots that were asked for in the same turn one after the other', async () => {
    await own.ledger.append([specEvent(SPEC_START)]);
    expect(await own.counting.caughtUp(5_000)).toBe(true);
    const writer = own.counting.snapshots;
    await Promise.all([writer?.write(), writer?.write(), own.counting.stop()]);
    expect(own.faults).toEqual([]);
    const stored = await readStoredCounts(own.redis, own.keys, '10s');
    expect(stored.get(`authorisation||${SPEC_START / 1000}|ok`)).toBe(1);
  });

  it('starts again after a run that ended before anything was logged', async () => {
    expect(await own.counting.caughtUp(5_000)).toBe(true);
    await own.stored();
    await own.counting.stop();
    own.count();
    expect(await own.counting.caughtUp(5_000)).toBe(true);
    expect(own.faults).toEqual([]);
  });

  it('answers ranges across tiers exactly, with what is not stored yet', async () => {
    const random = randomNumbers(5);
    const sent: StageEvent[] = [];
    for (let step = 0; step < 40; step++) {
      own.clock.time += 5 * 60_000;
      const batch = randomEvents(25, own.clock.time, random);
      sent.push(...batch);
      await own.ledger.append(batch);
      if (step % 7 === 0) await own.stored();
      else expect(await own.counting.caughtUp(5_000)).toBe(true);
    }
    const now = own.clock.time / 1000;
    const plain = countPlainly(countedPlainly(sent, journey, own.clock.time / 1000), journey, 10);
    for (const [from, to] of [
      [SPEC_START / 1000, now + 60],
      [SPEC_START / 1000 + 130, now - 50],
      [SPEC_START / 1000 + 3600, SPEC_START / 1000 + 7200],
      [now - 300, now],
    ] as const) {
      const groups = await readCounts(own.reader, {
        tenant: 'default',
        journey,
        stage: 'authorisation',
        by: ['provider'],
        filters: [],
        range: { from, to },
        now,
      });
      const expected = { kg: 0, toss: 0 };
      for (const [name, n] of plain) {
        const [stage, segment, slice, column] = name.split('|');
        const at = Number(slice);
        if (stage !== 'authorisation' || column !== 'ok' || at < from || at >= to) continue;
        if (segment === 'provider=kg') expected.kg += n;
        if (segment === 'provider=toss') expected.toss += n;
      }
      const answered = Object.fromEntries(groups.map(({ segment, counts }): [string, number] => [segment['provider'] ?? '', counts.ok]));
      expect(answered).toEqual(expected);
    }
  }, 30_000);

  it('keeps imported history by the hour and says which ranges it can answer', async () => {
    const old = Date.UTC(2019, 0, 3, 4, 0, 0);
    await own.ledger.append([
      specEvent(old + 5_000, { backfill: true, outcome: 'failed' }),
      specEvent(old + HOUR, { backfill: true, count: 120, spanMs: HOUR }),
    ]);
    await own.stored();
    const ask = (from: number, to: number): Promise<unknown> =>
      readCounts(own.reader, {
        tenant: 'default',
        journey,
        stage: 'authorisation',
        by: [],
        filters: [],
        now: own.clock.time / 1000,
        range: { from: from / 1000, to: to / 1000 },
      });
    expect(await ask(old, old + 2 * HOUR)).toEqual([
      { segment: {}, counts: { started: 0, ok: 120, system: 0, declined: 0, unknown: 1, abandoned: 0, stalled: 0 }, beside: [] },
    ]);
    const refused = await ask(old + 60_000, old + HOUR).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RangeNotAlignedError);
    expect((refused as RangeNotAlignedError).nearest).toEqual({ from: old / 1000, to: (old + HOUR) / 1000 });
    const series = await readSeries(
      own.reader,
      {
        tenant: 'default',
        journey,
        stage: 'authorisation',
        by: [],
        filters: [],
        now: own.clock.time / 1000,
        range: { from: old / 1000, to: old / 1000 + 7200 },
      },
      { starts: [old / 1000, old / 1000 + 3600], coarsest: '1h' },
    );
    expect(series[0]?.points.map(({ at, counts }) => [at, counts.ok, counts.unknown])).toEqual([
      [old / 1000, 0, 1],
      [old / 1000 + 3600, 120, 0],
    ]);
  });

  it('lets only one process write: the one that was there before is refused and stands by', async () => {
    await own.counting.stop();
    await own.redis.del(own.keys.lease);
    own.count(false);
    await own.ledger.append([specEvent(SPEC_START)]);
    await own.stored();
    const first = own.counting;
    own.count();
    await own.ledger.append([specEvent(SPEC_START + 1000)]);
    await own.stored();
    await until(() => {
      own.clock.time += 1_000;
      return first.state === 'standby';
    });
    await first.stop();
    const stored = await readStoredCounts(own.redis, own.keys, '10s');
    expect(stored.get(`authorisation||${SPEC_START / 1000}|ok`)).toBe(2);
    expect(own.faults.length).toBeGreaterThan(0);
  });
});
