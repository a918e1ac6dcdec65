import type { ErrorMeaning, ErrorReader } from '@tillwatch/catalogue';
import type { WireEvent } from '@tillwatch/contract';
import type { ErrorCategory, FailureClass, Outcome } from '@tillwatch/domain';

/** What an event's outcome is once it is known what its error means. */
export interface ReadOutcome {
  readonly outcome: Outcome;
  readonly failureClass: FailureClass | undefined;
  readonly errorCategory: ErrorCategory | undefined;
}

/**
 * Reads an event's outcome in the light of its error.
 *
 * The sender's own word on the class stands; the category is looked up beside it. Without it a failure has the class of
 * its error's category. Two kinds of "failure" are none: what the customer did (cancelled, let the time pass) is drop-off,
 * so the outcome becomes `abandoned`; and that a request came twice says nothing about the payment, so the outcome becomes
 * `started`: the stage was entered, and the first request's own report concludes it.
 *
 * @param code the error code as it is kept
 */
export function readOutcome(wire: WireEvent, code: string | undefined, errors: ErrorReader): ReadOutcome {
  const { outcome } = wire;
  if (outcome !== 'failed' && outcome !== 'abandoned') return { outcome, failureClass: undefined, errorCategory: undefined };
  const meaning = meaningOf(wire, code, errors);
  const errorCategory = meaning?.category;
  if (outcome === 'abandoned') return { outcome, failureClass: undefined, errorCategory };
  const said = wire.class ?? undefined;
  if (said !== undefined || meaning === undefined) return { outcome, failureClass: said ?? 'unknown', errorCategory };
  if (meaning.class === 'drop_off') return { outcome: 'abandoned', failureClass: undefined, errorCategory };
  if (meaning.class === 'excluded') return { outcome: 'started', failureClass: undefined, errorCategory };
  return { outcome, failureClass: meaning.class, errorCategory };
}

/** What the event's error means; undefined where it tells of none. The text is looked at here and not kept. */
export function meaningOf(wire: WireEvent, code: string | undefined, errors: ErrorReader): ErrorMeaning | undefined {
  const message = wire.error?.message ?? '';
  if (code === undefined && message === '') return undefined;
  return errors.lookUp({ provider: nameIn(wire, 'provider'), method: nameIn(wire, 'method'), code, message });
}

/** A dimension as the event says it; events of a page know neither provider nor method at first. */
export function nameIn(wire: WireEvent, dimension: 'provider' | 'method'): string | undefined {
  const value = wire.dimensions?.[dimension];
  return typeof value === 'string' ? value : undefined;
}
