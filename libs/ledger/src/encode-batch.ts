import { FAILURE_CLASSES, minorUnits, NO_AMOUNT, OUTCOMES, type StageEvent } from '@tillwatch/domain';
import { ByteWriter } from '@tillwatch/redis';
import { CLASS_SHIFT, FLAGS, REPORTER_NUMBERS, REPORTER_SHIFT, SEPARATOR, VERSION } from './entry-format.js';
import type { Fingerprints, Hash64 } from './fingerprint.js';

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

/**
 * Encodes events as one self-contained entry. An empty list is an entry too: it moves the log's clock.
 *
 * Layout: version, clock, five word lists (scopes, stages, dimension=value pairs, errors, currencies), erased attempts, then per event:
 * flags, scope, stage, attempt hash, time, pairs, and what the flags announce.
 */
export function encodeBatch(events: readonly StageEvent[], at: number, prints: Fingerprints, erased: readonly Hash64[] = []): Buffer {
  const words: BatchWords = {
    scopes: new Words(),
    stages: new Words(),
    pairs: new Words(),
    errors: new Words(),
    currencies: new Words(),
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
  words.currencies.write(out);
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
  readonly currencies: Words;
  readonly at: number;
  readonly prints: Fingerprints;
}

function writeHash(out: ByteWriter, { high, low }: Hash64): void {
  out.uint32(high);
  out.uint32(low);
}

function flagsOf(event: StageEvent, amount: number): number {
  return (
    OUTCOMES.indexOf(event.outcome) |
    (FAILURE_CLASSES.indexOf(event.failureClass ?? 'unknown') << CLASS_SHIFT) |
    (event.revision > 0 ? FLAGS.hasRevision : 0) |
    (event.count > 1 || event.spanMs > 0 ? FLAGS.isCounted : 0) |
    (event.backfill ? FLAGS.isBackfill : 0) |
    (REPORTER_NUMBERS.indexOf(event.reporter) << REPORTER_SHIFT) |
    (event.final === true ? FLAGS.isFinal : 0) |
    (event.purchase === undefined ? 0 : FLAGS.hasPurchase) |
    (event.errorCategory === undefined ? 0 : FLAGS.hasError) |
    (amount === NO_AMOUNT ? 0 : FLAGS.hasAmount)
  );
}

function writeEvent(out: ByteWriter, event: StageEvent, words: BatchWords): void {
  const amount = event.amount === undefined ? NO_AMOUNT : minorUnits(event.amount);
  const flags = flagsOf(event, amount);
  out.uint(flags);
  out.uint(words.scopes.pair(event.tenant, event.journey));
  out.uint(words.stages.of(event.stage));
  writeHash(out, words.prints.attempt(event, event.attempt));
  out.int(words.at - event.occurredAt);
  const dimensions = Object.keys(event.dimensions);
  out.uint(dimensions.length);
  for (const dimension of dimensions) out.uint(words.pairs.pair(dimension, event.dimensions[dimension] ?? ''));
  if (event.revision > 0) out.uint(event.revision);
  if ((flags & FLAGS.isCounted) !== 0) {
    out.uint(event.count);
    out.uint(event.spanMs);
  }
  if (event.purchase !== undefined) writeHash(out, words.prints.attempt(event, event.purchase));
  if (event.errorCategory !== undefined) out.uint(words.errors.pair(event.errorCategory, event.errorCode ?? ''));
  if (event.amount !== undefined && amount !== NO_AMOUNT) {
    out.uint(words.currencies.of(event.amount.currency));
    out.uint(amount);
  }
}
