import type { ByteReader, ByteWriter } from '@tillwatch/redis';
import type { Attempts } from './attempts.js';
import { NO_SYMBOL } from './leaves.js';
import { ABSENT } from './tuple-table.js';

/** What numbers of this process stand for in storage, and what those of storage stand for in this process today. */
export interface RowNames {
  /** A scope's symbol, and the scope of a symbol; undefined where there is none any more. */
  readonly symbolOfScope: (scope: number) => number;
  readonly scopeOfSymbol: (symbol: number) => number | undefined;
  /** A stage's symbol, and the position of a stage in its journey today. */
  readonly symbolOfStage: (scope: number, stage: number) => number;
  readonly stageOfSymbol: (symbol: number) => number | undefined;
  /** Where a value's dimension stands in its journey today. */
  readonly positionOf: (symbol: number) => number | undefined;
}

const ERASED = 0;
const ALIVE = 1;
/** Alive, and somebody has said what it is worth. */
const PRICED = 2;
const HAS_STARTED = 1;
const HAS_OUTCOME = 2;
const HAS_ERROR = 4;

/** Writes one attempt; reading it again replaces whatever an earlier row of the same attempt said. */
export function writeRow(out: ByteWriter, attempts: Attempts, row: number, names: RowNames): void {
  const { table } = attempts;
  const { high, low } = table.hash(row);
  const base = (table.storedIn[row] ?? 0) * 60;
  out.uint32(high);
  out.uint32(low);
  const isPriced = table.amountFrom[row] !== 0;
  out.uint(isPriced ? PRICED : ALIVE);
  out.uint(names.symbolOfScope(table.scope[row] ?? 0));
  out.uint(table.flags[row] ?? 0);
  out.int((table.keepUntil[row] ?? 0) - (table.storedIn[row] ?? 0));
  out.uint(table.final[row] ?? 0);
  writeHeardOf(out, (table.heardOf[row] ?? 0) - base * 1000);
  for (const at of [table.finalAt[row] ?? 0, table.birth[row] ?? 0]) out.uint(at === 0 ? 0 : zigzag(at - base) + 1);
  writePurchase(out, table.purchaseHigh[row] ?? 0, table.purchaseLow[row] ?? 0);
  if (isPriced) {
    out.uint(table.amountFrom[row] ?? 0);
    out.uint(table.amount[row] ?? 0);
  }
  writeKnowledge(out, attempts, row);
  writeStages(out, attempts, row, { base, names });
}

/** Says that an attempt was erased. */
export function writeErased(out: ByteWriter, { high, low }: { readonly high: number; readonly low: number }): void {
  out.uint32(high);
  out.uint32(low);
  out.uint(ERASED);
}

/** Milliseconds from the minute in which the row is stored, second and rest apart: times are whole seconds mostly. */
function writeHeardOf(out: ByteWriter, ms: number): void {
  const second = Math.floor(ms / 1000);
  out.int(second);
  out.uint(ms - second * 1000);
}

function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

function writePurchase(out: ByteWriter, high: number, low: number): void {
  const isKnown = high !== 0 || low !== 0;
  out.uint(isKnown ? 1 : 0);
  if (!isKnown) return;
  out.uint32(high);
  out.uint32(low);
}

function writeKnowledge(out: ByteWriter, { table, knowledge }: Attempts, row: number): void {
  const { leaves, claims } = knowledge;
  const [leaf, claim] = [table.leaf[row] ?? 0, table.claims[row] ?? 0];
  let known = 0;
  for (let position = 0; position < leaves.width; position++) if (leaves.at(leaf, position) !== NO_SYMBOL) known++;
  out.uint(known);
  for (let position = 0; position < leaves.width; position++) {
    const symbol = leaves.at(leaf, position);
    if (symbol === NO_SYMBOL) continue;
    out.uint(symbol);
    out.uint(claims.at(claim, position));
  }
}

interface StageContext {
  /** Times are written as seconds from here. */
  readonly base: number;
  readonly names: RowNames;
}

