import type { Customer, Means } from '../traffic/customer.js';
import type { StageId } from '../shop/stages.js';
import type { Effect, FailureEffect, Match, Scenario, SilenceEffect, Span } from './scenario.js';

/** Who is at which stage. */
export interface Subject {
  readonly stage: StageId;
  readonly customer: Customer;
  readonly means: Means;
}

/** What effects force at this moment: a failure rate and the effect it comes from. */
export interface Forced {
  readonly rate: number;
  readonly effect: FailureEffect;
}

/** Whether an effect's match holds for somebody. */
export function matches(match: Match, { stage, customer, means }: Subject): boolean {
  const { agent } = customer;
  return (
    (match.stage === undefined || match.stage === stage) &&
    (match.provider === undefined || match.provider === means.provider) &&
    (match.method === undefined || match.method === means.method) &&
    (match.issuer === undefined || match.issuer === means.issuer?.id) &&
    (match.browser === undefined || match.browser === agent.browser) &&
    (match.webview === undefined || match.webview === agent.kind.webview) &&
    (match.version === undefined || match.version === agent.version) &&
    (match.merchant === undefined || match.merchant === customer.merchant.id) &&
    (match.region === undefined || match.region === customer.region) &&
    (match.channel === undefined || match.channel === agent.kind.channel)
  );
}

const within = (span: Span, offset: number): boolean => offset >= span.fromMs && (span.toMs === null || offset < span.toMs);

const isFailure = (effect: Effect): effect is FailureEffect => effect.kind === 'failures';
const isSilence = (effect: Effect): effect is SilenceEffect => effect.kind === 'silence';

/** A scenario that started at a certain time: what it does to whom at any other time. */
export class Influence {
  private readonly failures: readonly FailureEffect[];
  private readonly quiet: readonly SilenceEffect[];

  constructor(
    private readonly scenario: Scenario,
    private readonly startsAt: number,
  ) {
    this.failures = scenario.effects.filter(isFailure);
    this.quiet = scenario.effects.filter(isSilence);
  }

  /** The highest failure rate that an effect asks for here and now; undefined where none does. */
  forcedOn(subject: Subject, at: number): Forced | undefined {
    const offset = this.offsetOf(at);
    let strongest: Forced | undefined;
    for (const effect of this.failures) {
      if (!within(effect, offset) || !matches(effect.match, subject)) continue;
      const ramp = effect.rampMs ?? 0;
      const rate = effect.rate * (ramp === 0 ? 1 : Math.min(1, (offset - effect.fromMs) / ramp));
      if (strongest === undefined || rate > strongest.rate) strongest = { rate, effect };
    }
    return strongest;
  }

  /** Whether nothing is heard of this subject now. */
  isSilent(subject: Subject, at: number): boolean {
    const offset = this.offsetOf(at);
    return this.quiet.some((effect) => within(effect, offset) && matches(effect.match, subject));
  }

  private offsetOf(at: number): number {
    const offset = at - this.startsAt;
    const every = this.scenario.repeatEveryMs;
    return every === undefined || offset < 0 ? offset : offset % every;
  }
}
