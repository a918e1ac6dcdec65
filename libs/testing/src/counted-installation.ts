import { randomUUID } from 'node:crypto';
import type { Clock, Journey, StageEvent } from '@tillwatch/domain';
import { appendClockTick, type GroupCommit } from '@tillwatch/ledger';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { Counting, RangeReader, TierClock } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import { ledgerFor } from './ledger-for.js';

/** When a spec's installation was made (ms since the epoch). */
export const SPEC_START = Date.UTC(2026, 10, 22, 5, 0, 0);

const HOUR = 3_600_000;
const label = { ko: '', en: '' };
const stages = ['window', 'authorisation', 'completion'];

/** A checkout of three stages and three dimensions, of which two are counted. */
export const specJourney: Journey = {
  id: 'checkout',
  label,
  stages: stages.map((id) => ({ id, label, deadlineMs: 600_000, usualMs: 60_000 })),
  dimensions: ['provider', 'browser', 'method'].map((id) => ({ id, label, limit: 100, ordered: false, values: {} })),
  attempts: 'tracked',
  reviseWithinMs: 2 * HOUR,
  currency: 'KRW',
  cuboids: [[], ['provider'], ['browser'], ['browser', 'provider']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};

/** A clock that the spec moves. */
export class SpecClock implements Clock {
  time = SPEC_START;
  now(): number {
    return this.time;
  }
}

/** A ledger and its counting on the specs' Redis, with keys of their own. */
export class CountedInstallation {
  readonly keys = new KeySpace(`test:${randomUUID()}:`);
  readonly clock = new SpecClock();
  readonly redis: Redis;
  readonly faults: unknown[] = [];
  private readonly opened: Redis[] = [];
  ledger!: GroupCommit;
  counting!: Counting;
  reader!: RangeReader;
  private log!: Redis;

  /** @param redisAddress URL or socket of the Redis that the runner of the specs started */
  constructor(private readonly redisAddress: string) {
    this.redis = this.connect('spec');
  }

  async open(): Promise<this> {
    this.ledger = await ledgerFor(this.redis, this.keys, this.clock);
    this.count();
    return this;
  }

  /** Begins to count, as a process that has just started does. */
  count(alone = true, journey = specJourney): void {
    this.log = this.connect('log', true);
    this.counting = new Counting(
      { redis: this.connect('counting'), reader: this.log },
      {
        journeys: [journey],
        tierClock: new TierClock('Asia/Seoul'),
        watched: [],
        keys: this.keys,
        clock: this.clock,
        alone,
        onFault: (_, error) => this.faults.push(error),
      },
    );
    this.reader = new RangeReader(this.counting, SPEC_START);
    this.counting.start();
  }

  /** Breaks the connection on which the counting waits for log entries; it comes back by itself. */
  breakLog(): void {
    this.log.disconnect(true);
  }

  /** Has the log hear what the clock shows. */
  async tick(): Promise<void> {
    await appendClockTick(this.redis, this.keys, this.clock.time);
  }

  /** Waits until everything is counted, and stores it. */
  async stored(): Promise<void> {
    if (!(await this.counting.caughtUp(5_000))) throw new Error('The counting did not reach the end of the log in 5 s.');
    await this.counting.snapshots?.write();
  }

  async close(): Promise<void> {
    await this.counting.stop();
    const own = await this.redis.keys(`${this.keys.prefix}*`);
    if (own.length > 0) await this.redis.del(own);
    for (const redis of this.opened) redis.disconnect();
  }

  private connect(name: string, blocking = false): Redis {
    const redis = connectRedis(parseRedisAddress(this.redisAddress), { name, blocking });
    this.opened.push(redis);
    return redis.on('error', () => undefined); // also fails the command it belongs to
  }
}

let serial = 0;

/** A successful authorisation at KG Inicis in Internet Explorer. */
export function specEvent(at: number, over: Partial<StageEvent> = {}): StageEvent {
  const id = `e${serial++}`;
  return {
    tenant: 'default',
    id,
    journey: 'checkout',
    stage: 'authorisation',
    attempt: id,
    reporter: 'server',
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

/** Waits for something that happens by itself. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
