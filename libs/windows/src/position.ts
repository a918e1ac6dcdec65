import type { Sealed } from './slices.js';
import type { Stamp } from './stamp.js';

/** Up to where the stored counts go. Moves together with them, in one step. */
export interface Position extends Stamp {
  /** Newest log entry that is counted. */
  readonly log: string;
  /** The log's clock at that entry (ms since epoch). */
  readonly clock: number;
  readonly sealed: Sealed;
  /** Minutes in which stored attempts began: the first and the last. */
  readonly attempts: readonly [from: number, to: number];
}

/** The stored text of a position: compared as a whole, so it has one spelling. */
export function formatPosition(position: Position): string {
  const { epoch, number, log, clock, sealed, attempts } = position;
  return JSON.stringify({ epoch, number, log, clock, sealed, attempts });
}

/** Nothing is stored: the first minute lies after the last. */
const NO_MINUTES = [0, -1] as const;

/** Reads what {@link formatPosition} wrote. One from before attempts were followed names none of them. */
export function parsePosition(text: string): Position {
  return { attempts: NO_MINUTES, ...(JSON.parse(text) as Omit<Position, 'attempts'> & Partial<Position>) };
}
