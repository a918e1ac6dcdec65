import type { Journey } from '@tillwatch/domain';
import type { Judged } from './judge.js';
import { regionOf, type Region } from './region.js';
import type { SignalKind } from './signals.js';

/** Where a cause is looked for. */
export interface Searched {
  readonly tenant: string;
  readonly journey: Journey;
  readonly kind: SignalKind;
  readonly since: number;
  /** Rate that is usual at the least. */
  readonly usual: number;
  /** What rises. */
  readonly triggers: readonly Judged[];
}

/** Where the rises are behind which something is looked for. */
export function regionsOf({ triggers }: Searched): Region[] {
  return triggers.map(({ segment }) => regionOf(segment));
}

/** Of how long things take leaves know too little: history does not say it, and what is slow is only known late. */
export function isOfTime(kind: SignalKind): boolean {
  return kind === 'stalled' || kind === 'latency';
}

/** What is at least usual, by what is known of the segments that rise. */
export function leastUsual(kind: SignalKind, triggers: readonly Judged[]): number {
  return isOfTime(kind) ? Math.max(0, ...triggers.map(({ verdict }) => verdict.usual?.rate ?? 0)) : 0;
}

/** The rise whose failures are hardest to explain by its usual rate. */
export function clearest(judged: readonly Judged[]): Judged | undefined {
  const clarity = ({ verdict: { observed, usual } }: Judged): number => {
    const rate = usual?.rate ?? 0.5;
    return (observed.failed - observed.total * rate) / Math.sqrt(Math.max(1e-9, observed.total * rate * (1 - rate)));
  };
  return [...judged].sort((a, b) => clarity(b) - clarity(a))[0];
}
