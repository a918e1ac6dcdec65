import type { Journey, StageEvent } from '@tillwatch/domain';
import { logged, specEvent } from '@tillwatch/testing';
import { Fold, TierClock } from '@tillwatch/windows';
import { Judge } from './judge.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const MINUTE = 60_000;
const label = { ko: '', en: '' };
const journey: Journey = {
  id: 'checkout',
  label,
  stages: ['window', 'authorisation'].map((id) => ({ id, label, deadlineMs: 30 * MINUTE, usualMs: 30_000 })),
  dimensions: [{ id: 'provider', label, limit: 10, ordered: false, values: {} }],
  attempts: 'tracked',
  reviseWithinMs: 2 * 3_600_000,
  cuboids: [[], ['provider']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};

/** A shop with two providers, five customers a second, judged once a second. */
class Shop {
  now = START;
  readonly tierClock = new TierClock('Asia/Seoul');
  readonly fold = new Fold(
    { journeys: [journey], tierClock: this.tierClock, watched: [] },
    { '1m': START / 1000 - 120, '1h': START / 1000 - 3600, '1d': START / 1000 - 5 * 3600 },
  );
  readonly judge = new Judge(this.fold, this.tierClock);
  private readonly waiting: { readonly at: number; readonly event: StageEvent }[] = [];
  private serial = 0;

  /** Lives for some seconds; a provider that `hangs` opens its window and nothing comes back. */
  live(seconds: number, hangs: string | undefined, visit: () => void = () => undefined): void {
    for (let second = 0; second < seconds; second++) {
      this.now += 1_000;
      for (let n = 0; n < 5; n++) this.customer(n % 2 === 0 ? 'kg' : 'toss', hangs);
      const due = this.waiting.filter(({ at }) => at <= this.now).map(({ event }) => event);
      this.waiting.splice(0, this.waiting.length, ...this.waiting.filter(({ at }) => at > this.now));
      this.fold.apply(logged(due, this.now));
      this.judge.tick(this.now);
      visit();
    }
  }

  /** Begins with a past of five days, of which one in twenty left at the window. */
  async learn(): Promise<void> {
    this.live(1, undefined);
    const hours = Array.from({ length: 120 }, (_, i) => ({
      ...{ hourOfDay: i % 24, dayAge: (i + 2) / 24, total: 9_000, failed: 90, declined: 0, abandoned: 450 },
    }));
    const of = { tenant: 'default', journey: 'checkout', stage: 'window' };
    const segments: Record<string, string>[] = [{}, { provider: 'kg' }, { provider: 'toss' }];
    await this.judge.rebuild(new Map(segments.map((segment) => [this.fold.seriesOf(of, segment), hours])), this.now);
  }

  state(provider: string, kind: 'failure_rate' | 'stalled'): string | undefined {
    const series = this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'window' }, { provider });
    return this.judge.verdictOf(series, kind)?.verdict.state;
  }

  private customer(provider: string, hangs: string | undefined): void {
    const attempt = `a${this.serial++}`;
    const of = { stage: 'window', attempt, dimensions: { provider } };
    this.waiting.push({ at: this.now, event: specEvent(this.now, { ...of, outcome: 'started' }) });
    if (provider === hangs) return;
    // One in twenty-five takes longer than is usual.
    const took = this.serial % 25 === 0 ? 45_000 : 2_000 + (this.serial % 9) * 1_000;
    this.waiting.push({ at: this.now + took, event: specEvent(this.now + took, { ...of, outcome: 'ok' }) });
    this.waiting.push({ at: this.now + took + 1_000, event: specEvent(this.now + took + 1_000, { ...of, stage: 'authorisation' }) });
  }
}

it('says that one provider’s window stalls within three minutes, without any failure, and nothing of the others', async () => {
  const shop = new Shop();
  await shop.learn();
  shop.live(900, undefined);
  expect(shop.state('kg', 'stalled')).toBe('normal');
  const began = shop.now;
  let seenAt: number | undefined;
  shop.live(1_200, 'kg', () => {
    if (shop.state('kg', 'stalled') === 'firing') seenAt ??= shop.now;
    expect(shop.state('toss', 'stalled')).not.toBe('firing');
    expect(shop.state('kg', 'failure_rate')).not.toBe('firing');
  });
  // The first customers wait longer than usual half a minute after it began.
  expect((seenAt ?? Infinity) - began - 30_000).toBeLessThan(3 * MINUTE);
});

it('hears of a slow stage once: what came of it late is no second stall, and an outcome that was only told late none at all', () => {
  const shop = new Shop();
  const heard: { waited: number; stalled: number }[] = [];
  const take = (): void => {
    const series = shop.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'window' }, {});
    shop.fold.arrivals.take((of, { waited, stalled }) => (of === series ? heard.push({ waited, stalled }) : undefined));
  };
  const of = { stage: 'window', dimensions: { provider: 'kg' } };
  shop.fold.apply(
    logged(
      ['slow', 'toldLate'].map((attempt) => specEvent(START, { ...of, attempt, outcome: 'started' })),
      START,
    ),
  );
  shop.fold.apply(logged([], START + 60_000));
  take();
  shop.fold.apply(logged([specEvent(START + 61_000, { ...of, attempt: 'slow' })], START + 61_000));
  take();
  shop.fold.apply(logged([specEvent(START + 5_000, { ...of, attempt: 'toldLate' })], START + 62_000));
  take();
  shop.fold.apply(
    logged(
      Array.from({ length: 3 }, (_, n) => specEvent(START + 62_000, { ...of, attempt: `n${n}` })),
      START + 63_000,
    ),
  );
  take();
  expect(heard[0]).toEqual({ waited: 2, stalled: 2 });
  const sum = heard.reduce((a, b) => ({ waited: a.waited + b.waited, stalled: a.stalled + b.stalled }));
  expect(sum).toEqual({ waited: 5, stalled: 2 });
});
