import type { Journey, StageEvent } from '@tillwatch/domain';
import { logged, specEvent } from '@tillwatch/testing';
import { Fold, TierClock } from '@tillwatch/windows';
import { Judge } from './judge.js';
import { Neighbours } from './neighbours.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const HOUR = 3_600_000;
const label = { ko: '', en: '' };
const dimension = { label, limit: 50, ordered: false, values: {} };
const pair = ['browser_version', 'provider'];
const journey: Journey = {
  ...{ id: 'checkout', label, attempts: 'single', reviseWithinMs: 2 * HOUR },
  stages: [{ id: 'authentication', label, deadlineMs: HOUR, usualMs: 60_000 }],
  dimensions: [
    { ...dimension, id: 'provider' },
    { ...dimension, id: 'browser' },
    { ...dimension, id: 'browser_version', ordered: true, qualifiedBy: 'browser' },
  ],
  cuboids: [[], ['provider'], ['browser'], ['browser_version'], pair].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};
const VERSIONS = ['8', '9', '10', '11'];

/** IE 8 to 11 at one provider, each of them a third of an outcome a second, of which one in ten fails. */
class Shop {
  now = START;
  private readonly tierClock = new TierClock('Asia/Seoul');
  private readonly fold = new Fold(
    { journeys: [journey], tierClock: this.tierClock, watched: [], judgedTogether: { pairs: [pair], segments: [] } },
    { '1m': START / 1000 - 120, '1h': START / 1000 - 3_600, '1d': START / 1000 - 5 * 3_600 },
  );
  private readonly judge = new Judge(this.fold, this.tierClock);
  readonly neighbours = new Neighbours(this.judge, () => journey);
  private readonly served = new Map<string, number>();

  constructor() {
    this.judge.onAdmitted = (segment) => this.neighbours.add(segment);
  }

  /** Begins with a past of five days. */
  async learn(): Promise<void> {
    this.live(3, []);
    const hours = Array.from({ length: 120 }, (_, i) => ({
      ...{ hourOfDay: i % 24, dayAge: (i + 2) / 24, total: 1_200, failed: 120, declined: 0, abandoned: 0 },
    }));
    const past = VERSIONS.map((version) => [this.series(version), hours] as const);
    await this.judge.rebuild(new Map(past), this.now);
  }

  /** @param broken versions of which one in three fails */
  live(seconds: number, broken: readonly string[], visit: () => boolean = () => true): void {
    for (let second = 0; second < seconds; second += 1) {
      this.now += 1_000;
      const customers = VERSIONS.flatMap((version, i) => ((second + i) % 3 === 0 ? [this.customer(version, broken)] : []));
      this.fold.apply(logged(customers, this.now));
      this.judge.tick(this.now);
      if (!visit()) return;
    }
  }

  /** What is said of a version alone. */
  state(version: string): string | undefined {
    return this.judge.verdictOf(this.series(version))?.verdict.state;
  }

  together(): string[] {
    const pending = this.judge.noteworthy().filter(({ kind, verdict }) => kind === 'failure_rate' && verdict.state === 'pending');
    const told = this.neighbours.rising(pending).map(({ segment: { segment } }) => segment.browser_version ?? '');
    return [...new Set(told)].sort();
  }

  private series(version: string): number {
    const segment = { browser_version: `ie/${version}`, provider: 'kg' };
    return this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authentication' }, segment);
  }

  private customer(version: string, broken: readonly string[]): StageEvent {
    const serial = (this.served.get(version) ?? 0) + 1;
    this.served.set(version, serial);
    const fails = serial % (broken.includes(version) ? 3 : 10) === 0;
    const outcome = fails ? { outcome: 'failed' as const, failureClass: 'system' as const } : {};
    const dimensions = { provider: 'kg', browser: 'ie', browser_version: `ie/${version}` };
    return specEvent(this.now, { stage: 'authentication', dimensions, ...outcome });
  }
}

describe('neighbouring values of an ordered dimension', () => {
  it('say together what none of them proves yet, and the healthy one beside them is not among them', async () => {
    const shop = new Shop();
    await shop.learn();
    shop.live(600, []);
    expect(shop.together()).toEqual([]);
    const broken = ['8', '9', '10'];
    shop.live(900, broken, () => shop.together().length === 0);
    expect(shop.together()).toEqual(['ie/10', 'ie/8', 'ie/9']);
    expect(broken.map((version) => shop.state(version))).not.toContain('firing');
  });

  it('say nothing while nothing rises', async () => {
    const shop = new Shop();
    await shop.learn();
    const told: string[] = [];
    shop.live(1_800, [], () => {
      told.push(...shop.together());
      return true;
    });
    expect(told).toEqual([]);
  });
});
