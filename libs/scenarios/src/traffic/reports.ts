import type { Outcome, Reporter } from '@tillwatch/domain';
import type { Random } from '../chance/random.js';
import type { Reason } from '../shop/reasons.js';
import type { StageId } from '../shop/stages.js';
import { webhookDelay } from './delivery.js';
import { concludedBy, OPENED_BY } from './reporters.js';
import type { Attempt, Step } from './step.js';
import type { World } from './world.js';

/** What one of the shop's three sources says of a stage. */
export interface Report {
  readonly reporter: Reporter;
  readonly stage: StageId;
  readonly outcome: Outcome;
  /** Tells a reporter's words about one stage apart. */
  readonly name: string;
  /** When it happened, in the reporter's eyes. */
  readonly at: number;
  /** When it is sent, which for webhooks is later. */
  readonly sentAt: number;
  readonly durationMs?: number;
  /** Only as far as the reporter knows it. */
  readonly reason?: Reason | undefined;
  /** Where it is not the issuer that the attempt ends with. */
  readonly issuer?: string;
  readonly final?: false;
  /** It would be said, but does not come through. */
  readonly hidden: boolean;
}

/** Share of payments whose answer the shop's server passes on itself, besides the provider's webhook. */
const SERVER_TELLS = 0.5;
/** The provider knows before its answer has reached the server, by no more than this. */
const ANSWER_TAKES_MS = 1_000;
/** It takes a provider so long to see that it was asked for the same thing twice. */
const DUPLICATE_SEEN = { minMs: 40, maxMs: 400 };

type Draft = Omit<Report, 'stage' | 'sentAt' | 'hidden'>;

const NOTHING: readonly Draft[] = [];

/** What happened on the way to an outcome, and was told. */
function asides(step: Step, random: Random): readonly Draft[] {
  if (step.hiddenAt !== undefined) return [{ reporter: 'page', outcome: 'abandoned', name: 'left', at: step.hiddenAt, final: false }];
  if (step.clickedAgainAt !== undefined) {
    const at = step.clickedAgainAt + DUPLICATE_SEEN.minMs + random.below(DUPLICATE_SEEN.maxMs - DUPLICATE_SEEN.minMs);
    return [
      { reporter: 'server', outcome: 'started', name: 'again', at: step.clickedAgainAt },
      { reporter: 'provider', outcome: 'failed', name: 'again', at, reason: 'duplicate' },
    ];
  }
  if (step.refusedCard === undefined) return NOTHING;
  const { issuer, reason, refusedAt } = step.refusedCard;
  return [{ reporter: 'provider', outcome: 'failed', name: 'card', at: refusedAt, issuer, reason }];
}

/** The outcome as whoever knows it for sure has it and, where a payment was answered, as the server heard it. */
function conclusion(step: Step, random: Random): readonly Draft[] {
  const { stage, startedAt, endedAt, outcome, reason } = step;
  if (outcome === 'open') return NOTHING;
  const reporter = concludedBy(step);
  const end = { reporter, outcome, name: 'end', at: endedAt, durationMs: endedAt - startedAt, reason };
  if (stage !== 'authorisation' || reporter !== 'provider') return [end];
  const before = Math.round(Math.min(ANSWER_TAKES_MS * random.next(), (endedAt - startedAt) / 2));
  const first = { ...end, at: endedAt - before, durationMs: end.durationMs - before };
  const answered = random.chance(SERVER_TELLS) && outcome !== 'abandoned';
  // The server tells of a refusal in its own words, without the provider's code: why it was one is the provider's to say.
  return answered ? [first, { ...end, reporter: 'server', reason: undefined }] : [first];
}

/** Everything that anybody says of one attempt. Chance decides how it is told, never what happened. */
export function reportsOf(world: World, random: Random, attempt: Attempt): readonly Report[] {
  const reports: Report[] = [];
  const { customer, means } = attempt;
  for (const step of attempt.steps) {
    const { stage, startedAt } = step;
    const late = world.influence.webhooksOf({ stage, customer, means }, startedAt);
    const send = (draft: Draft): void => {
      const { reporter, outcome, at } = draft;
      const hidden = late?.hidesFailures === true && reporter === 'server' && outcome === 'failed';
      const sentAt = reporter === 'provider' ? at + webhookDelay(random) + (late?.byMs ?? 0) : at;
      reports.push({ ...draft, stage, sentAt, hidden });
    };
    send({ reporter: OPENED_BY[stage], outcome: 'started', name: 'start', at: startedAt });
    asides(step, random).forEach(send);
    conclusion(step, random).forEach(send);
  }
  return reports;
}
