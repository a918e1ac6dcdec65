import type { Baseline } from '@tillwatch/domain';
import type { Reference } from '../baseline-memory.js';
import { CHARTS } from './parts.js';

/** A reference that is written over in place. */
export interface WritableReference extends Omit<{ -readonly [K in keyof Reference]: Reference[K] }, 'hit' | 'miss'> {
  hit: number[];
  miss: number[];
}

/** Numbers that a reference takes, and where its high end lies among them. */
export const [REFERENCE, HIGH] = [10 + 2 * CHARTS, 1];

/** Packs what was judged against; it stays readable when the memory itself has dropped it. */
export function packReference(cells: Float64Array, at: number, reference: Reference): void {
  cells[at] = reference.hour;
  cells[at + 1] = reference.high;
  cells[at + 2] = reference.rate;
  cells[at + 3] = reference.upper;
  cells[at + 4] = reference.matters;
  cells[at + 5] = Number(reference.warm);
  cells[at + 6] = reference.rho;
  cells[at + 7] = reference.clumps;
  cells[at + 8] = reference.usual?.low ?? NaN;
  cells[at + 9] = Number(reference.usual?.source === 'learned');
  for (let i = 0; i < CHARTS; i += 1) {
    cells[at + 10 + i] = reference.hit[i] ?? 0;
    cells[at + 10 + CHARTS + i] = reference.miss[i] ?? 0;
  }
}

/** Writes a packed reference over another, except for the usual as people see it. */
export function unpackReference(cells: Float64Array, at: number, reference: WritableReference): void {
  reference.hour = cells[at] ?? 0;
  reference.high = cells[at + 1] ?? 0;
  reference.rate = cells[at + 2] ?? 0;
  reference.upper = cells[at + 3] ?? 0;
  reference.matters = cells[at + 4] ?? 0;
  reference.warm = cells[at + 5] === 1;
  reference.rho = cells[at + 6] ?? 0;
  reference.clumps = cells[at + 7] ?? 0;
  for (let i = 0; i < CHARTS; i += 1) {
    reference.hit[i] = cells[at + 10 + i] ?? 0;
    reference.miss[i] = cells[at + 10 + CHARTS + i] ?? 0;
  }
}

/** The usual of a packed reference, as people see it. */
export function usualOf(cells: Float64Array, at: number): Baseline | null {
  const low = cells[at + 8] ?? 0;
  if (Number.isNaN(low)) return null;
  const source = cells[at + 9] === 1 ? 'learned' : 'prior';
  return { rate: cells[at + 2] ?? 0, low, high: cells[at + 1] ?? 0, source, learning: cells[at + 5] !== 1 };
}

/** The rate of it where that is learnt. */
export function learntRateOf(cells: Float64Array, at: number): number | undefined {
  const isLearnt = !Number.isNaN(cells[at + 8]) && cells[at + 5] === 1;
  return isLearnt ? cells[at + 2] : undefined;
}
