import { defaultPolicy, type Incident, type Journey, type StageEvent } from '@tillwatch/domain';
import { logged, specEvent } from '@tillwatch/testing';
import { Fold, TierClock } from '@tillwatch/windows';
import { IncidentJudge } from './incident-judge.js';
import { IncidentRules } from './incident-rules.js';
import { NOTHING_STANDING } from './standing-incidents.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const label = { ko: '', en: '' };
const dimension = { label, limit: 10, ordered: false, values: {} };
const journey: Journey = {
  ...{ id: 'checkout', label, attempts: 'tracked', reviseWithinMs: 2 * HOUR },
  stages: [{ id: 'window', label, deadlineMs: 30 * MINUTE, usualMs: 4 * MINUTE }],
  dimensions: ['provider', 'method'].map((id) => ({ ...dimension, id })),
  cuboids: [[], ['provider'], ['method']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};
const PROVIDERS = ['kg', 'toss', 'kcp'];
const METHODS = ['card', 'transfer'];

/** What becomes of a customer: how late it is told, and whether it fails; undefined where nothing comes back. */
type Fate = { readonly lateMs: number; readonly failed?: boolean } | undefined;
const PASSES: Fate = { lateMs: 0 };

const everybody = (): boolean => true;
const nobody = (): boolean => false;
const allBut =
  (...away: readonly string[]) =>
  (provider: string): boolean =>
    !away.includes(provider);

/** A shop of three providers and two methods, twelve customers a second, of whom one in 25 leaves without a word and one in thirty fails. */
class Shop {
  now = START;
  readonly incidents = new Map<string, Incident>();
  private readonly tierClock = new TierClock('Asia/Seoul');
  private readonly fold = new Fold({ journeys: [journey], tierClock: this.tierClock, watched: [] }, { '1m': 0, '1h': 0, '1d': 0 });
  private readonly rules = new IncidentRules({ journeys: [journey], policy: () => defaultPolicy(journey), maintenance: [] });
  readonly judge = new IncidentJudge(this.fold, this.tierClock, this.rules);
  private waiting: { readonly at: number; readonly event: StageEvent }[] = [];
  private serial = 0;
  private turn = 0;
  private readonly slices: readonly { readonly provider: string; readonly method: string }[];

  /** @param providers of the customers, in turn: one that stands there twice has twice as many */
  constructor(private readonly providers = PROVIDERS) {
    this.slices = providers.flatMap((provider) => METHODS.map((method) => ({ provider, method })));
  }

  /** Begins with a past of five days that says nothing of how long anything took. @param minutes the last of it that are told one by one */
  async learn(minutes = 0): Promise<void> {
    const of = { stage: 'window', backfill: true, occurredAt: START - 3 * HOUR };
    const events = this.slices.flatMap((dimensions) => [
      specEvent(START, { ...of, dimensions, count: 29_000 }),
      specEvent(START, { ...of, dimensions, count: 1_000, outcome: 'failed', failureClass: 'system' }),
    ]);
    this.fold.apply(logged(events, START));
    const lately = Array.from({ length: minutes }, (_, i) => ({
      ...of,
      occurredAt: START - (i + 1) * MINUTE,
      dimensions: { provider: 'kg' },
    }));
    for (const then of lately) {
      const left = specEvent(START, { ...then, count: 10, outcome: 'abandoned' as const });
      this.fold.apply(logged([specEvent(START, { ...then, count: 240 }), left], START));
    }
    const past = (share: number) =>
      Array.from({ length: 120 }, (_, i) => ({
        ...{ hourOfDay: i % 24, dayAge: (i + 2) / 24, total: 43_000 * share, failed: 1_430 * share, declined: 0, abandoned: 1_720 * share },
      }));
    const series = (segment: Record<string, string>): number =>
      this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'window' }, segment);
    const slices = [
      [series({}), past(1)] as const,
      ...PROVIDERS.map((provider) => [series({ provider }), past(this.shareOf(provider))] as const),
      ...METHODS.map((method) => [series({ method }), past(1 / 2)] as const),
    ];
    await this.judge.rebuild(new Map(slices), NOTHING_STANDING, START);
  }

  live(seconds: number, fateOf: (provider: string) => Fate, comes: (provider: string) => boolean = everybody): void {
    for (let second = 0; second < seconds; second += 1) {
      this.now += 1_000;
      const customers = Array.from({ length: 12 }, () => this.slices[this.turn++ % this.slices.length] ?? { provider: '' });
      for (const customer of customers.filter(({ provider }) => comes(provider))) this.customer(customer, fateOf);
      const due = this.waiting.filter(({ at }) => at <= this.now);
      this.waiting = this.waiting.filter(({ at }) => at > this.now);
      this.fold.apply(
        logged(
          due.map(({ event }) => event),
          this.now,
        ),
      );
      for (const { incident } of this.judge.tick(this.now)) this.incidents.set(incident.id, incident);
    }
  }

  private shareOf(provider: string): number {
    return this.providers.filter((each) => each === provider).length / this.providers.length;
  }

  private customer(dimensions: { provider?: string }, fateOf: (provider: string) => Fate): void {
    const serial = this.serial++;
    const of = { stage: 'window', attempt: `a${serial}`, dimensions };
    this.fold.apply(logged([specEvent(this.now, { ...of, outcome: 'started' })], this.now));
    const fate = serial % 25 === 17 ? undefined : fateOf(dimensions.provider ?? '');
    if (fate === undefined) return;
    const failed = fate.failed === true || serial % 31 === 5;
    const ends = this.now + 2_000 + (serial % 41) * 1_000;
    const outcome = failed ? { outcome: 'failed' as const, failureClass: 'system' as const } : { outcome: 'ok' as const };
    this.waiting.push({ at: ends + fate.lateMs, event: specEvent(ends, { ...of, ...outcome }) });
  }
}

