import type { Ground } from './ground.js';
import type { Rows } from './rows.js';

/** One dimension of a candidate: its values that belong to it, and how a segment spells them. */
export interface Condition {
  /** Position of the dimension in the table. */
  readonly dimension: number;
  readonly text: string;
  /** Values that belong to it. */
  readonly values: readonly number[];
}

/** A possible cause. */
export interface Candidate {
  /** By dimension, each at most once. */
  readonly conditions: readonly Condition[];
  /** What it costs to name it among all that could be named, in nats. */
  readonly cost: number;
}

/** The condition that a dimension has one value. */
export function valueCondition({ table }: Ground, dimension: number, value: number): Condition {
  return { dimension, text: table.values[dimension]?.[value] ?? '', values: [value] };
}

/** Those of some rows that fulfil all conditions. */
export function membersOf(ground: Ground, conditions: readonly Condition[], among: Rows): Int32Array {
  const [rarest, ...others] = [...conditions].sort((a, b) => sizeOf(ground, a) - sizeOf(ground, b));
  if (rarest === undefined) return among.list;
  let members = new Int32Array(sizeOf(ground, rarest));
  let count = 0;
  const { starts, rows } = ground.postings[rarest.dimension] ?? NOTHING;
  for (const value of rarest.values) {
    const end = starts[value + 1] ?? 0;
    for (let place = starts[value] ?? 0; place < end; place += 1) {
      const at = rows[place] ?? 0;
      if (among.has[at] === 1) members[count++] = at;
    }
  }
  members = members.subarray(0, count);
  for (const condition of others) members = keep(members, condition, ground.keys[condition.dimension] ?? NO_ROWS);
  return members;
}

const NO_ROWS = new Int32Array(0);
const NOTHING = { starts: NO_ROWS, rows: NO_ROWS };

function sizeOf({ postings }: Ground, { dimension, values }: Condition): number {
  const { starts } = postings[dimension] ?? NOTHING;
  return values.reduce((size, value) => size + (starts[value + 1] ?? 0) - (starts[value] ?? 0), 0);
}

/** Keeps, in place, the rows that fulfil one more condition. */
function keep(members: Int32Array<ArrayBuffer>, { values }: Condition, keys: Int32Array): Int32Array<ArrayBuffer> {
  const [only, isRange] = [values[0] ?? -1, values.length > 1];
  const admitted = new Set(values);
  let count = 0;
  for (const at of members) {
    const value = keys[at] ?? -1;
    if (isRange ? admitted.has(value) : value === only) members[count++] = at;
  }
  return members.subarray(0, count);
}

/** One spelling for each candidate. */
export function nameOf(conditions: readonly Condition[]): string {
  return conditions.map(({ dimension, text }) => `${dimension}=${text}`).join('\n');
}
