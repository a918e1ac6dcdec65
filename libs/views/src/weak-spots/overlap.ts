import type { Dimension } from '@tillwatch/domain';
import type { Cells, Condition } from './cells.js';
import type { Tally } from './tally.js';

/** What was found already: its attempts, and how much higher its rate is than that of its siblings. */
export interface FoundSpot {
  readonly conditions: readonly Condition[];
  readonly tally: Tally;
  /** In 0..1; of several siblings the lowest is meant, so that a shadow is not taken for a weak spot of its own. */
  readonly extraRate: number;
}

/** Everything that is counted of one stage, and what is known of its dimensions. */
export interface Counted {
  readonly cells: readonly Cells[];
  readonly dimensions: readonly Dimension[];
}

/** What is looked at: attempts that meet conditions, of a candidate that seems better or worse than its siblings. */
interface Region {
  readonly conditions: readonly Condition[];
  readonly tally: Tally;
  readonly better: boolean;
}

/**
 * Failures of `region` that are extra failures of `found`, part by part. Where no count tells how many attempts they share,
 * whatever makes the candidate stand out less is assumed: what may be a mere shadow of something else is not reported.
 */
export function explainedOf({ conditions, tally, better }: Region, found: readonly FoundSpot[], counted: Counted): number[] {
  const explained = tally.total.map(() => 0);
  for (const spot of found) {
    const both = bothOf([...conditions, ...spot.conditions], counted.dimensions);
    if (both === undefined) continue;
    const shared = sharedOf(both, counted.cells);
    const isAlike = spot.extraRate < 0 === better;
    tally.total.forEach((total, part) => {
      const attempts = shared?.total[part] ?? (isAlike ? Math.min(total, spot.tally.total[part] ?? 0) : 0);
      explained[part] = (explained[part] ?? 0) + attempts * spot.extraRate;
    });
  }
  return explained;
}

/** The attempts that meet all conditions; undefined where they are not counted. */
function sharedOf(conditions: readonly Condition[], cells: readonly Cells[]): Tally | undefined {
  const wanted = conditions
    .map(({ dimension }) => dimension)
    .sort()
    .join();
  return cells.find(({ dimensions }) => [...dimensions].sort().join() === wanted)?.sum(conditions);
}

/** One condition for each dimension; undefined where nothing can meet them all. */
function bothOf(conditions: readonly Condition[], dimensions: readonly Dimension[]): Condition[] | undefined {
  const merged = new Map<string, Condition>();
  for (const condition of conditions) {
    const known = merged.get(condition.dimension);
    merged.set(condition.dimension, known === undefined ? condition : only(known, (value) => condition.values.has(value)));
  }
  for (const { id, qualifiedBy = '' } of dimensions) {
    const [own, qualifier] = [merged.get(id), merged.get(qualifiedBy)];
    if (own === undefined || qualifier === undefined) continue;
    merged.set(
      id,
      only(own, (value) => qualifier.values.has(value.slice(0, Math.max(0, value.indexOf('/'))))),
    );
    merged.delete(qualifiedBy);
  }
  const both = [...merged.values()];
  return both.some(({ values }) => values.size === 0) ? undefined : both;
}

function only(condition: Condition, belongs: (value: string) => boolean): Condition {
  return { ...condition, values: new Set([...condition.values].filter(belongs)) };
}
