import type { WireEvent } from '@tillwatch/contract';
import { mix } from '../chance/random.js';
import { codesOf } from '../shop/provider-codes.js';
import { REASON_MODELS, type Reason } from '../shop/reasons.js';
import type { StageId } from '../shop/stages.js';
import type { Attempt, Step } from './attempt.js';
import type { Customer, Means } from './customer.js';

/** The journey that the demo shop reports on. */
export const JOURNEY = 'checkout';

type Dimensions = NonNullable<WireEvent['dimensions']>;

/**
 * What a report of this stage knows: the method once it is chosen, the provider once its window opens, the issuer once
 * somebody has picked a card or bank there.
 */
export function dimensionsAt(stage: StageId, chosen: boolean, customer: Customer, means: Means): Dimensions {
  const merchant = customer.merchant.id;
  const { region } = customer;
  const channel = customer.agent.kind.channel;
  const { method, provider, issuer } = means;
  if (stage === 'opened' || (stage === 'method' && !chosen)) return { merchant, region, channel };
  if (stage === 'method') return { merchant, region, channel, method };
  if (stage === 'window' || issuer === undefined) return { merchant, region, channel, method, provider };
  return { merchant, region, channel, method, provider, issuer: issuer.id };
}

/** Code, text and class of a failure as a provider (or the shop's own page) reports it. */
export function failureFields(provider: string, reason: Reason, pick: number): Pick<WireEvent, 'error' | 'class'> {
  const codes = codesOf(provider, reason);
  const code = codes[pick % Math.max(1, codes.length)];
  const { failureClass, message } = REASON_MODELS[reason];
  const error = code === undefined ? { message } : { code, message };
  return failureClass === 'unknown' ? { error } : { error, class: failureClass };
}

const iso = (at: number): string => new Date(at).toISOString();

/** The report that a stage has begun. */
export function startedEvent(attempt: Attempt, step: Step): WireEvent {
  return {
    id: `${attempt.id}:${step.stage}:1`,
    journey: JOURNEY,
    stage: step.stage,
    attempt: attempt.id,
    purchase: attempt.purchase,
    outcome: 'started',
    occurredAt: iso(step.startedAt),
    amount: { value: attempt.customer.amount, currency: 'KRW' },
    dimensions: dimensionsAt(step.stage, false, attempt.customer, attempt.means),
    userAgent: attempt.customer.agent.text,
  };
}

/** The report of how a stage ended; undefined where nobody reports anything. */
export function concludedEvent(attempt: Attempt, step: Step): WireEvent | undefined {
  if (step.outcome === 'open') return undefined;
  const event: WireEvent = {
    id: `${attempt.id}:${step.stage}:2`,
    journey: JOURNEY,
    stage: step.stage,
    attempt: attempt.id,
    purchase: attempt.purchase,
    outcome: step.outcome,
    occurredAt: iso(step.endedAt),
    durationMs: step.endedAt - step.startedAt,
    amount: { value: attempt.customer.amount, currency: 'KRW' },
    dimensions: dimensionsAt(step.stage, step.outcome !== 'abandoned', attempt.customer, attempt.means),
    userAgent: attempt.customer.agent.text,
  };
  if (step.reason === undefined) return event;
  return { ...event, ...failureFields(attempt.means.provider, step.reason, mix(step.endedAt)) };
}
