import { parseDuration } from '@tillwatch/catalogue';
import type { RetriedSpec } from './event-schema.js';
import type { Problem } from './problem.js';
import type { Row } from './row.js';

/** Which purchase a record is a try of, and when it is told to have happened. */
export interface Try {
  /** Named after the purchase's first record; undefined where a value to go by is empty. */
  readonly purchase: string | undefined;
  /** Milliseconds since the epoch: the record's own time, but a little later than an earlier try at the same time. */
  readonly at: number;
}

/** Finds the purchase of a record. Records must come in the order of the file. */
export type FindTry = (row: Row, of: { readonly name: string; readonly at: number }, problems: Problem[]) => Try;

interface Purchase {
  readonly name: string;
  /** Time of its newest record, and how many it has at that time. */
  readonly newestAt: number;
  readonly atOnce: number;
}

/**
 * Compiles which records are one purchase tried again: those with the same values, each at most `within` after the one
 * before it. It depends on nothing but the file up to the record, so a file read again, or a longer one that begins alike,
 * gives the same purchases.
 */
export function compileRetries({ same, within }: RetriedSpec): FindTry {
  const columns = [same].flat();
  const purchases = new RecentPurchases(parseDuration(within) ?? 0);
  return (row, { name, at }, problems) => {
    const late = purchases.advance(at, row.line);
    if (late !== undefined) problems.push(late);
    const values = columns.map((column) => row.get(column));
    // Nothing is the same as nothing: a record without a value is a purchase by itself.
    if (late !== undefined || values.includes(undefined)) return { purchase: undefined, at };
    const { name: purchase, atOnce } = purchases.add(JSON.stringify(values), { name, at });
    return { purchase, at: nudged(at, atOnce - 1) };
  };
}

/**
 * Records of one time are told apart by a millisecond each, so that the first of them stays the first try; what is
 * counted by the second stays in its second.
 */
function nudged(at: number, places: number): number {
  return at + Math.min(places, 999 - (((at % 1000) + 1000) % 1000));
}

/**
 * How far a record may be behind the newest before it, at least: clocks that are set back show an hour twice, which is read
 * as the first of the two.
 */
const LATE_MS = 3_600_000;

/** The purchases that a record could still belong to: memory holds those of the last moments of the file, not all of it. */
export class RecentPurchases {
  /** By values, those with the newest record last. */
  private readonly purchases = new Map<string, Purchase>();
  private newest = { at: -Infinity, line: 0 };

  private readonly late: number;

  /** @param within longest gap between two tries, in milliseconds */
  constructor(private readonly within: number) {
    this.late = Math.max(LATE_MS, within);
  }

  /** How many are remembered. */
  get size(): number {
    return this.purchases.size;
  }

  /** Goes on to a record's time. @returns what is wrong where it is too far behind those before it */
  advance(at: number, line: number): Problem | undefined {
    if (at < this.newest.at - this.late) return this.runsBack(this.newest.at - at);
    if (at <= this.newest.at) return undefined;
    this.newest = { at, line };
    // A record may be late, and what it belongs to `within` older than it.
    for (const [values, { newestAt }] of this.purchases) {
      if (newestAt >= at - this.late - this.within) break;
      this.purchases.delete(values);
    }
    return undefined;
  }

  /** Takes a record in. @returns its purchase */
  add(values: string, { name, at }: { readonly name: string; readonly at: number }): Purchase {
    const known = this.purchases.get(values);
    const isOther = known === undefined || Math.abs(at - known.newestAt) > this.within;
    const purchase = isOther ? { name, newestAt: at, atOnce: 1 } : grown(known, at);
    this.purchases.delete(values);
    this.purchases.set(values, purchase);
    return purchase;
  }

  private runsBack(byMs: number): Problem {
    const { line } = this.newest;
    const seconds = Math.ceil(byMs / 1000);
    const message = {
      ko: `${line}번째 줄보다 ${seconds}초 앞선 시각입니다. 재시도를 찾으려면(purchase) 행이 시간순이어야 합니다`,
      en: `its time is ${seconds} s before that of line ${line}; to find retries (purchase) the rows must be in order of time`,
    };
    return { code: 'invalid_value', path: 'purchase', message };
  }
}

function grown({ name, newestAt, atOnce }: Purchase, at: number): Purchase {
  if (at === newestAt) return { name, newestAt, atOnce: atOnce + 1 };
  return at > newestAt ? { name, newestAt: at, atOnce: 1 } : { name, newestAt, atOnce };
}
