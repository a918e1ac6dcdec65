import type { WireEvent } from '@tillwatch/contract';
import type { Reporter } from '@tillwatch/domain';
import { mix } from '../chance/random.js';
import { codesOf, isOwn } from '../shop/provider-codes.js';
import { REASON_MODELS, type Reason } from '../shop/reasons.js';
import type { StageId } from '../shop/stages.js';
import type { Customer, Means } from './customer.js';
import { knownTo, type Dimensions } from './reporters.js';
import type { Report } from './reports.js';
import type { Attempt } from './step.js';

/** The journey that the demo shop reports on. */
export const JOURNEY = 'checkout';

/**
 * What can be known at this stage by all reporters together: the method once it is chosen, the provider once its window
 * opens, the issuer once somebody has picked a card or bank there.
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

/**
 * What a report of a failure says of its cause: code and text as far as its reporter knows them, and a class only where there is
 * no code to look up at the door, or where the code is the shop's own.
 */
export function failureFields(provider: string, reason: Reason | undefined, pick: number): Pick<WireEvent, 'error' | 'class'> {
  if (reason === undefined) return {};
  const codes = codesOf(provider, reason);
  const code = codes[pick % Math.max(1, codes.length)];
  const { failureClass, message } = REASON_MODELS[reason];
  const error = code === undefined ? { message } : { code, message };
  const saysClass = code === undefined || isOwn(reason);
  return failureClass === 'unknown' || !saysClass ? { error } : { error, class: failureClass };
}

const ids: Readonly<Record<Reporter, (attempt: Attempt) => string>> = {
  page: ({ id }) => `${id}:page`,
  server: ({ id }) => `${id}:shop`,
  // Providers number their webhooks as they like; what they share with the shop is the attempt.
  provider: ({ id, means }) => `${means.provider}:evt_${id.slice('pay_'.length)}`,
};

function dimensionsOf({ customer, means }: Attempt, { stage, outcome, reporter, issuer }: Report): Dimensions {
  const known = knownTo(reporter, dimensionsAt(stage, outcome === 'ok' || outcome === 'failed', customer, means));
  return issuer === undefined ? known : { ...known, issuer };
}

/** A report as its sender writes it. */
export function eventOf(attempt: Attempt, report: Report): WireEvent {
  const { reporter, stage, outcome, name, at } = report;
  const { customer, means } = attempt;
  const event: WireEvent = {
    id: `${ids[reporter](attempt)}:${stage}:${name}`,
    journey: JOURNEY,
    stage,
    attempt: attempt.id,
    purchase: attempt.purchase,
    reporter,
    outcome,
    occurredAt: new Date(at).toISOString(),
    durationMs: report.durationMs,
    amount: { value: customer.amount, currency: 'KRW' },
    dimensions: dimensionsOf(attempt, report),
    // Nobody but the page has seen the browser.
    userAgent: reporter === 'page' ? customer.agent.text : undefined,
    final: report.final,
  };
  return outcome === 'failed' ? { ...event, ...failureFields(means.provider, report.reason, mix(at)) } : event;
}
