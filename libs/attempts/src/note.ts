import type { AttemptTable } from './attempt-table.js';
import { ABANDONED, isReported, packOutcome, STARTED } from './outcome.js';
import { REPORTER_BITS, type AttemptReport } from './report.js';

/** What came of taking a report down. */
export interface Noted {
  /** Its outcome stands now. */
  readonly stands: boolean;
  /** How long the stage took, in seconds, where its outcome became known with this. */
  readonly took: number | undefined;
}

const NOTHING: Noted = { stands: false, took: undefined };

/**
 * Takes a report down in its attempt's row: the earliest start, and of the outcomes the one that is believed most, of
 * equals the earliest.
 *
 * A page that says `abandoned` has gone out of sight, which it does as well when the customer's bank takes over the phone.
 * So that alone ends nothing: the stage has begun, and its deadline runs. Only with `final` (the customer pressed
 * cancel) it is the customer's word.
 */
export function note(table: AttemptTable, row: number, report: AttemptReport): Noted {
  const place = row * table.stride + report.stage;
  hear(table, row, report);
  table.who[place] = (table.who[place] ?? 0) | REPORTER_BITS[report.reporter];
  const outOfSight = report.column === ABANDONED && report.reporter === 'page' && !report.final;
  if (report.column === STARTED || outOfSight) {
    const standing = table.startedAt[place] ?? 0;
    if (standing === 0 || report.second < standing) table.startedAt[place] = report.second;
    return NOTHING;
  }
  const packed = packOutcome(report);
  const standing = table.outcome[place] ?? 0;
  const at = table.outcomeAt[place] ?? 0;
  if (packed < standing || (packed === standing && report.second >= at)) return NOTHING;
  table.outcome[place] = packed;
  table.outcomeAt[place] = report.second;
  const started = table.startedAt[place] ?? 0;
  const took = isReported(standing) || started === 0 || report.second < started ? undefined : report.second - started;
  return { stands: true, took };
}

function hear({ heardOf }: AttemptTable, row: number, { second, millisecond }: AttemptReport): void {
  const at = second * 1000 + millisecond;
  const standing = heardOf[row] ?? 0;
  if (standing === 0 || at < standing) heardOf[row] = at;
}
