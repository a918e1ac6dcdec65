import type { Ground } from './ground.js';

/** One dimension of a candidate: its values that belong to it, and how a segment spells them. */
export interface Condition {
  /** Position of the dimension in the table. */
  readonly dimension: number;
  readonly text: string;
  /** 1 for each value that belongs to it. */
  readonly admits: Uint8Array;
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
  const names = table.values[dimension] ?? [];
  const admits = new Uint8Array(names.length);
  admits[value] = 1;
  return { dimension, text: names[value] ?? '', admits };
}

/** Those of some rows (positions in the ground) that fulfil all conditions. */
export function membersOf(ground: Ground, conditions: readonly Condition[], among: Int32Array): Int32Array {
  let members = among;
  for (const { dimension, admits } of conditions) {
    const keys = ground.keys[dimension] ?? new Int32Array(0);
    // A missing value, -1, is admitted by nothing.
    members = members.filter((at) => admits[keys[at] ?? -1] === 1);
  }
  return members;
}

/** One spelling for each candidate. */
export function nameOf(conditions: readonly Condition[]): string {
  return conditions.map(({ dimension, text }) => `${dimension}=${text}`).join('\n');
}
