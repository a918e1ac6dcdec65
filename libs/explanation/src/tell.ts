import type { Segment } from '@tillwatch/domain';
import { membersOf, type Condition } from './candidate.js';
import type { Ground } from './ground.js';
import type { Cause, Contrast, Part } from './leaf-table.js';
import { CAUSE } from './policy.js';
import { allRows, without, type Rows } from './rows.js';
import type { Found } from './search.js';

interface Plain {
  readonly total: number;
  readonly failed: number;
  readonly expected: number;
}

/** Those of some causes that are worth telling: enough failures, a clear rise, and no crumb beside the others. */
export function standsOut(ground: Ground, found: readonly Found[]): Found[] {
  const counted = found.map((cause) => ({ cause, ...plainCounts(ground, cause.members) }));
  const extra = counted.reduce((all, { failed, expected }) => all + failed - expected, 0);
  const isClear = ({ failed, total, expected }: Plain): boolean =>
    failed >= CAUSE.failures &&
    failed * (total - expected) >= CAUSE.oddsRatio * expected * (total - failed) &&
    failed - expected >= CAUSE.share * extra;
  return counted.filter(isClear).map(({ cause }) => cause);
}

/** Tells what was found in the table's own counts, strongest first. @param partBy a dimension by which each is told in parts */
export function tell(ground: Ground, found: readonly Found[], partBy?: string): Cause[] {
  const everything = allRows(ground.size);
  const all = plainCounts(ground, everything.list);
  const each = found.map((cause) => ({ ...cause, counts: plainCounts(ground, cause.members) }));
  // Elsewhere less than expected may fail; the shares of the causes still add up to no more than 1.
  const explained = each.reduce((extra, { counts }) => extra + counts.failed - counts.expected, 0);
  const extra = Math.max(all.failed - all.expected, explained);
  const rest = found.reduce((left, { members }) => without(left, members), everything);
  return [...each]
    .sort((a, b) => b.evidence - a.evidence)
    .map(({ conditions, counts, evidence, members }) => ({
      segment: segmentOf(ground, conditions),
      ...counts,
      extraShare: (counts.failed - counts.expected) / extra,
      trafficShare: counts.total / all.total,
      score: evidence,
      contrasts: conditions.map((condition) => contrastOf(ground, conditions, { condition, rest, partBy })),
      parts: partBy === undefined ? [] : partsOf(ground, members, partBy),
    }));
}

function segmentOf({ table }: Ground, conditions: readonly Condition[]): Segment {
  return Object.fromEntries(conditions.map(({ dimension, text }) => [table.dimensions[dimension]?.id ?? '', text]));
}

function contrastOf(
  ground: Ground,
  conditions: readonly Condition[],
  { condition, rest, partBy }: { readonly condition: Condition; readonly rest: Rows; readonly partBy: string | undefined },
): Contrast {
  const others = conditions.filter((one) => one !== condition);
  const members = membersOf(ground, others, rest);
  return {
    dimension: ground.table.dimensions[condition.dimension]?.id ?? '',
    segment: segmentOf(ground, others),
    ...plainCounts(ground, members),
    parts: partBy === undefined ? [] : partsOf(ground, members, partBy),
  };
}

function partsOf(ground: Ground, members: Int32Array, partBy: string): Part[] {
  const { table, rows, keys } = ground;
  const dimension = table.dimensions.findIndex(({ id }) => id === partBy);
  return (table.values[dimension] ?? []).flatMap((value, index) => {
    const own = members.filter((at) => keys[dimension]?.[at] === index);
    const baseTotal = own.reduce((sum, at) => sum + (table.baseTotal[rows[at] ?? -1] ?? 0), 0);
    return own.length === 0 ? [] : [{ value, ...plainCounts(ground, own), baseTotal }];
  });
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
