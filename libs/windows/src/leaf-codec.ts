import { MOST_EXPLAINING } from '@tillwatch/domain';
import { ByteReader, ByteWriter } from '@tillwatch/redis';
import { AMOUNT_WIDTH, EVIDENCE_WIDTH } from './evidence.js';
import type { LeavesHeard } from './leaves-heard.js';
import type { LeafTally } from './leaf-tally.js';
import { readStamp, writeStamp, type Admission, type Stamp } from './stamp.js';

/** Parts of an outcome that a stored base keeps apart. */
const FRACTION = 100;

function writeSymbols(out: ByteWriter, symbols: readonly number[]): void {
  for (const symbol of symbols) out.uint(symbol);
}

function readSymbols(reader: ByteReader): number[] {
  return Array.from({ length: MOST_EXPLAINING + 1 }, () => reader.uint());
}

/** What one snapshot adds to a slot, ready to be appended to it. */
export function encodeHeard(stamp: Stamp, leaves: LeavesHeard, tally: LeafTally): Buffer {
  const body = new ByteWriter(tally.size * 24 + 16);
  body.uint(tally.size);
  tally.each((row, counts, at) => {
    writeSymbols(body, leaves.rows.symbols(row));
    for (let i = 0; i < EVIDENCE_WIDTH; i++) body.int(counts[at + i] ?? 0);
  });
  const errors: number[][] = [];
  tally.eachError((...error) => errors.push(error));
  body.uint(errors.length);
  for (const [row = 0, error = 0, n = 0] of errors) {
    writeSymbols(body, leaves.rows.symbols(row));
    body.uint(error);
    body.int(n);
  }
  writeAmounts(body, tally);
  const out = new ByteWriter(body.length + 16);
  writeStamp(out, stamp);
  out.uint(body.length);
  out.raw(body.finish());
  return out.finish();
}

/** Amounts by the place of their row in the list of rows. What was written before amounts were kept ends here. */
function writeAmounts(out: ByteWriter, tally: LeafTally): void {
  let rows = 0;
  tally.eachAmount(() => rows++);
  out.uint(rows);
  tally.eachAmount((_, { place, sums, priced, at }) => {
    out.uint(place);
    for (let i = 0; i < AMOUNT_WIDTH; i++) {
      out.int(sums[at + i] ?? 0);
      out.int(priced[at + i] ?? 0);
    }
  });
}

/** Reads back a slot that {@link encodeHeard} was appended to. */
export function readHeard(bytes: Buffer, start: number, into: { leaves: LeavesHeard; admission: Admission }): void {
  const reader = new ByteReader(bytes);
  while (!reader.done) {
    const stamp = readStamp(reader);
    const body = reader.raw(reader.uint());
    if (into.admission.admits(stamp)) readChunk(new ByteReader(body), start, into.leaves);
  }
}

function readChunk(reader: ByteReader, start: number, leaves: LeavesHeard): void {
  const rows: number[] = [];
  for (let left = reader.uint(); left > 0; left--) {
    const row = leaves.rows.ofSymbols(readSymbols(reader));
    rows.push(row);
    leaves.load(
      start,
      row,
      Array.from({ length: EVIDENCE_WIDTH }, () => reader.int()),
    );
  }
  for (let left = reader.uint(); left > 0; left--) {
    const row = leaves.rows.ofSymbols(readSymbols(reader));
    const error = reader.uint();
    leaves.loadError(start, row, error, reader.int());
  }
  if (!reader.done) readAmounts(reader, start, { leaves, rows });
}

function readAmounts(reader: ByteReader, start: number, { leaves, rows }: { leaves: LeavesHeard; rows: readonly number[] }): void {
  for (let left = reader.uint(); left > 0; left--) {
    const row = rows[reader.uint()];
    const pairs = Array.from({ length: AMOUNT_WIDTH }, () => [reader.int(), reader.int()] as const);
    const [sums, priced] = [pairs.map(([sum]) => sum), pairs.map(([, many]) => many)];
    if (row !== undefined) leaves.loadAmounts(start, row, sums, priced);
  }
}

/** What is usual of leaves, learnt from all slots before `learntUntil` (seconds since the epoch). */
export function encodeBase(stamp: Stamp, leaves: LeavesHeard, learntUntil: number): Buffer {
  const out = new ByteWriter();
  writeStamp(out, stamp);
  out.uint(learntUntil);
  leaves.base.each((row, sums, at) => {
    writeSymbols(out, leaves.rows.symbols(row));
    for (let i = 0; i < EVIDENCE_WIDTH; i++) out.uint(Math.round((sums[at + i] ?? 0) * FRACTION));
  });
  return out.finish();
}

/** Reads back a base. @returns up to when it is learnt; undefined where its snapshot never happened */
export function readBase(bytes: Buffer, leaves: LeavesHeard, admission: Admission): number | undefined {
  const reader = new ByteReader(bytes);
  if (!admission.admits(readStamp(reader))) return undefined;
  const learntUntil = reader.uint();
  while (!reader.done) {
    const row = leaves.rows.ofSymbols(readSymbols(reader));
    const sums = Array.from({ length: EVIDENCE_WIDTH }, () => reader.uint() / FRACTION);
    leaves.base.add(row, sums, 0, 1);
  }
  return learntUntil;
}
