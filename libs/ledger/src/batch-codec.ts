import {
  FAILURE_CLASSES,
  OUTCOMES,
  type ErrorCategory,
  type FailureClass,
  type Outcome,
  type Reporter,
  type StageEvent,
} from '@tillwatch/domain';
import { ByteReader, ByteWriter } from '@tillwatch/redis';
import type { Fingerprints, Hash64 } from './fingerprint.js';

/** First byte of every entry. A reader refuses versions it does not know instead of guessing. */
const VERSION = 2;

const HAS_REVISION = 0x10;
const IS_COUNTED = 0x20;
const IS_BACKFILL = 0x40;
const REPORTER_SHIFT = 7;
const IS_FINAL = 0x200;
const HAS_PURCHASE = 0x400;
const HAS_ERROR = 0x800;
/** By their number in the flags. */
const REPORTER_NUMBERS: readonly Reporter[] = ['server', 'page', 'provider'];
const NO_HASH: Hash64 = { high: 0, low: 0 };

/** One event as the log keeps it: what counting needs, the attempt by its hash, no text of the sender but dimension values. */
export interface LoggedEvent {
  /** Index into {@link LoggedBatch.scopes}. */
  readonly scope: number;
  /** Index into {@link LoggedBatch.stages}. */
  readonly stage: number;
  readonly attemptHigh: number;
  readonly attemptLow: number;
  /** The purchase's hash; both halves 0 where none is named. */
  readonly purchase: Hash64;
  readonly reporter: Reporter;
  /** Says that this outcome ends the attempt. */
  readonly final: boolean;
  /** Index into {@link LoggedBatch.errors}; -1 for none. */
  readonly error: number;
  readonly outcome: Outcome;
  readonly failureClass: FailureClass;
  readonly revision: number;
  readonly occurredAt: number;
  /** Indices into {@link LoggedBatch.pairs}. */
  readonly pairs: readonly number[];
  readonly count: number;
  readonly spanMs: number;
  readonly backfill: boolean;
}

/** One entry of the log: the events of one group commit with the words they share. */
export interface LoggedBatch {
  /** The log's clock at this entry (ms since epoch). */
  readonly at: number;
  readonly scopes: readonly { readonly tenant: string; readonly journey: string }[];
  readonly stages: readonly string[];
  readonly pairs: readonly { readonly dimension: string; readonly value: string }[];
  readonly errors: readonly LoggedError[];
  readonly events: readonly LoggedEvent[];
  /** Attempts that must be forgotten. */
  readonly erased: readonly Hash64[];
}

/** What went wrong: the sender's code (empty for none) and what it means. */
export interface LoggedError {
  readonly category: ErrorCategory;
  readonly code: string;
}

/** Collects distinct words of one or two parts and gives each a small number. Two maps spare building a string per look-up. */
class Words {
  private readonly first = new Map<string, number | Map<string, number>>();
  private readonly words: string[] = [];

  of(word: string): number {
    let at = this.first.get(word) as number | undefined;
    if (at === undefined) this.first.set(word, (at = this.words.push(word) - 1));
    return at;
  }

  pair(left: string, right: string): number {
    let rights = this.first.get(left) as Map<string, number> | undefined;
    if (rights === undefined) this.first.set(left, (rights = new Map()));
    let at = rights.get(right);
    if (at === undefined) rights.set(right, (at = this.words.push(left + SEPARATOR + right) - 1));
    return at;
  }

  write(out: ByteWriter): void {
    out.uint(this.words.length);
    for (const word of this.words) out.text(word);
  }
}

const SEPARATOR = '\u0000';

/**
 * Encodes events as one self-contained entry. An empty list is an entry too: it moves the log's clock.
 *
 * Layout: version, clock, four word lists (scopes, stages, dimension=value pairs, errors), erased attempts, then per event:
 * flags, scope, stage, attempt hash, time, pairs, and what the flags announce.
 */