function writeStages(out: ByteWriter, { table, errors }: Attempts, row: number, { base, names }: StageContext): void {
  const places = Array.from({ length: table.stride }, (_, stage) => row * table.stride + stage);
  const used = places.filter((place) => (table.who[place] ?? 0) !== 0 || (table.outcome[place] ?? 0) !== 0);
  out.uint(used.length);
  for (const place of used) {
    const [started, outcome, error] = [table.startedAt[place] ?? 0, table.outcome[place] ?? 0, errors.get(place)];
    out.uint(names.symbolOfStage(table.scope[row] ?? 0, place - row * table.stride));
    out.uint((started === 0 ? 0 : HAS_STARTED) | (outcome === 0 ? 0 : HAS_OUTCOME) | (error === undefined ? 0 : HAS_ERROR));
    out.uint(table.who[place] ?? 0);
    if (started !== 0) out.int(started - base);
    if (outcome !== 0) {
      out.uint(outcome);
      out.int((table.outcomeAt[place] ?? 0) - base);
    }
    if (error !== undefined) out.uint(error);
  }
}

/**
 * Reads one row written into the blob of `minute`. What configuration no longer has is left out.
 */
export function readRow(reader: ByteReader, attempts: Attempts, minute: number, names: RowNames): void {
  const { table } = attempts;
  const [high, low] = [reader.uint32(), reader.uint32()];
  const known = table.find(high, low);
  if (known !== ABSENT) attempts.drop(known, false);
  const state = reader.uint();
  if (state === ERASED) return;
  const row = table.make(high, low);
  const base = minute * 60;
  table.storedIn[row] = minute;
  const scope = names.scopeOfSymbol(reader.uint());
  table.scope[row] = scope ?? 0;
  table.flags[row] = reader.uint();
  table.keepUntil[row] = reader.int() + minute;
  table.final[row] = reader.uint();
  table.heardOf[row] = (reader.int() + base) * 1000 + reader.uint();
  const [finalAt, birth] = [reader.uint(), reader.uint()];
  table.finalAt[row] = finalAt === 0 ? 0 : unzigzag(finalAt - 1) + base;
  table.birth[row] = birth === 0 ? 0 : unzigzag(birth - 1) + base;
  if (reader.uint() === 1) {
    table.purchaseHigh[row] = reader.uint32();
    table.purchaseLow[row] = reader.uint32();
  }
  if (state === PRICED) {
    table.amountFrom[row] = reader.uint();
    table.amount[row] = reader.uint();
  }
  readKnowledge(reader, attempts, row, names);
  readStages(reader, attempts, row, { base, names });
  if (scope === undefined) discard(attempts, row);
  else attempts.restored(row);
}

/** A journey that is gone: nothing can come of the attempt. */
function discard({ table, knowledge }: Attempts, row: number): void {
  knowledge.forget(row);
  table.remove(row);
}

function readKnowledge(reader: ByteReader, { knowledge }: Attempts, row: number, { positionOf }: RowNames): void {
  const values = new Int32Array(knowledge.leaves.width);
  const claims = new Int32Array(knowledge.leaves.width);
  for (let left = reader.uint(); left > 0; left--) {
    const symbol = reader.uint();
    const claim = reader.uint();
    const position = positionOf(symbol);
    if (position === undefined) continue;
    values[position] = symbol;
    claims[position] = claim;
  }
  knowledge.set(row, values, claims);
}

function readStages(reader: ByteReader, { table, errors }: Attempts, row: number, { base, names }: StageContext): void {
  for (let left = reader.uint(); left > 0; left--) {
    const stage = names.stageOfSymbol(reader.uint());
    const has = reader.uint();
    const who = reader.uint();
    const started = (has & HAS_STARTED) === 0 ? 0 : reader.int() + base;
    const outcome = (has & HAS_OUTCOME) === 0 ? 0 : reader.uint();
    const outcomeAt = (has & HAS_OUTCOME) === 0 ? 0 : reader.int() + base;
    const error = (has & HAS_ERROR) === 0 ? undefined : reader.uint();
    if (stage === undefined) continue;
    const place = row * table.stride + stage;
    table.who[place] = who;
    table.startedAt[place] = started;
    table.outcome[place] = outcome;
    table.outcomeAt[place] = outcomeAt;
    if (error !== undefined) errors.set(place, error);
  }
}
