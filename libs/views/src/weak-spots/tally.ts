/** Concluded attempts of something, part by part of the range; both lists are as long as the range has parts. */
export interface Tally {
  readonly total: readonly number[];
  readonly failed: readonly number[];
}

/** How many, all parts together. */
export interface Sum {
  readonly total: number;
  readonly failed: number;
}

/** A tally of nothing. */
export function emptyTally(parts: number): { total: number[]; failed: number[] } {
  return { total: new Array<number>(parts).fill(0), failed: new Array<number>(parts).fill(0) };
}

/** Adds `more` to `into`, or takes it away where `sign` is -1. */
export function addTo(into: { total: number[]; failed: number[] }, more: Tally, sign: 1 | -1 = 1): void {
  for (let part = 0; part < into.total.length; part++) {
    into.total[part] = (into.total[part] ?? 0) + sign * (more.total[part] ?? 0);
    into.failed[part] = (into.failed[part] ?? 0) + sign * (more.failed[part] ?? 0);
  }
}

/** `whole` without what is in `pieces`. */
export function without(whole: Tally, ...pieces: readonly Tally[]): Tally {
  const left = { total: [...whole.total], failed: [...whole.failed] };
  for (const piece of pieces) addTo(left, piece, -1);
  return left;
}

/** The sum of numbers. */
export function addUp(numbers: readonly number[]): number {
  let sum = 0;
  for (const n of numbers) sum += n;
  return sum;
}

/** All parts of a tally together. */
export function sumOf({ total, failed }: Tally): Sum {
  return { total: addUp(total), failed: addUp(failed) };
}
