import { ownUnits, WHOLE_ATTEMPT, type Baseline, type MoneyAtRisk } from '@tillwatch/domain';
import { AMOUNT_WIDTH, EVIDENCE_COLUMNS, type Evidence } from '@tillwatch/windows';
import type { OwnRows } from './own-rows.js';
import { SIGNALS, type BadOf, type SignalKind } from './signals.js';

/** Amounts of a trouble's rows, in smallest units of the journey's currency. */
export interface OwnAmounts {
  /** Of its bad outcomes, and of all of which they are. */
  readonly bad: number;
  readonly all: number;
  /** Bad outcomes whose amount is among them. */
  readonly priced: number;
}

export const NO_AMOUNTS: OwnAmounts = { bad: 0, all: 0, priced: 0 };

/** The sum of two stretches of time. */
export function bothAmounts(a: OwnAmounts, b: OwnAmounts): OwnAmounts {
  return { bad: a.bad + b.bad, all: a.all + b.all, priced: a.priced + b.priced };
}

/** Amounts from `from` on (seconds of the log's clock, a slot's start; `to` exclusive). */
export function amountsOf({ fold, kind, isOwn, ofAttempts }: OwnRows, from: number, to = Infinity): OwnAmounts {
  const columns = columnsOf(kind);
  const sum = { bad: 0, all: 0, priced: 0 };
  if (columns === undefined) return sum;
  const { bad, without, all } = columns;
  const { leaves } = fold;
  leaves.eachAmount(
    from,
    (row, { sums, priced, at }) => {
      if (!isOwn(row) || (leaves.rows.describe(row).stage === WHOLE_ATTEMPT) !== ofAttempts) return;
      const read = (of: ArrayLike<number>, column: number | undefined): number => (column === undefined ? 0 : (of[at + column] ?? 0));
      sum.bad += read(sums, bad) - read(sums, without);
      sum.priced += read(priced, bad) - read(priced, without);
      for (const column of all) sum.all += read(sums, column);
    },
    to,
  );
  return sum;
}

/** Where the amounts of a signal stand; undefined where none are summed. */
function columnsOf(kind: SignalKind): { bad: number; without: number | undefined; all: readonly number[] } | undefined {
  const { bad, without, of } = SIGNALS[kind];
  const place = (column: keyof Evidence): number => EVIDENCE_COLUMNS.indexOf(column);
  if (place(bad) >= AMOUNT_WIDTH) return undefined;
  return { bad: place(bad), without: without === undefined ? undefined : place(without), all: of.map(place) };
}

/** What a trouble knows of itself that its money follows from. */
export interface Counted {
  /** Since it began, all of them. */
  readonly amounts: OwnAmounts;
  readonly counts: BadOf;
  /** Bad outcomes above the usual a minute, lately. */
  readonly perMinute: number;
  readonly usual: Pick<Baseline, 'rate' | 'low' | 'high'>;
}

/**
 * What a trouble puts at risk: the amounts of its bad outcomes, less what goes wrong on any day: the usual rate's share of the amounts
 * of all outcomes. Counting extra failures × a mean amount would do for a trouble that hits everybody alike; one of large amounts
 * only (a limit, a second authentication) it would take for one of small ones.
 *
 * @param currency the journey's; undefined where no amounts are summed
 * @returns null where nothing is known of amounts, or where they are no more than usual
 */
export function moneyOf({ amounts, counts, perMinute, usual }: Counted, currency: string | undefined): MoneyAtRisk | null {
  const { bad, all, priced } = amounts;
  const beyond = (rate: number): number => Math.max(0, bad - rate * all);
  if (currency === undefined || priced <= 0 || beyond(usual.low) === 0) return null;
  const excess = counts.failed - usual.rate * counts.total;
  const each = excess > 0 ? beyond(usual.rate) / excess : 0;
  const own = (minor: number): number => ownUnits(Math.round(minor), currency);
  return {
    currency,
    low: own(beyond(usual.high)),
    high: own(beyond(usual.low)),
    perHour: own(each * perMinute * 60),
    unpriced: Math.max(0, counts.failed - priced),
  };
}
