import { FAILURE_CLASSES, NO_AMOUNT, OUTCOMES, type ErrorCategory } from '@tillwatch/domain';
import { ByteReader } from '@tillwatch/redis';
import {
  CLASS_SHIFT,
  FLAGS,
  REPORTER_NUMBERS,
  REPORTER_SHIFT,
  SEPARATOR,
  VERSION,
  VERSION_BEFORE_AMOUNTS,
  VERSION_BEFORE_ATTEMPTS,
} from './entry-format.js';
import type { Hash64 } from './fingerprint.js';
import type { LoggedBatch, LoggedError, LoggedEvent } from './logged-batch.js';

const NO_HASH: Hash64 = { high: 0, low: 0 };

function readWords(reader: ByteReader): string[] {
  return Array.from({ length: reader.uint() }, () => reader.text());
}

function splitWord(word: string): readonly [string, string] {
  const at = word.indexOf(SEPARATOR);
  return [word.slice(0, at), word.slice(at + 1)];
}

/** Decodes an entry, leaving out the events at the positions in `skipped` (they were known already). */
export function decodeBatch(bytes: Uint8Array, skipped: ReadonlySet<number>): LoggedBatch {
  const reader = new ByteReader(bytes);
  const version = reader.uint();
  if (version < VERSION_BEFORE_ATTEMPTS || version > VERSION) {
    throw new Error(`The log has an entry of version ${version}; this program reads version ${VERSION}. Update Tillwatch.`);
  }
  const hasErrors = version > VERSION_BEFORE_ATTEMPTS;
  const at = reader.uint();
  const scopes = readWords(reader).map((word) => {
    const [tenant, journey] = splitWord(word);
    return { tenant, journey };
  });
  const stages = readWords(reader);
  const pairs = readWords(reader).map((word) => {
    const [dimension, value] = splitWord(word);
    return { dimension, value };
  });
  const errors = (hasErrors ? readWords(reader) : []).map((word): LoggedError => {
    const [category, code] = splitWord(word);
    return { category: category as ErrorCategory, code };
  });
  const currencies = version > VERSION_BEFORE_AMOUNTS ? readWords(reader) : [];
  const erased = Array.from({ length: hasErrors ? reader.uint() : 0 }, () => readHash(reader));
  const events: LoggedEvent[] = [];
  const size = reader.uint();
  for (let i = 0; i < size; i++) {
    const event = readEvent(reader, at);
    if (!skipped.has(i)) events.push(event);
  }
  return { at, scopes, stages, pairs, errors, currencies, events, erased };
}

function readHash(reader: ByteReader): Hash64 {
  return { high: reader.uint32(), low: reader.uint32() };
}

function readEvent(reader: ByteReader, at: number): LoggedEvent {
  const flags = reader.uint();
  const scope = reader.uint();
  const stage = reader.uint();
  const { high: attemptHigh, low: attemptLow } = readHash(reader);
  const occurredAt = at - reader.int();
  const pairs: number[] = [];
  for (let left = reader.uint(); left > 0; left--) pairs.push(reader.uint());
  const counted = (flags & FLAGS.isCounted) !== 0;
  const isPriced = (flags & FLAGS.hasAmount) !== 0;
  return {
    scope,
    stage,
    attemptHigh,
    attemptLow,
    occurredAt,
    pairs,
    reporter: REPORTER_NUMBERS[(flags >> REPORTER_SHIFT) & 3] ?? 'server',
    final: (flags & FLAGS.isFinal) !== 0,
    outcome: OUTCOMES[flags & 3] ?? 'started',
    failureClass: FAILURE_CLASSES[(flags >> CLASS_SHIFT) & 3] ?? 'unknown',
    backfill: (flags & FLAGS.isBackfill) !== 0,
    revision: (flags & FLAGS.hasRevision) !== 0 ? reader.uint() : 0,
    count: counted ? reader.uint() : 1,
    spanMs: counted ? reader.uint() : 0,
    purchase: (flags & FLAGS.hasPurchase) !== 0 ? readHash(reader) : NO_HASH,
    error: (flags & FLAGS.hasError) !== 0 ? reader.uint() : -1,
    currency: isPriced ? reader.uint() : -1,
    amount: isPriced ? reader.uint() : NO_AMOUNT,
  };
}
