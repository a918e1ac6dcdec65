import { randomUUID } from 'node:crypto';
import type { Journey, StageEvent } from '@tillwatch/domain';
import { GroupCommit, openInstallation } from '@tillwatch/ledger';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { countPlainly } from '@tillwatch/testing';
import type { Redis } from 'ioredis';
import { Counting } from './counting.js';
import { RangeReader } from './range-reader.js';
import { RangeNotAlignedError, readCounts, readSeries } from './stage-counts.js';
import { readStoredCounts } from './stored-counts.js';
import { TierClock, type Tier } from './tiers.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const HOUR = 3_600_000;
const address = parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? '');
const label = { ko: '', en: '' };
const stages = ['window', 'authorisation', 'completion'];
const journey: Journey = {
  id: 'checkout',
  label,
  stages: stages.map((id) => ({ id, label })),
  dimensions: ['provider', 'browser'].map((id) => ({ id, label, limit: 100, ordered: false, values: {} })),
  attempts: 'tracked',
  reviseWithinMs: 2 * HOUR,
  cuboids: [[], ['provider'], ['browser'], ['browser', 'provider']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};

/** A clock that the spec moves. */
class SpecClock {
  time = START;
  now(): number {
    return this.time;
  }
}

/** One installation on the shared Redis, with its own keys. */
class Installation {
  readonly keys = new KeySpace(`test:${randomUUID()}:`);
  readonly clock = new SpecClock();
  readonly redis: Redis = connectRedis(address, { name: 'spec' });
  readonly faults: unknown[] = [];
  private readonly opened: Redis[] = [];
  ledger!: GroupCommit;
  counting!: Counting;
  reader!: RangeReader;
  private seed = 0;
  private createdAt = 0;

  async open(): Promise<this> {
    ({ seed: this.seed, createdAt: this.createdAt } = await openInstallation(this.redis, this.keys, {
      now: START,
      timeZone: 'Asia/Seoul',
    }));
    const silent = { committed: () => undefined, retried: () => undefined };
    this.ledger = new GroupCommit(this.redis, { keys: this.keys, seed: this.seed }, this.clock, silent);
    this.count();
    return this;
  }

  count(alone = true): void {
    const connections = { redis: connectRedis(address, { name: 'c' }), reader: connectRedis(address, { name: 'r', blocking: true }) };
    this.opened.push(connections.redis);
    this.counting = new Counting(connections, {
      journeys: [journey],
      tierClock: new TierClock('Asia/Seoul'),
      watched: [],
      keys: this.keys,
      clock: this.clock,
      alone,
      onFault: (_, error) => this.faults.push(error),
    });
    this.reader = new RangeReader(this.counting, this.createdAt);
    this.counting.start();
  }

  async close(): Promise<void> {
    await this.counting.stop();
    const own = await this.redis.keys(`${this.keys.prefix}*`);
    if (own.length > 0) await this.redis.del(own);
    for (const redis of [this.redis, ...this.opened]) redis.disconnect();
  }

  async stored(): Promise<void> {
    expect(await this.counting.caughtUp(5_000)).toBe(true);
    await this.counting.snapshots?.write();
  }
}

let serial = 0;
function event(at: number, over: Partial<StageEvent> = {}): StageEvent {
  const id = `e${serial++}`;
  return {
    tenant: 'default',
    id,
    journey: 'checkout',
    stage: 'authorisation',
    attempt: id,
    outcome: 'ok',
    revision: 0,
    occurredAt: at,
    receivedAt: at,
    dimensions: { provider: 'kg', browser: 'ie' },
    count: 1,
    spanMs: 0,
    backfill: false,
    ...over,
  };
}

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
    return event(from - Math.floor(random() * 40_000), {
      stage: stages[Math.floor(random() * 3)] ?? 'window',
      attempt: `${from}-${Math.floor(random() * n)}`,
      outcome: random() < 0.3 ? 'started' : failed ? 'failed' : 'ok',
      ...(failed ? { failureClass: random() < 0.5 ? ('system' as const) : ('declined' as const) } : {}),
      revision: 1 + i,
      dimensions: { provider: random() < 0.5 ? 'kg' : 'toss', ...(random() < 0.8 ? { browser: random() < 0.5 ? 'ie' : 'chrome' } : {}) },
    });
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const sorted = (counts: Map<string, number>): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
const widths: readonly (readonly [Tier, number])[] = [
  ['10s', 10],
  ['1m', 60],
  ['1h', 3600],
];

describe('counting on a real Redis', () => {
  let own: Installation;
  beforeEach(async () => {
    own = await new Installation().open();
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
    await own.ledger.append([event(own.clock.time, { stage: 'completion', attempt: 'last' })]);
    await own.stored();
    expect(own.faults).toEqual([]);
    for (const [tier, width] of widths) {
      const stored = await readStoredCounts(own.redis, own.keys, tier);
      const edge = tier === '10s' ? Infinity : START / 1000 + 4 * 3600;
      const plain = [...countPlainly(sent, journey, width)].filter(([name]) => Number(name.split('|')[2]) < edge);
      const own_ = sorted(stored).filter(([name]) => Number(name.split('|')[2]) < Math.min(edge, own.clock.time / 1000 - 600));
      expect(own_).toEqual(sorted(new Map(plain)));
    }
  }, 60_000);

  it('writes snapshots that were asked for in the same turn one after the other', async () => {
    await own.ledger.append([event(START)]);
    expect(await own.counting.caughtUp(5_000)).toBe(true);
    const writer = own.counting.snapshots;
    await Promise.all([writer?.write(), writer?.write(), own.counting.stop()]);
    expect(own.faults).toEqual([]);
    const stored = await readStoredCounts(own.redis, own.keys, '10s');
    expect(stored.get(`authorisation||${START / 1000}|ok`)).toBe(1);
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
    const plain = countPlainly(sent, journey, 10);
    for (const [from, to] of [
      [START / 1000, now + 60],
      [START / 1000 + 130, now - 50],
      [START / 1000 + 3600, START / 1000 + 7200],
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
      event(old + 5_000, { backfill: true, outcome: 'failed' }),
      event(old + HOUR, { backfill: true, count: 120, spanMs: HOUR }),
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
      { segment: {}, counts: { started: 0, ok: 120, system: 0, declined: 0, unknown: 1, abandoned: 0 } },
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
    await own.ledger.append([event(START)]);
    await own.stored();
    const first = own.counting;
    own.count();
    await own.ledger.append([event(START + 1000)]);
    await own.stored();
    await until(() => {
      own.clock.time += 1_000;
      return first.state === 'standby';
    });
    await first.stop();
    const stored = await readStoredCounts(own.redis, own.keys, '10s');
    expect(stored.get(`authorisation||${START / 1000}|ok`)).toBe(2);
    expect(own.faults.length).toBeGreaterThan(0);
  });
});
