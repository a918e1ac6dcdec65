import type { WireEvent } from '@tillwatch/contract';
import type { StageEvent } from '@tillwatch/domain';
import { dimensionsOf, keptText, merchantFault, type TextRules } from './dimensions.js';
import { readOutcome } from './error-meaning.js';
import type { Fault } from './fault.js';
import { attemptOf, cleanId, journeyOf, revisionFault } from './identity.js';
import { parseInstant } from './iso-time.js';
import type { JourneyRules } from './rules.js';
import { timingFault } from './timing.js';

function emptyId(path: string): Fault {
  return {
    path,
    code: 'invalid_value',
    message: { ko: '제어 문자를 빼면 남는 것이 없습니다', en: 'nothing is left of it without its control characters' },
  };
}

/** What an event says of itself once its texts are cleaned and its defaults are filled in. */
interface Identity {
  readonly id: string;
  readonly attempt: string;
  readonly occurredAt: number;
  readonly count: number;
  readonly spanMs: number;
}

function identityOf(wire: WireEvent, journey: JourneyRules, rules: TextRules): Identity | Fault {
  const count = wire.count ?? 1;
  const alone = count > 1 || journey.journey.attempts === 'single';
  const id = cleanId(wire.id, 'id', rules);
  if (id === '') return emptyId('id');
  const attempt = attemptOf(wire, id, alone, rules);
  if (typeof attempt !== 'string') return attempt;
  if (attempt === '') return emptyId('attempt');
  const fault = revisionFault(wire, alone);
  if (fault !== undefined) return fault;
  return { id, attempt, occurredAt: parseInstant(wire.occurredAt), count, spanMs: count > 1 ? (wire.spanMs ?? 0) : 0 };
}

/** A well-shaped event as the rest of the product sees it, or why it cannot be accepted. */
export function normalise(wire: WireEvent, rules: TextRules): StageEvent | Fault {
  const { context } = rules;
  const journey = journeyOf(wire, context);
  if ('code' in journey) return journey;
  const identity = identityOf(wire, journey, rules);
  if ('code' in identity) return identity;
  const fault = timingFault(wire, identity.occurredAt, identity.spanMs, context) ?? merchantFault(wire, context);
  return fault ?? stageEvent(wire, journey, identity, rules);
}

/** Every event is built with the same fields in the same order, so that all of them share one hidden class. */
function stageEvent(wire: WireEvent, journey: JourneyRules, identity: Identity, rules: TextRules): StageEvent {
  const errorCode = errorCodeOf(wire, rules);
  const { outcome, failureClass, errorCategory } = readOutcome(wire, errorCode, rules.context.errors);
  return {
    tenant: rules.context.tenant,
    id: identity.id,
    journey: wire.journey,
    stage: wire.stage,
    attempt: identity.attempt,
    purchase: optionalId(wire.purchase, rules),
    reporter: wire.reporter ?? 'server',
    outcome,
    failureClass,
    revision: wire.revision ?? 0,
    occurredAt: identity.occurredAt,
    receivedAt: rules.context.now,
    durationMs: wire.durationMs ?? undefined,
    amount: wire.amount ?? undefined,
    errorCode,
    errorCategory,
    dimensions: dimensionsOf(wire, journey, rules),
    count: identity.count,
    spanMs: identity.spanMs,
    backfill: wire.backfill ?? false,
    // A failure that turned out to conclude nothing ends nothing either.
    final: outcome === 'started' && wire.outcome !== 'started' ? undefined : (wire.final ?? undefined),
  };
}

function optionalId(purchase: string | null | undefined, rules: TextRules): string | undefined {
  if (purchase === undefined || purchase === null) return undefined;
  const clean = cleanId(purchase, 'purchase', rules);
  return clean === '' ? undefined : clean;
}

function errorCodeOf(wire: WireEvent, rules: TextRules): string | undefined {
  const code = wire.error?.code;
  if (code === undefined || code === null || code === '') return undefined;
  const kept = keptText(code, 'error.code', rules);
  return kept === '' ? undefined : kept;
}
