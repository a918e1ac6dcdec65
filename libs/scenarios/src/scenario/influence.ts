import type { Customer, Means } from '../traffic/customer.js';
import type { StageId } from '../shop/stages.js';
import type { Effect, FailureEffect, HangEffect, LeavingEffect, Match, Scenario, Span, WebhooksEffect } from './scenario.js';

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

type OfKind<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

const ofKind = <K extends Effect['kind']>(effects: readonly Effect[], kind: K): OfKind<K>[] =>
  effects.filter((effect): effect is OfKind<K> => effect.kind === kind);

/** A stage that does not end. */
export interface Hang {
  readonly share: number;
  /** When it is told as timed out (ms since the epoch); undefined for never. */
  readonly toldAt: number | undefined;
}

/** A scenario that started at a certain time: what it does to whom at any other time. */
export class Influence {
  private readonly failures: readonly FailureEffect[];
  private readonly quiet: readonly OfKind<'silence'>[];
  private readonly leaving: readonly LeavingEffect[];
  private readonly hangs: readonly HangEffect[];
  private readonly webhooks: readonly WebhooksEffect[];

  constructor(
    private readonly scenario: Scenario,
    private readonly startsAt: number,
  ) {
    const { effects } = scenario;
    this.failures = ofKind(effects, 'failures');
    this.quiet = ofKind(effects, 'silence');
    this.leaving = ofKind(effects, 'leaving');
    this.hangs = ofKind(effects, 'hang');
    this.webhooks = ofKind(effects, 'webhooks');
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
    return this.holding(this.quiet, subject, at) !== undefined;
  }

  /** What drives people away here and now. */
  leavingOf(subject: Subject, at: number): LeavingEffect | undefined {
    return this.holding(this.leaving, subject, at);
  }

  /** How webhooks about what begins here and now travel. */
  webhooksOf(subject: Subject, at: number): WebhooksEffect | undefined {
    return this.holding(this.webhooks, subject, at);
  }

  /** Whether what begins here and now does not end. */
  hangOf(subject: Subject, at: number): Hang | undefined {
    const effect = this.holding(this.hangs, subject, at);
    if (effect === undefined) return undefined;
    const told = effect.toldAfterwards === true && effect.toMs !== null;
    return { share: effect.share ?? 1, toldAt: told ? at - this.offsetOf(at) + effect.toMs : undefined };
  }

  private holding<E extends Effect>(effects: readonly E[], subject: Subject, at: number): E | undefined {
    if (effects.length === 0) return undefined;
    const offset = this.offsetOf(at);
    return effects.find((effect) => within(effect, offset) && matches(effect.match, subject));
  }

  private offsetOf(at: number): number {
    const offset = at - this.startsAt;
    const every = this.scenario.repeatEveryMs;
    return every === undefined || offset < 0 ? offset : offset % every;
  }
}
