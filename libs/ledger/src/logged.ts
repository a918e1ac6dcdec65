import { minorUnits, NO_AMOUNT, type StageEvent } from '@tillwatch/domain';
import { Fingerprints, type Hash64 } from './fingerprint.js';
import type { LoggedBatch, LoggedError, LoggedEvent } from './logged-batch.js';

/** Hashes without a secret: nothing outside this process ever sees them. */
const PLAIN = new Fingerprints(1);

const NO_HASH: Hash64 = { high: 0, low: 0 };

/** Distinct words of two parts, each made once. */
class Pairs<T> {
  readonly made: T[] = [];
  private readonly places = new Map<string, Map<string, number>>();

  constructor(private readonly make: (left: string, right: string) => T) {}

  of(left: string, right: string): number {
    let rights = this.places.get(left);
    if (rights === undefined) this.places.set(left, (rights = new Map<string, number>()));
    let at = rights.get(right);
    if (at === undefined) rights.set(right, (at = this.made.push(this.make(left, right)) - 1));
    return at;
  }
}

/** The words that the events of a batch share. */
class Words {
  readonly scopes = new Pairs((tenant, journey) => ({ tenant, journey }));
  readonly stages = new Pairs((stage) => stage);
  readonly pairs = new Pairs((dimension, value) => ({ dimension, value }));
  readonly errors = new Pairs((category, code): LoggedError => ({ category: category as LoggedError['category'], code }));
  readonly currencies = new Pairs((currency) => currency);
}

/**
 * Events as the fold reads them back from the log, written at `at` (ms since the epoch). A spec proves that writing and reading an
 * entry yields the same; where nothing is stored both can be left out.
 */
export function logged(events: readonly StageEvent[], at: number): LoggedBatch {
  const words = new Words();
  const rows = events.map((event) => loggedEvent(event, words));
  const { scopes, stages, pairs, errors, currencies } = words;
  const made = { scopes: scopes.made, stages: stages.made, pairs: pairs.made, errors: errors.made, currencies: currencies.made };
  return { at, ...made, events: rows, erased: [] };
}

function loggedEvent(event: StageEvent, words: Words): LoggedEvent {
  const { dimensions, purchase, errorCategory, count, spanMs } = event;
  const { high: attemptHigh, low: attemptLow } = PLAIN.attempt(event, event.attempt);
  const pairs: number[] = [];
  for (const dimension in dimensions) pairs.push(words.pairs.of(dimension, dimensions[dimension] ?? ''));
  const amount = event.amount === undefined ? NO_AMOUNT : minorUnits(event.amount);
  return {
    scope: words.scopes.of(event.tenant, event.journey),
    stage: words.stages.of(event.stage, ''),
    attemptHigh,
    attemptLow,
    occurredAt: event.occurredAt,
    pairs,
    reporter: event.reporter,
    final: event.final === true,
    outcome: event.outcome,
    failureClass: event.failureClass ?? 'unknown',
    backfill: event.backfill,
    revision: event.revision,
    count,
    spanMs,
    purchase: purchase === undefined ? NO_HASH : PLAIN.attempt(event, purchase),
    error: errorCategory === undefined ? -1 : words.errors.of(errorCategory, event.errorCode ?? ''),
    currency: event.amount === undefined || amount === NO_AMOUNT ? -1 : words.currencies.of(event.amount.currency, ''),
    amount,
  };
}
