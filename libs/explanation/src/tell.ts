import type { Segment } from '@tillwatch/domain';
import { membersOf, type Condition } from './candidate.js';
import { sum } from './expected-rates.js';
import type { Ground } from './ground.js';
import type { Cause, Contrast } from './leaf-table.js';
import { allRows, without, type Rows } from './rows.js';
import type { Found } from './search.js';

interface Plain {
  readonly total: number;
  readonly failed: number;
  readonly expected: number;
}

/** Tells what was found in the table's own counts, strongest first. */
export function causesOf(ground: Ground, found: readonly Found[]): Cause[] {
  const everything = allRows(ground.size);
  const all = plainCounts(ground, everything.list);
  const each = found.map((one) => ({ ...one, counts: plainCounts(ground, one.members) }));
  const extra = Math.max(
    all.failed - all.expected,
    each.reduce((rest, { counts }) => rest + counts.failed - counts.expected, 0),
  );
  const rest = found.reduce((left, { members }) => without(left, members), everything);
  return [...each]
    .sort((a, b) => b.evidence - a.evidence)
    .map(({ conditions, counts, evidence }) => ({
      segment: segmentOf(ground, conditions),
      ...counts,
      extraShare: (counts.failed - counts.expected) / extra,
      trafficShare: counts.total / sum(ground.table.total),
      score: evidence,
      contrasts: conditions.map((condition) => contrastOf(ground, conditions, { condition, rest })),
    }));
}

function segmentOf({ table }: Ground, conditions: readonly Condition[]): Segment {
  return Object.fromEntries(conditions.map(({ dimension, text }) => [table.dimensions[dimension]?.id ?? '', text]));
}

function contrastOf(
  ground: Ground,
  conditions: readonly Condition[],
  { condition, rest }: { readonly condition: Condition; readonly rest: Rows },
): Contrast {
  const others = conditions.filter((one) => one !== condition);
  return {
    dimension: ground.table.dimensions[condition.dimension]?.id ?? '',
    segment: segmentOf(ground, others),
    ...plainCounts(ground, membersOf(ground, others, rest)),
  };
}

function plainCounts({ table, rows, usual }: Ground, members: Int32Array): Plain {
  let [total, failed, expected] = [0, 0, 0];
  for (const at of members) {
    const row = rows[at] ?? -1;
    total += table.total[row] ?? 0;
    failed += table.failed[row] ?? 0;
    expected += (table.total[row] ?? 0) * (usual[at] ?? 0);
  }
  return { total, failed, expected };
}
