import type { ErrorMeaning, ErrorReader } from '@tillwatch/catalogue';
import { MAX_VALUE_LENGTH, type WireEvent } from '@tillwatch/contract';
import type { ErrorCategory, StageEvent } from '@tillwatch/domain';
import { cleanText, shortened } from './clean-text.js';
import { meaningOf, nameIn } from './error-meaning.js';
import { redacted } from './redacted.js';

/** What an accepted event tells of an error: how it was understood, and what came. Nothing in it names anybody. */
export interface ErrorReport {
  /** Empty where the event names none. */
  readonly provider: string;
  readonly method: string;
  /** Empty where only a text came, or nothing. */
  readonly code: string;
  readonly category: ErrorCategory;
  readonly how: ErrorMeaning['how'];
  /** See {@link redacted}. Only where the code did not say what it means. */
  readonly message: string;
}

/**
 * The error of an accepted failure or drop-off. A failure that says nothing of it, not even a class, is one that nobody can
 * explain; a customer who leaves needs no error for it, so that is undefined.
 *
 * @param wire what came
 * @param event what was made of it
 */
export function errorReport(wire: WireEvent, event: StageEvent, errors: ErrorReader): ErrorReport | undefined {
  const { outcome, errorCode, errorCategory } = event;
  if (outcome !== 'failed' && outcome !== 'abandoned') return undefined;
  if (errorCategory === undefined && !mustExplain(wire, event)) return undefined;
  const how = meaningOf(wire, errorCode, errors)?.how ?? 'none';
  return {
    provider: kept(nameIn(wire, 'provider')),
    method: kept(nameIn(wire, 'method')),
    code: errorCode ?? '',
    category: errorCategory ?? 'unknown',
    how,
    message: how === 'code' ? '' : redacted(wire.error?.message ?? ''),
  };
}

/** A single failure is expected to say why: by an error or by its class. History and sums of many are not. */
function mustExplain({ class: said }: WireEvent, { outcome, count, backfill }: StageEvent): boolean {
  return outcome === 'failed' && (said === undefined || said === null) && count === 1 && !backfill;
}

function kept(name: string | undefined): string {
  const clean = cleanText(name ?? '');
  return clean.length > MAX_VALUE_LENGTH ? shortened(clean, MAX_VALUE_LENGTH) : clean;
}
