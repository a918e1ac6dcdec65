import { defaultPolicy, type IncidentChange, type StageEvent } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { CountedInstallation, SPEC_START, specEvent, specJourney } from '@tillwatch/testing';
import { RangeReader, TierClock, type Fold } from '@tillwatch/windows';
import { IncidentRules } from './incident-rules.js';
import { LiveJudge } from './live-judge.js';
import { readPast } from './past.js';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000] as const;
const tierClock = new TierClock('Asia/Seoul');

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
class Shop extends CountedInstallation {
  range!: SpecReader;
  judge!: LiveJudge;
  readonly changes: IncidentChange[] = [];
  readonly incidents = new IncidentStore(this.redis, this.keys);

  /** Counts and judges, as a process that has just started does. */
  override count(): void {
    super.count();
    this.range = new SpecReader(this.counting, SPEC_START);
    this.judge = new LiveJudge(this.counting, this.range, {
      ...{ tierClock, clock: this.clock, store: this.incidents, onFault: (error) => this.faults.push(error) },
      rules: new IncidentRules({ journeys: [specJourney], policy: () => defaultPolicy(specJourney), maintenance: [] }),
    });
    this.judge.onChange = (change) => this.changes.push(change);
  }

  get now(): number {
    return this.clock.time;
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
    await this.ledger.append(events.map((event) => specEvent(this.now, { dimensions: { provider: 'kg' }, ...event })));
    await this.counted();
  }

  async counted(): Promise<void> {
    expect(await this.counting.caughtUp(5_000)).toBe(true);
  }
}

let shop: Shop;
beforeEach(async () => {
  shop = await new Shop(process.env['TILLWATCH_TEST_REDIS'] ?? '').open();
  shop.clock.time += 30_000;
  await shop.counted();
});
afterEach(() => shop.close());

describe('the past that usual rates are learnt from', () => {
  it('is there at once after a stop of many hours', async () => {
    await shop.import('kg');
    await shop.send([{}]);
    const hoursOf = async (): Promise<number | undefined> => {
      return (await readPast(shop.range, tierClock, shop.now)).get(shop.series({ provider: 'kg' }))?.length;
    };
    const before = await hoursOf();
    expect(before).toBeGreaterThanOrEqual(9);
    await shop.counting.stop();
    shop.clock.time += 9 * HOUR;
    shop.count();
    await shop.counted();
    expect(await hoursOf()).toBe(before);
  });

  it('is no empty one where it cannot be read, and the next round tries again', async () => {
    await shop.import('kg');
    shop.range.isRefusing = true;
    await expect(shop.judge.round()).rejects.toThrow('cannot be read yet');
    expect(shop.judge.current).toBeUndefined();
    shop.range.isRefusing = false;
    await shop.judge.round();
    expect(shop.judge.current?.judge.verdictOf(shop.series({ provider: 'kg' }))?.verdict.usual?.learning).toBe(false);
  });
});

describe('a judge that begins from the past', () => {
  it('learns from history that came while it read', async () => {
    await shop.import('kg');
    shop.range.onRead = () => shop.import('toss');
    await shop.judge.round();
    shop.range.onRead = () => Promise.resolve();
    expect(shop.judge.current?.judge.verdictOf(shop.series({ provider: 'toss' }))).toBeUndefined();
    for (let second = 0; second < 5; second++) {
      shop.clock.time += 1_000;
      await shop.judge.round();
    }
    expect(shop.judge.current?.judge.verdictOf(shop.series({ provider: 'toss' }))?.verdict.usual?.learning).toBe(false);
  });

  it('loses no outcome of a minute that began while it read', async () => {
    await shop.import('kg');
    shop.range.onRead = () => {
      shop.clock.time += MINUTE;
      return shop.send(Array.from({ length: 20 }, () => ({})));
    };
    await shop.judge.round();
    expect(shop.judge.current?.judge.verdictOf(shop.series({ provider: 'kg' }))?.verdict.observed.total).toBe(20);
  });

  it('has a pulse only while it judges the counts that are shown', async () => {
    await shop.import('kg');
    const { counting, judge } = shop;
    const { fold } = shop;
    expect(judge.pulse(shop.now)).toEqual({ judged10s: 0, at: 0 });
    await judge.round();
    expect(judge.pulse(shop.now)).toEqual({ judged10s: 2, at: shop.now });
    // Another process counts for a moment, so that the first must read the counts back.
    shop.count();
    await shop.counted();
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
