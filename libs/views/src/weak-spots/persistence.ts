import { sumOf, type Tally } from './tally.js';

/** Whether something went on in enough of the range: it stays worse than expected when its worst third is left out. */
export interface Persistence {
  /** Parts with attempts. */
  readonly parts: number;
  /** Those of them with more failures than expected. */
  readonly worse: number;
  readonly lasts: boolean;
}

/** Fewest parts in which something can be said to last. */
const FEWEST_PARTS = 3;

/**
 * How steadily `own` was worse than `siblings` lead to expect (0..1). What is expected follows the others from part to part:
 * on a day on which everything fails, more does here, too.
 */
export function persistenceOf(own: Tally, others: Tally, siblings: number): Persistence {
  const all = sumOf(others);
  const extra = own.total.flatMap((total, part) => {
    if (total <= 0) return [];
    const [beside, failedBeside] = [others.total[part] ?? 0, others.failed[part] ?? 0];
    const swing = beside > 0 && all.failed > 0 ? failedBeside / beside / (all.failed / all.total) : 1;
    return [(own.failed[part] ?? 0) - total * siblings * swing];
  });
  extra.sort((a, b) => a - b);
  const calm = extra.slice(0, extra.length - Math.floor(extra.length / 3)).reduce((sum, n) => sum + n, 0);
  const worse = extra.filter((n) => n > 0).length;
  return { parts: extra.length, worse, lasts: extra.length >= FEWEST_PARTS && worse * 2 > extra.length && calm > 0 };
}
