import type { ByteReader, ByteWriter } from '@tillwatch/redis';
import type { Leaves } from './leaves.js';
import { NO_SYMBOL } from './names.js';
import { ABSENT, TupleTable } from './tuple-table.js';

/** One report about an (attempt, stage): which column it counts in, when, with which values. */
export interface Report {
  /** Column of the counts: 0 started, 1 ok, 2 system, 3 declined, 4 unknown, 5 abandoned. */
  readonly column: number;
  readonly revision: number;
  /** ms since epoch */
  readonly at: number;
  readonly leaf: number;
}

/** Which report of the same revision stands: success after a retry, then the failure that says most. */
const RANK = [0, 5, 3, 4, 2, 1] as const;

interface StoredReport {
  readonly column: number;
  readonly minute: number;
  readonly positionOf: (symbol: number) => number | undefined;
}

const NONE = -1;
/** Cells beyond which the oldest are let go early, so that a flood cannot take all memory (about 100 bytes each). */
export const MAX_CELLS = 4_000_000;

/**
 * The (attempt, stage) pairs that can still be revised, one row each: the `started` that counts and the outcome that
 * counts. What counts does not depend on the order in which reports arrive: the earliest start, and of the outcomes the
 * one with the highest revision, then rank, then the earliest.
 * A pair is let go at a fixed time after its first report (by the log's clock); rows of one minute go together.
 */
export class Cells {
  private readonly table = new TupleTable(3);
  private readonly reports = [new ReportColumns(), new ReportColumns()] as const;
  private expiry: number[] = [];
  private readonly generations = new Map<number, Set<number>>();
  private readonly dirty = new Set<number>();
  private expiredTo = 0;
  private readonly key = new Int32Array(3);

  constructor(private readonly leaves: Leaves) {}

  get size(): number {
    return this.table.size;
  }

  /** Row of an (attempt, stage), made with this expiry (minute of the log's clock) if it is new. */
  row(high: number, low: number, stage: number, expiryMinute: number): number {
    const { key } = this;
    key[0] = high;
    key[1] = low;
    key[2] = stage;
    const known = this.table.find(key);
    if (known !== ABSENT) return known;
    const row = this.table.intern(key);
    this.reports[0].clear(row);
    this.reports[1].clear(row);
    this.expiry[row] = expiryMinute;
    const generation = this.generations.get(expiryMinute);
    if (generation === undefined) this.generations.set(expiryMinute, new Set([row]));
    else generation.add(row);
    return row;
  }

  /**
   * Lets a report compete with the one that stands. The winner holds a reference to its leaf.
   * @returns what it displaces (`replaced`, null where nothing stood), or undefined where the standing one stays
   */
  offer(row: number, report: Report): { readonly replaced: Report | null } | undefined {
    const columns = this.reports[report.column === 0 ? 0 : 1];
    const standing = columns.get(row);
    if (standing !== null && !this.wins(report, standing)) return undefined;
    columns.set(row, report);
    this.dirty.add(row);
    return { replaced: standing };
  }

  private wins(a: Report, b: Report): boolean {
    if (a.revision !== b.revision) return a.revision > b.revision;
    const rank = (RANK[a.column] ?? 0) - (RANK[b.column] ?? 0);
    if (rank !== 0) return rank > 0;
    if (a.at !== b.at) return a.at < b.at;
    return this.leaves.compare(a.leaf, b.leaf) < 0;
  }

  /** Lets go of everything whose time has come by `minute`, and of the oldest beyond {@link MAX_CELLS}. */
  expire(minute: number): void {
    if (minute === this.expiredTo && this.table.size <= MAX_CELLS) return;
    this.expiredTo = minute;
    for (const due of [...this.generations.keys()].sort((a, b) => a - b)) {
      if (due > minute && this.table.size <= MAX_CELLS) break;
      for (const row of this.generations.get(due) ?? []) this.drop(row);
      this.generations.delete(due);
    }
  }

