import { FLAG, NOBODY, type AttemptTable } from './attempt-table.js';
import { OK } from './outcome.js';
import { ABSENT, TupleTable } from './tuple-table.js';

/** Attempts of one purchase, in no order. */
export class Purchases {
  private readonly keys = new TupleTable(2);
  /** First attempt of each chain. */
  private heads = new Int32Array(1024);
  private sizes = new Int32Array(1024);

  constructor(private readonly table: AttemptTable) {}

  /** Says that an attempt belongs to a purchase. The first word on it holds. @returns whether that is news */
  join(row: number, high: number, low: number): boolean {
    const { purchaseHigh, purchaseLow } = this.table;
    if (purchaseHigh[row] !== 0 || purchaseLow[row] !== 0 || (high === 0 && low === 0)) return false;
    purchaseHigh[row] = high;
    purchaseLow[row] = low;
    const purchase = this.keys.intern([high | 0, low | 0]);
    if (purchase >= this.heads.length) this.grow(purchase);
    const isNew = (this.sizes[purchase] ?? 0) === 0;
    this.table.sibling[row] = isNew ? NOBODY : (this.heads[purchase] ?? NOBODY);
    this.heads[purchase] = row;
    this.sizes[purchase] = (this.sizes[purchase] ?? 0) + 1;
    return true;
  }

  /** The attempts of an attempt's purchase, itself among them; empty where it is the only one. */
  of(row: number): number[] {
    const purchase = this.find(row);
    if (purchase === ABSENT || (this.sizes[purchase] ?? 0) < 2) return [];
    const rows: number[] = [];
    for (let at = this.heads[purchase] ?? NOBODY; at !== NOBODY; at = this.table.sibling[at] ?? NOBODY) rows.push(at);
    return rows;
  }

  /** An attempt is let go. */
  leave(row: number): void {
    const purchase = this.find(row);
    if (purchase === ABSENT) return;
    const { sibling } = this.table;
    const after = sibling[row] ?? NOBODY;
    if (this.heads[purchase] === row) this.heads[purchase] = after;
    else {
      for (let at = this.heads[purchase] ?? NOBODY; at !== NOBODY; at = sibling[at] ?? NOBODY) {
        if (sibling[at] !== row) continue;
        sibling[at] = after;
        break;
      }
    }
    this.sizes[purchase] = (this.sizes[purchase] ?? 0) - 1;
    if (this.sizes[purchase] === 0) this.keys.remove(purchase);
  }

  private find(row: number): number {
    const high = this.table.purchaseHigh[row] ?? 0;
    const low = this.table.purchaseLow[row] ?? 0;
    return high === 0 && low === 0 ? ABSENT : this.keys.find([high | 0, low | 0]);
  }

  private grow(purchase: number): void {
    const grown = [this.heads, this.sizes].map((column) => {
      const longer = new Int32Array(Math.max(purchase + 1, column.length * 2));
      longer.set(column);
      return longer;
    });
    [this.heads = this.heads, this.sizes = this.sizes] = grown;
  }
}

/**
 * Which attempts of a purchase count apart: all but the first are retries; all that ended but the one that decides (the
 * first that succeeded, else the last that ended) are superseded. Attempts of one second go in the order in which they were first reported of, to the millisecond, else by hash.
 * @returns the flags each row should have, row by row
 */
export function rolesOf(table: AttemptTable, rows: readonly number[]): number[] {
  const counted = rows.filter((row) => ((table.flags[row] ?? 0) & FLAG.stray) === 0);
  const first = best(counted, (a, b) => (table.birth[a] ?? 0) - (table.birth[b] ?? 0) || within(table, a, b));
  const ended = counted.filter((row) => (table.finalAt[row] ?? 0) !== 0);
  const paid = ended.filter((row) => table.final[row] === OK);
  const byEnd = (a: number, b: number): number => (table.finalAt[a] ?? 0) - (table.finalAt[b] ?? 0) || within(table, a, b);
  const deciding = paid.length > 0 ? best(paid, byEnd) : best(ended, (a, b) => byEnd(b, a));
  return rows.map((row) => (row === first ? 0 : FLAG.retry) | (row === deciding ? 0 : FLAG.superseded));
}

function best(rows: readonly number[], order: (a: number, b: number) => number): number {
  return rows.reduce((found, row) => (found === NOBODY || order(row, found) < 0 ? row : found), NOBODY);
}

/** Order of attempts that began or ended in the same second. */
function within(table: AttemptTable, a: number, b: number): number {
  const earlier = (table.heardOf[a] ?? 0) - (table.heardOf[b] ?? 0);
  if (earlier !== 0) return earlier;
  const [left, right] = [table.hash(a), table.hash(b)];
  return left.high - right.high || left.low - right.low;
}
