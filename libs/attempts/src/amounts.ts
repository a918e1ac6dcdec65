import { NO_AMOUNT } from '@tillwatch/domain';
import type { AttemptTable } from './attempt-table.js';
import { packClaim } from './outcome.js';
import type { AttemptReport } from './report.js';

/**
 * Takes down what a report says that its attempt is worth. Of two amounts the one that is believed more counts (see packClaim), of equals
 * the larger one, so that the order in which they come makes no difference.
 */
export function noteAmount({ amount, amountFrom }: AttemptTable, row: number, report: AttemptReport): void {
  if (report.amount === NO_AMOUNT) return;
  const claim = packClaim(report, false);
  const standing = amountFrom[row] ?? 0;
  if (claim < standing || (claim === standing && report.amount <= (amount[row] ?? 0))) return;
  amount[row] = report.amount;
  amountFrom[row] = claim;
}

/** What an attempt is worth; NO_AMOUNT where nobody has said. */
export function amountOf({ amount, amountFrom }: AttemptTable, row: number): number {
  return amountFrom[row] === 0 ? NO_AMOUNT : (amount[row] ?? NO_AMOUNT);
}
