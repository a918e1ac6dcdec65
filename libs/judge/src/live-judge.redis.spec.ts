import { randomUUID } from 'node:crypto';
import type { Journey, StageEvent } from '@tillwatch/domain';
import type { GroupCommit } from '@tillwatch/ledger';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { ledgerFor } from '@tillwatch/testing';
import { Counting, RangeReader, TierClock, type Fold } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import { LiveJudge } from './live-judge.js';
import { readPast } from './past.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 30);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000] as const;
const address = parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? '');
const label = { ko: '', en: '' };
const tierClock = new TierClock('Asia/Seoul');
const journey: Journey = {
  id: 'checkout',
  label,
  stages: [{ id: 'authorisation', label }],
  dimensions: [{ id: 'provider', label, limit: 100, ordered: false, values: {} }],
  attempts: 'tracked',
  reviseWithinMs: 2 * HOUR,
  cuboids: [[], ['provider']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};

/** Refuses ranges, and lets the spec do something between the end of a reading and what is made of it. */
class SpecReader extends RangeReader {
  isRefusing = false;
  onRead: () => Promise<void> = () => Promise.resolve();

  override plan(...args: Parameters<RangeReader['plan']>): ReturnType<RangeReader['plan']> {
    return this.isRefusing ? { ok: false, nearest: { from: 0, to: 0 } } : super.plan(...args);
  }

  override async read(...args: Parameters<RangeReader['read']>): ReturnType<RangeReader['read']> {
    const plan = await super.read(...args);
    await this.onRead();
    return plan;
  }
}

/** An installation that counts and judges by a clock that the spec moves. */
class Shop {
  now = START;
  readonly clock = { now: (): number => this.now };
  readonly keys = new KeySpace(`test:${randomUUID()}:`);
  readonly redis: Redis = connectRedis(address, { name: 'spec' });
  ledger!: GroupCommit;
  counting!: Counting;
  reader!: SpecReader;
  judge!: LiveJudge;
  private readonly opened: Redis[] = [];
  private serial = 0;

  async open(): Promise<this> {
    this.ledger = await ledgerFor(this.redis, this.keys, this.clock);
    const redis = connectRedis(address, { name: 'c' });
    const reader = connectRedis(address, { name: 'r', blocking: true });
    this.opened.push(redis, reader);
    const { keys, clock } = this;
    const fail = (): void => undefined;
    this.counting = new Counting(
      { redis, reader },
      { journeys: [journey], tierClock, watched: [], keys, clock, alone: true, onFault: fail },
    );
    this.reader = new SpecReader(this.counting, START);
    this.judge = new LiveJudge(this.counting, this.reader, { tierClock, clock, onFault: fail });
    this.counting.start();
    await this.counted();
    return this;
  }

  async close(): Promise<void> {
    await this.counting.stop();
    const own = await this.redis.keys(`${this.keys.prefix}*`);
    if (own.length > 0) await this.redis.del(own);
    for (const redis of [this.redis, ...this.opened]) redis.disconnect();
  }

  get fold(): Fold {
    if (this.counting.fold === undefined) throw new Error('the counts are being read back');
    return this.counting.fold;
  }

  series(segment: Record<string, string>): number {
    return this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authorisation' }, segment);
  }

  /** Nine days of history, an hour of each day. */
  async import(provider: string): Promise<void> {
    const days = Array.from({ length: 9 }, (_, i) => this.now - (i + 1) * DAY);
    await this.send(days.map((at) => ({ occurredAt: at, dimensions: { provider }, backfill: true, count: 5_000, spanMs: HOUR })));
  }

  async send(events: readonly Partial<StageEvent>[]): Promise<void> {
    await this.ledger.append(events.map((event) => this.event(event)));
    await this.counted();
  }

  private async counted(): Promise<void> {
    expect(await this.counting.caughtUp(5_000)).toBe(true);
  }

  private event(over: Partial<StageEvent>): StageEvent {
    const id = `e${this.serial++}`;
    const times = { occurredAt: this.now, receivedAt: this.now, count: 1, spanMs: 0 };
    const place = { tenant: 'default', journey: 'checkout', stage: 'authorisation', dimensions: { provider: 'kg' } };
    return { ...place, ...times, id, attempt: id, outcome: 'ok', revision: 0, backfill: false, ...over };
  }
}

let shop: Shop;
beforeEach(async () => {
  shop = await new Shop().open();
});
afterEach(() => shop.close());

describe('the past that usual rates are learnt from', () => {
  it('is there at once after a stop of many hours', async () => {
    await shop.import('kg');
    await shop.send([{}]);
    const hoursOf = async (): Promise<number | undefined> => {
      return (await readPast(shop.reader, tierClock, shop.now)).get(shop.series({ provider: 'kg' }))?.length;
    };
    const before = await hoursOf();
    expect(before).toBeGreaterThanOrEqual(9);
    await shop.counting.stop();
    shop.now += 9 * HOUR;
    await shop.open();
    expect(await hoursOf()).toBe(before);
  });

  it('is no empty one where it cannot be read, and the next round tries again', async () => {
    await shop.import('kg');
    shop.reader.isRefusing = true;
    await expect(shop.judge.round()).rejects.toThrow('cannot be read yet');
    expect(shop.judge.current).toBeUndefined();
    shop.reader.isRefusing = false;
    await shop.judge.round();
    expect(shop.judge.current?.verdictOf(shop.series({ provider: 'kg' }))?.verdict.usual?.learning).toBe(false);
  });
});

describe('a judge that begins from the past', () => {
  it('learns from history that came while it read', async () => {
    await shop.import('kg');
    shop.reader.onRead = () => shop.import('toss');
    await shop.judge.round();
    shop.reader.onRead = () => Promise.resolve();
    expect(shop.judge.current?.verdictOf(shop.series({ provider: 'toss' }))).toBeUndefined();
    for (let second = 0; second < 5; second++) {
      shop.now += 1_000;
      await shop.judge.round();
    }
    expect(shop.judge.current?.verdictOf(shop.series({ provider: 'toss' }))?.verdict.usual?.learning).toBe(false);
  });

  it('loses no outcome of a minute that began while it read', async () => {
    await shop.import('kg');
    shop.reader.onRead = () => {
      shop.now += MINUTE;
      return shop.send(Array.from({ length: 20 }, () => ({})));
    };
    await shop.judge.round();
    expect(shop.judge.current?.verdictOf(shop.series({ provider: 'kg' }))?.verdict.observed.total).toBe(20);
  });

  it('has a pulse only while it judges the counts that are shown', async () => {
    await shop.import('kg');
    const { counting, judge } = shop;
    const { fold } = shop;
    expect(judge.pulse(shop.now)).toEqual({ judged10s: 0, at: 0 });
    await judge.round();
    expect(judge.pulse(shop.now)).toEqual({ judged10s: 2, at: shop.now });
    // Another process counts for a moment, so that the first must read the counts back.
    await shop.open();
    await shop.counting.stop();
    shop.counting = counting;
    await shop.send([{}]);
    await counting.snapshots?.write().catch(() => undefined);
    while (counting.fold === fold || counting.fold === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(judge.pulse(shop.now)).toEqual({ judged10s: 0, at: 0 });
    await judge.round();
    expect(judge.pulse(shop.now)).toEqual({ judged10s: 2, at: shop.now });
  });
});
