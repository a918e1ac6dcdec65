import { defaultPolicy, type Journey, type StageEvent } from '@tillwatch/domain';
import { IncidentRules, Judge, type PastOutcomes } from '@tillwatch/judge';
import { logged } from '@tillwatch/ledger';
import { Fold, TierClock, type EvidenceNumbers } from '@tillwatch/windows';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const label = { ko: '', en: '' };
const STAGES = ['window', 'authorisation', 'completion'];
/** Stages and whole attempts. */
const UNITS = [...STAGES, '#attempt'];
/** Outcomes a second of the rarest series (one a week) and of the busiest; between them rates are log-uniform. */
const RATES = { least: 1 / 604_800, most: 30 };
const HOURS = 24;
/** One of so many outcomes failed, was declined, left, took long. */
const ONE_IN = { failed: 40, declined: 80, left: 60, slow: 10 };

const journey = (merchants: number): Journey => ({
  id: 'checkout',
  label,
  stages: STAGES.map((id) => ({ id, label, deadlineMs: 600_000, usualMs: 60_000 })),
  dimensions: [{ id: 'merchant', label, limit: merchants, ordered: false, values: {} }],
  attempts: 'tracked',
  reviseWithinMs: 7_200_000,
  cuboids: [[], ['merchant']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
});

/** A platform whose merchants are judged at every stage, fed outcome by outcome without a door or a log. Chance is seeded. */
export class JudgedShop {
  readonly judge: Judge;
  private now = START;
  private readonly fold: Fold;
  private readonly rates = new Map<number, number>();
  private random = 7;

  /** @param series how many are judged */
  constructor(series: number) {
    const merchants = Math.round(series / UNITS.length);
    const of = journey(merchants);
    const tierClock = new TierClock('Asia/Seoul');
    const sealed = { '1m': START / 1000 - 120, '1h': START / 1000 - 3_600, '1d': START / 1000 - 5 * 3_600 };
    this.fold = new Fold({ journeys: [of], tierClock, watched: [] }, sealed);
    const rules = new IncidentRules({ journeys: [of], policy: () => defaultPolicy(of), maintenance: [] });
    this.judge = new Judge(this.fold, tierClock, (segment, kind) => rules.settingsOf(segment, kind));
    for (let merchant = 0; merchant < merchants; merchant++) this.makeKnown(`m${merchant}`);
  }

  /** Begins with a day of history of everything. */
  async learn(): Promise<void> {
    const past = new Map([...this.rates].map(([series, rate]) => [series, Array.from({ length: HOURS }, (_, hour) => pastOf(hour, rate))]));
    await this.judge.rebuild(past, this.now);
  }

  /** Lets a second pass: what happens in it is heard. @returns its end (ms since the epoch) */
  second(): number {
    this.now += 1_000;
    for (const [series, rate] of this.rates) {
      const n = this.poisson(rate);
      for (let i = 0; i < n; i++) this.fold.arrivals.hear([series], this.outcome(), 1, false);
    }
    return this.now;
  }

  /** Outcomes of all series a second. */
  get perSecond(): number {
    return [...this.rates.values()].reduce((sum, rate) => sum + rate, 0);
  }

  /** Series of which something is heard in a second, on average. */
  get withNews(): number {
    return [...this.rates.values()].reduce((sum, rate) => sum + 1 - Math.exp(-rate), 0);
  }

  private makeKnown(merchant: string): void {
    const event = (stage: string): StageEvent => ({
      ...{ tenant: 'default', id: `${merchant} ${stage}`, journey: 'checkout', stage, attempt: `${merchant} ${stage}`, reporter: 'server' },
      ...{
        outcome: 'ok',
        revision: 0,
        occurredAt: START,
        receivedAt: START,
        dimensions: { merchant },
        spanMs: 0,
        backfill: true,
        count: 2,
      },
    });
    this.fold.apply(logged(STAGES.map(event), START));
    const rate = RATES.least * (RATES.most / RATES.least) ** this.chance();
    for (const stage of UNITS) this.rates.set(this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage }, { merchant }), rate);
  }

  /** The numbers of one outcome, as EVIDENCE_COLUMNS has them. */
  private outcome(): EvidenceNumbers {
    const isOneIn = (n: number): number => Number(this.chance() * n < 1);
    if (isOneIn(ONE_IN.left) === 1) return [0, 0, 1, 0, 0, 1, 0, 0];
    const declined = isOneIn(ONE_IN.declined);
    const failed = declined === 1 ? 1 : isOneIn(ONE_IN.failed);
    return [1, failed, 1, 0, declined, 0, 1, isOneIn(ONE_IN.slow)];
  }

  private poisson(mean: number): number {
    let n = 0;
    for (let left = Math.exp(-mean), product = this.chance(); product > left; product *= this.chance()) n++;
    return n;
  }

  /** Between 0 and 1 (mulberry32). */
  private chance(): number {
    this.random = (this.random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.random ^ (this.random >>> 15), 1 | this.random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function pastOf(hour: number, rate: number): PastOutcomes {
  const total = Math.round(3_600 * rate);
  const failed = Math.round(total / ONE_IN.failed + total / ONE_IN.declined);
  const declined = Math.round(total / ONE_IN.declined);
  return { hourOfDay: hour, dayAge: (hour + 2) / 24, total, failed, declined, abandoned: Math.round(total / ONE_IN.left) };
}