  private drop(row: number): void {
    for (const columns of this.reports) {
      const report = columns.get(row);
      if (report !== null) this.leaves.release(report.leaf);
    }
    this.dirty.delete(row);
    this.table.remove(row);
  }

  /** Minutes for which rows are held. */
  get minutes(): readonly number[] {
    return [...this.generations.keys()];
  }

  /** Rows changed since the last call, by expiry minute. */
  takeDirty(): Map<number, number[]> {
    const byMinute = new Map<number, number[]>();
    for (const row of this.dirty) {
      const minute = this.expiry[row] ?? 0;
      const rows = byMinute.get(minute);
      if (rows === undefined) byMinute.set(minute, [row]);
      else rows.push(row);
    }
    this.dirty.clear();
    return byMinute;
  }

  /** Rows of one expiry minute. */
  rowsOf(minute: number): readonly number[] {
    return [...(this.generations.get(minute) ?? [])];
  }

  /** Writes one row; reading it again replaces whatever an earlier row of the same pair said. */
  write(out: ByteWriter, row: number): void {
    out.uint32(this.table.at(row, 0) >>> 0);
    out.uint32(this.table.at(row, 1) >>> 0);
    out.uint(this.table.at(row, 2));
    for (const columns of this.reports) {
      const report = columns.get(row);
      out.uint(report === null ? 0 : report.column + 1);
      if (report === null) continue;
      out.uint(report.revision);
      out.int(Math.round((this.expiry[row] ?? 0) * 60_000 - report.at));
      this.leaves.write(out, report.leaf);
    }
  }

  /** Reads one row written by {@link write}; `positionOf` tells where a symbol's dimension stands today. */
  read(reader: ByteReader, minute: number, positionOf: (symbol: number) => number | undefined): void {
    const row = this.row(reader.uint32(), reader.uint32(), reader.uint(), minute);
    for (const columns of this.reports) {
      const before = columns.get(row);
      const column = reader.uint() - 1;
      if (column >= 0) columns.set(row, this.readReport(reader, { column, minute, positionOf }));
      else columns.clear(row);
      if (before !== null) this.leaves.release(before.leaf);
    }
  }

  private readReport(reader: ByteReader, of: StoredReport): Report {
    const revision = reader.uint();
    const at = of.minute * 60_000 - reader.int();
    const values = new Array<number>(this.leaves.width).fill(NO_SYMBOL);
    for (let left = reader.uint(); left > 0; left--) {
      const symbol = reader.uint();
      const position = of.positionOf(symbol);
      if (position !== undefined) values[position] = symbol;
    }
    return { column: of.column, revision, at, leaf: this.leaves.hold(values) };
  }
}

/** The standing reports of one kind, row by row. */
class ReportColumns {
  private column: Int8Array = new Int8Array(1024).fill(NONE);
  private revision: Int32Array = new Int32Array(1024);
  private at: Float64Array = new Float64Array(1024);
  private leaf: Int32Array = new Int32Array(1024);

  clear(row: number): void {
    this.room(row);
    this.column[row] = NONE;
  }

  get(row: number): Report | null {
    const column = this.column[row] ?? NONE;
    if (column === NONE) return null;
    return { column, revision: this.revision[row] ?? 0, at: this.at[row] ?? 0, leaf: this.leaf[row] ?? 0 };
  }

  set(row: number, report: Report): void {
    this.room(row);
    this.column[row] = report.column;
    this.revision[row] = report.revision;
    this.at[row] = report.at;
    this.leaf[row] = report.leaf;
  }

  private room(row: number): void {
    if (row < this.column.length) return;
    const capacity = Math.max(row + 1, this.column.length * 2);
    const { column, revision, at, leaf } = this;
    this.column = new Int8Array(capacity).fill(NONE);
    this.column.set(column);
    this.revision = new Int32Array(capacity);
    this.revision.set(revision);
    this.at = new Float64Array(capacity);
    this.at.set(at);
    this.leaf = new Int32Array(capacity);
    this.leaf.set(leaf);
  }
}