describe('one incident for one cause', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = new Shop();
    await shop.learn();
    shop.live(120, () => PASSES);
  });
  const told = (): Incident[] => [...shop.incidents.values()];

  it('of a hang in the first minutes, when nobody knows yet how long things take', () => {
    shop.live(300, (provider) => (provider === 'kg' ? undefined : PASSES));
    expect(told()).toMatchObject([{ kind: 'stalled', cause: [{ segment: { provider: 'kg' } }], status: 'triggered' }]);
    shop.live(300, () => PASSES);
    expect(told()).toMatchObject([{ kind: 'stalled', status: 'resolved' }]);
  });

  it('of silence: that some of the last customers stay away is no second one', () => {
    shop.live(300, () => PASSES, nobody);
    const minutes = shop.judge.minutesOf(told()[0]?.id ?? '', shop.now - 6 * MINUTE);
    shop.live(240, () => PASSES);
    expect(told()).toMatchObject([{ kind: 'volume', cause: [{ segment: {} }], status: 'resolved' }]);
    // About 745 a minute were to be expected, and twelve a second came before nobody did.
    expect(minutes.map(({ total }) => Math.abs(total - 745) < 25)).toEqual(Array.from({ length: 6 }, () => true));
    expect(minutes.map(({ total, failed }) => total - failed)).toEqual([720, 0, 0, 0, 0, 0]);
    // All that was missing, not what was by the time it was told first.
    expect(told()[0]?.failed).toBeGreaterThan(2_500);
  });

  it('of silence that stays critical to its end, and counts no more once people come again', () => {
    const [began, incident] = [shop.now, (): Incident | undefined => shop.judge.incidents(shop.now)[0]];
    shop.live(300, () => PASSES, nobody);
    expect(incident()).toMatchObject({ kind: 'volume', severity: 'critical' });
    while (incident()?.recovering === false && shop.now - began < 20 * MINUTE) shop.live(1, () => PASSES);
    const recovering = incident();
    expect(recovering).toMatchObject({ severity: 'critical', recovering: true });
    // Five minutes of 745 each, and not a minute and a half of people coming again.
    expect(Math.abs((recovering?.total ?? 0) - 3_725)).toBeLessThan(100);
    expect(recovering?.failed).toBeGreaterThan(0.97 * (recovering?.total ?? 0));
    shop.live(30, () => PASSES);
    expect(incident()).toMatchObject({ severity: 'critical', recovering: true, total: recovering?.total, failed: recovering?.failed });
    shop.live(240, () => PASSES);
    const { total, failed } = recovering ?? {};
    expect(told()).toMatchObject([{ kind: 'volume', status: 'resolved', severity: 'critical', total, failed }]);
  });

  it('of silence of one provider, and another one of everybody else later', () => {
    shop.live(600, () => PASSES, allBut('kg'));
    expect(told()).toMatchObject([{ kind: 'volume', cause: [{ segment: { provider: 'kg' } }], status: 'triggered' }]);
    shop.live(300, () => PASSES, nobody);
    expect(told()).toMatchObject([{ cause: [{ segment: { provider: 'kg' } }] }, { kind: 'volume', cause: [{ segment: {} }] }]);
    shop.live(300, () => PASSES, allBut('kg'));
    expect(told().map(({ status }) => status)).toEqual(['triggered', 'resolved']);
    shop.live(300, () => PASSES);
    expect(told().map(({ status }) => status)).toEqual(['resolved', 'resolved']);
  });

  it('of silence of two providers, one after the other, beside which the third comes', () => {
    shop.live(400, () => PASSES, allBut('kg'));
    shop.live(600, () => PASSES, allBut('kg', 'toss'));
    expect(told().map(({ cause }) => cause[0]?.segment)).toEqual([{ provider: 'kg' }, { provider: 'toss' }]);
  });

  it('of silence of two providers at once', () => {
    shop.live(400, () => PASSES, allBut('kg', 'toss'));
    expect(told().map(({ cause }) => cause[0]?.segment)).toEqual([{ provider: 'kg' }, { provider: 'toss' }]);
  });

  it("of silence of the provider of most customers, which is nobody else's", async () => {
    shop = new Shop(['kg', 'kg', 'kg', 'kg', 'kg', 'kg', 'kg', 'toss', 'kcp']);
    await shop.learn();
    shop.live(120, () => PASSES);
    shop.live(400, () => PASSES, allBut('kg'));
    expect(told()).toMatchObject([{ kind: 'volume', cause: [{ segment: { provider: 'kg' } }] }]);
  });

  it('of silence that one provider had half a minute before the others', () => {
    shop.live(30, () => PASSES, allBut('kg'));
    shop.live(300, () => PASSES, nobody);
    expect(told()).toMatchObject([{ kind: 'volume', cause: [{ segment: {} }] }]);
  });

  it('of failures that arrive late: what stalled at first becomes failures, since the same time', () => {
    const began = shop.now;
    const late = { lateMs: 90_000, failed: true };
    shop.live(420, (provider) => (provider === 'kcp' ? late : PASSES));
    expect(told()).toMatchObject([{ kind: 'failure_rate', reason: 'cause_refined', cause: [{ segment: { provider: 'kcp' } }] }]);
    const [incident] = told();
    expect(Math.abs((incident?.startedAt ?? 0) - began)).toBeLessThanOrEqual(40_000);
    expect(incident?.failed).toBeGreaterThan(0);
  });

  it('of a past that was told up to the last minute: it says nothing of who waits', async () => {
    const young = new Shop();
    await young.learn(60);
    young.live(900, () => PASSES);
    expect([...young.incidents.values()]).toEqual([]);
  });
});