export function encodeBatch(events: readonly StageEvent[], at: number, prints: Fingerprints, erased: readonly Hash64[] = []): Buffer {
  const words: BatchWords = {
    scopes: new Words(),
    stages: new Words(),
    pairs: new Words(),
    errors: new Words(),
    at,
    prints,
  };
  const rows = new ByteWriter(events.length * 40 + 16);
  for (const event of events) writeEvent(rows, event, words);
  const out = new ByteWriter(rows.length + 4096);
  out.uint(VERSION);
  out.uint(at);
  words.scopes.write(out);
  words.stages.write(out);
  words.pairs.write(out);
  words.errors.write(out);
  out.uint(erased.length);
  for (const hash of erased) writeHash(out, hash);
  out.uint(events.length);
  out.raw(rows.finish());
  return out.finish();
}

interface BatchWords {
  readonly scopes: Words;
  readonly stages: Words;
  readonly pairs: Words;
  readonly errors: Words;
  readonly at: number;
  readonly prints: Fingerprints;
}

function writeHash(out: ByteWriter, { high, low }: Hash64): void {
  out.uint32(high);
  out.uint32(low);
}

function flagsOf(event: StageEvent): number {
  return (
    OUTCOMES.indexOf(event.outcome) |
    (FAILURE_CLASSES.indexOf(event.failureClass ?? 'unknown') << 2) |
    (event.revision > 0 ? HAS_REVISION : 0) |
    (event.count > 1 || event.spanMs > 0 ? IS_COUNTED : 0) |
    (event.backfill ? IS_BACKFILL : 0) |
    (REPORTER_NUMBERS.indexOf(event.reporter) << REPORTER_SHIFT) |
    (event.final === true ? IS_FINAL : 0) |
    (event.purchase === undefined ? 0 : HAS_PURCHASE) |
    (event.errorCategory === undefined ? 0 : HAS_ERROR)
  );
}

function writeEvent(out: ByteWriter, event: StageEvent, words: BatchWords): void {
  const flags = flagsOf(event);
  out.uint(flags);
  out.uint(words.scopes.pair(event.tenant, event.journey));
  out.uint(words.stages.of(event.stage));
  writeHash(out, words.prints.attempt(event, event.attempt));
  out.int(words.at - event.occurredAt);
  const dimensions = Object.keys(event.dimensions);
  out.uint(dimensions.length);
  for (const dimension of dimensions) out.uint(words.pairs.pair(dimension, event.dimensions[dimension] ?? ''));
  if (event.revision > 0) out.uint(event.revision);
  if ((flags & IS_COUNTED) !== 0) {
    out.uint(event.count);
    out.uint(event.spanMs);
  }
  if (event.purchase !== undefined) writeHash(out, words.prints.attempt(event, event.purchase));
  if (event.errorCategory !== undefined) out.uint(words.errors.pair(event.errorCategory, event.errorCode ?? ''));
}

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
  if (version !== VERSION) {
    throw new Error(`The log has an entry of version ${version}; this program reads version ${VERSION}. Update Tillwatch.`);
  }
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
  const errors = readWords(reader).map((word): LoggedError => {
    const [category, code] = splitWord(word);
    return { category: category as ErrorCategory, code };
  });
  const erased = Array.from({ length: reader.uint() }, () => readHash(reader));
  const events: LoggedEvent[] = [];
  const size = reader.uint();
  for (let i = 0; i < size; i++) {
    const event = readEvent(reader, at);
    if (!skipped.has(i)) events.push(event);
  }
  return { at, scopes, stages, pairs, errors, events, erased };
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
  const counted = (flags & IS_COUNTED) !== 0;
  return {
    scope,
    stage,
    attemptHigh,
    attemptLow,
    occurredAt,
    pairs,
    reporter: REPORTER_NUMBERS[(flags >> REPORTER_SHIFT) & 3] ?? 'server',
    final: (flags & IS_FINAL) !== 0,
    outcome: OUTCOMES[flags & 3] ?? 'started',
    failureClass: FAILURE_CLASSES[(flags >> 2) & 3] ?? 'unknown',
    backfill: (flags & IS_BACKFILL) !== 0,
    revision: (flags & HAS_REVISION) !== 0 ? reader.uint() : 0,
    count: counted ? reader.uint() : 1,
    spanMs: counted ? reader.uint() : 0,
    purchase: (flags & HAS_PURCHASE) !== 0 ? readHash(reader) : NO_HASH,
    error: (flags & HAS_ERROR) !== 0 ? reader.uint() : -1,
  };
}
