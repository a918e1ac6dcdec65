import { ByteReader, ByteWriter } from '@tillwatch/redis';
import { COLUMNS } from './slice-table.js';
import { isAfter, readStamp, writeStamp, type Admission, type Stamp } from './stamp.js';

/** Calls back with every cell: key = series × COLUMNS + column. */
export type CellVisitor = (key: number, n: number) => void;
/** Something that can be walked cell by cell. */
export type CellSource = (visit: CellVisitor) => void;

const MASK_BITS = 4;
/** Column sets (bit per column: started 1, ok 2) that most series of a slice have; anything else spells its mask out. */
const COMMON_MASKS = [2, 3, 1] as const;
const SPELLED_OUT = 3;

/** Most series of one blob: series are numbered from 0 and the key of the last column must stay a 32-bit integer. */
export const MAX_SERIES = Math.floor((2 ** 31 - 1) / COLUMNS);

/** Counts of a smaller magnitude share a double with their key: sorting doubles is several times quicker than looking keys up. */
const PACKED_RANGE = 2 ** 20;
const PACKED_SPAN = 2 * PACKED_RANGE;

/** Cells by ascending key, without those that are zero: keys and counts one after the other. */
function sortedCells(source: CellSource): Float64Array {
  const small: number[] = [];
  const large = new Map<number, number>();
  source((key, n) => {
    if (n === 0) return;
    if (n > -PACKED_RANGE && n < PACKED_RANGE) small.push(key * PACKED_SPAN + n + PACKED_RANGE);
    else {
      large.set(key, n);
      small.push(key * PACKED_SPAN);
    }
  });
  const packed = Float64Array.from(small).sort();
  const cells = new Float64Array(packed.length * 2);
  packed.forEach((value, i) => {
    const key = Math.floor(value / PACKED_SPAN);
    const rest = value - key * PACKED_SPAN;
    cells[2 * i] = key;
    cells[2 * i + 1] = rest === 0 ? (large.get(key) ?? 0) : rest - PACKED_RANGE;
  });
  return cells;
}

/** Sorted cells: series by series, per series a byte of distance and column set, then the counts (zigzag varints). */
function writeCells(out: ByteWriter, source: CellSource): void {
  const cells = sortedCells(source);
  const seriesAt = (i: number): number => Math.floor((cells[i] ?? 0) / COLUMNS);
  let last = -1;
  for (let i = 0; i < cells.length;) {
    const series = seriesAt(i);
    const from = i;
    let mask = 0;
    for (; i < cells.length && seriesAt(i) === series; i += 2) mask |= 1 << ((cells[i] ?? 0) - series * COLUMNS);
    const common = COMMON_MASKS.indexOf(mask as 1 | 2 | 3);
    out.uint((series - last - 1) * MASK_BITS + (common < 0 ? SPELLED_OUT : common));
    if (common < 0) out.uint(mask);
    for (let k = from; k < i; k += 2) out.int(cells[k + 1] ?? 0);
    last = series;
  }
}

function readCells(reader: ByteReader, end: number, visit: CellVisitor): void {
  let series = -1;
  while (reader.position < end) {
    const head = reader.uint();
    series += Math.floor(head / MASK_BITS) + 1;
    const common = head % MASK_BITS;
    const mask = common === SPELLED_OUT ? reader.uint() : (COMMON_MASKS[common] ?? 0);
    for (let column = 0; column < COLUMNS; column++) {
      if ((mask & (1 << column)) !== 0) visit(series * COLUMNS + column, reader.int());
    }
  }
}

/** A slice as merged at `stamp`: everything up to that snapshot. */
export function encodeSlice(stamp: Stamp, source: CellSource): Buffer {
  const out = new ByteWriter();
  writeStamp(out, stamp);
  writeCells(out, source);
  return out.finish();
}

/** What one snapshot adds to a slice, ready to be appended to the slice's deltas. */
export function encodeDelta(stamp: Stamp, source: CellSource): Buffer {
  const cells = new ByteWriter();
  writeCells(cells, source);
  const out = new ByteWriter(cells.length + 16);
  writeStamp(out, stamp);
  out.uint(cells.length);
  out.raw(cells.finish());
  return out.finish();
}

/**
 * Adds up a stored slice: its merged blob and the deltas after it. Deltas that the merged blob contains already, and
 * whatever a snapshot wrote that never happened, are passed over.
 */
export function readSlice(
  stored: { readonly merged: Buffer | null; readonly deltas: Buffer | null },
  admission: Admission,
  visit: CellVisitor,
): void {
  let contained: Stamp | undefined;
  if (stored.merged !== null) {
    const reader = new ByteReader(stored.merged);
    const stamp = readStamp(reader);
    if (admission.admits(stamp)) {
      contained = stamp;
      readCells(reader, stored.merged.length, visit);
    }
  }
  if (stored.deltas === null) return;
  const reader = new ByteReader(stored.deltas);
  while (!reader.done) {
    const stamp = readStamp(reader);
    const length = reader.uint();
    const end = reader.position + length;
    const counts = admission.admits(stamp) && (contained === undefined || isAfter(stamp, contained));
    if (counts) readCells(reader, end, visit);
    else reader.raw(length);
  }
}
