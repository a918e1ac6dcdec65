import { COUNT_COLUMNS, failedOf, failureRate, NO_COUNTS, totalOf, type Counts, type FailureRate, type Segment } from '@tillwatch/domain';
import { COLUMNS, type Fold } from '@tillwatch/windows';

/** What is asked of the counts: one stage (or unit, see unitStage) of a journey, by the values of these dimensions. */
export interface NumbersQuestion {
  readonly tenant: string;
  readonly journey: string;
  readonly stage: string;
  readonly by: readonly string[];
}

/** Counts of one group with the failure rate that follows from them. */
export interface GroupNumbers extends FailureRate, Omit<Counts, 'ok'> {
  readonly segment: Segment;
}

/** Groups in which anything was counted, by their values. @param columnsOf counts of a series by column */
export function groupsOf(fold: Fold, columnsOf: (series: number) => readonly number[], question: NumbersQuestion): GroupNumbers[] {
  const { by, ...of } = question;
  const symbol = fold.names.findSymbol({ kind: 'stage', ...of });
  const groups = (symbol === undefined ? [] : fold.names.seriesOf(symbol, by)).flatMap((series) => {
    const values = fold.describe(series)?.segment ?? {};
    const counts = countsOf(columnsOf(series));
    const { ok, ...others } = counts;
    if (ok === 0 && Object.values(others).every((n) => n === 0)) return [];
    const segment = Object.fromEntries(by.map((dimension) => [dimension, values[dimension] ?? '']));
    return [{ segment, ...others, ...failureRate(failedOf(counts), totalOf(counts)) }];
  });
  const nameOf = ({ segment }: GroupNumbers): string => JSON.stringify(Object.values(segment));
  return groups.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function countsOf(columns: readonly number[]): Counts {
  const counts: { -readonly [Column in keyof Counts]: number } = { ...NO_COUNTS };
  for (let column = 0; column < COLUMNS; column++) {
    const name = COUNT_COLUMNS[column];
    if (name !== undefined) counts[name] = columns[column] ?? 0;
  }
  return counts;
}
