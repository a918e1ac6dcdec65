import type { FailureClass, Outcome, Reporter, StageEvent } from '@tillwatch/domain';
import { CHAOS_JOURNEY, STAGES } from './journey.js';
import type { Dice } from './random.js';

/**
 * How far the crash tests' attempts are from well-behaved ones; shares of events, or of attempts where it says so. Events
 * arrive in random order within `scatterMs` of when they happened.
 */
export const MISBEHAVIOUR = {
  duplicates: 0.1,
  revised: 0.05,
  secondReporter: 0.3,
  extraStarted: 0.1,
  late: 0.05,
  lateMs: 240_000,
  scatterMs: 30_000,
  /** Of attempts: a stage that nobody reports, an end that nobody reports, another try of the same purchase. */
  skipped: 0.1,
  silent: 0.05,
  triedAgain: 0.25,
} as const;

/** An event on its way. */
export interface Delivery {
  readonly at: number;
  readonly event: StageEvent;
}

type Part = Pick<StageEvent, 'stage' | 'outcome' | 'occurredAt' | 'reporter'> & { readonly revision?: number };

const REPORTER_OF: Readonly<Record<(typeof STAGES)[number], Reporter>> = {
  opened: 'page',
  method: 'page',
  window: 'page',
  authentication: 'provider',
  authorisation: 'provider',
  confirmation: 'server',
  completion: 'page',
};
const OTHERS: readonly Reporter[] = ['page', 'server', 'provider'];

/** One customer's way through seven stages, told by page, server and provider, of whom each knows something else. */
export class AttemptStory {
  readonly deliveries: Delivery[] = [];
  private serial = 0;
  private readonly customer: Readonly<Record<string, string>>;

  constructor(
    private readonly dice: Dice,
    private readonly of: { readonly attempt: string; readonly purchase: string; readonly startsAt: number },
  ) {
    this.customer = {
      merchant: `m${dice.skewed(30)}`,
      region: `r${dice.below(8)}`,
      provider: `p${dice.skewed(6)}`,
      method: `t${dice.below(4)}`,
      browser: `b${dice.below(5)}`,
    };
  }

  /** Plays it to its end. @returns how the last stage that was reported ended */
  play(): Outcome {
    const { dice } = this;
    let at = this.of.startsAt;
    for (const stage of STAGES) {
      const skipped = dice.chance(MISBEHAVIOUR.skipped);
      if (!skipped) this.started(stage, at);
      at += 200 + dice.below(9_000);
      if (dice.chance(MISBEHAVIOUR.silent)) return 'started';
      const outcome: Outcome = dice.chance(0.93) ? 'ok' : dice.chance(0.8) ? 'failed' : 'abandoned';
      if (skipped && outcome === 'ok') continue;
      this.concluded(stage, outcome, at);
      if (outcome !== 'ok' && dice.chance(0.9)) return outcome;
    }
    return 'ok';
  }

  private started(stage: (typeof STAGES)[number], occurredAt: number): void {
    const { dice } = this;
    this.deliver({ stage, outcome: 'started', occurredAt, reporter: REPORTER_OF[stage] });
    if (!dice.chance(MISBEHAVIOUR.extraStarted)) return;
    this.deliver({ stage, outcome: 'started', occurredAt: occurredAt - 3_000 + dice.below(6_000), reporter: this.anybody() });
  }

  private concluded(stage: (typeof STAGES)[number], outcome: Outcome, occurredAt: number): void {
    const { dice } = this;
    this.deliver({ stage, outcome, occurredAt, reporter: REPORTER_OF[stage] });
    if (dice.chance(MISBEHAVIOUR.secondReporter)) {
      this.deliver({ stage, outcome: this.anyOutcome(), occurredAt: occurredAt + dice.below(2_000), reporter: this.anybody() });
    }
    if (!dice.chance(MISBEHAVIOUR.revised)) return;
    const revised = { occurredAt: occurredAt + dice.below(20_000), reporter: REPORTER_OF[stage], revision: 1 };
    this.deliver({ stage, outcome: this.anyOutcome(), ...revised });
  }

  private anybody(): Reporter {
    return OTHERS[this.dice.below(OTHERS.length)] ?? 'server';
  }

  private anyOutcome(): Outcome {
    return this.dice.chance(0.5) ? 'ok' : this.dice.chance(0.7) ? 'failed' : 'abandoned';
  }

  /** What a reporter knows: the page the browser, the provider itself and the method, the server the merchant. */
  private known(reporter: Reporter): Record<string, string> {
    const { merchant = '', region = '', provider = '', method = '', browser = '' } = this.customer;
    const sure: Record<Reporter, Record<string, string>> = {
      page: { browser, region },
      server: { merchant, provider },
      provider: { merchant, provider, method },
    };
    if (this.dice.chance(0.97)) return sure[reporter];
    return { ...sure[reporter], method: `t${this.dice.below(4)}` };
  }

  private failureClass(outcome: Outcome): { failureClass?: FailureClass } {
    if (outcome !== 'failed') return {};
    return { failureClass: this.dice.chance(0.5) ? 'system' : this.dice.chance(0.8) ? 'declined' : 'unknown' };
  }

  private deliver(part: Part): void {
    const { dice, of } = this;
    const scattered = part.occurredAt + dice.below(MISBEHAVIOUR.scatterMs);
    const at = scattered + (dice.chance(MISBEHAVIOUR.late) ? dice.below(MISBEHAVIOUR.lateMs) : 0);
    const event: StageEvent = {
      ...{ tenant: 'default', journey: CHAOS_JOURNEY.id, id: `${of.attempt}:${part.stage}:${this.serial++}` },
      ...{ attempt: of.attempt, purchase: of.purchase, revision: 0, ...part, ...this.failureClass(part.outcome) },
      ...{ receivedAt: at, dimensions: this.known(part.reporter), count: 1, spanMs: 0, backfill: false },
    };
    this.deliveries.push({ at, event });
    if (dice.chance(MISBEHAVIOUR.duplicates)) this.deliveries.push({ at: at + dice.below(20_000), event });
  }
}
