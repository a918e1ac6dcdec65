import type { TileState, TileUpdate, Usual } from '@tillwatch/contract';
import type { Verdict } from '@tillwatch/domain';
import type { Judged } from '@tillwatch/judge';

/** What the judge says of a segment, in the words of the screen. */
export type JudgedTile = Pick<TileUpdate, 'usual' | 'state' | 'kind' | 'since' | 'sinceCounts'>;

/** A segment of which nothing was ever heard. */
export const SILENT: JudgedTile = { usual: null, state: 'no_data', kind: 'failure_rate', since: null, sinceCounts: null };

/** States that say that something is wrong, the worst first. */
const WORST_FIRST: readonly TileState[] = ['critical', 'warning', 'watch', 'recovering'];

/** What a tile says of what was judged of it: of how many fail and how many stall, the worse; what is usual is of failures. */
export function worseOf(failures: JudgedTile, stalls: JudgedTile): JudgedTile {
  const rank = ({ state }: JudgedTile): number => (WORST_FIRST.includes(state) ? WORST_FIRST.indexOf(state) : WORST_FIRST.length);
  return rank(stalls) < rank(failures) ? { ...stalls, usual: failures.usual } : failures;
}

/** Translates a judgement for a tile; undefined means that the segment is not judged (yet). */
export function tileStateOf(judged: Judged | undefined, hasOutcomes: boolean): JudgedTile {
  if (judged === undefined) return hasOutcomes ? { ...SILENT, state: 'learning' } : SILENT;
  const { verdict, lastDataAt } = judged;
  const state = stateOf(verdict);
  const rises = state === 'watch' || state === 'warning' || state === 'critical';
  const { total, failed } = verdict.observed;
  return {
    usual: usualOf(verdict),
    state,
    kind: judged.kind,
    since: rises ? verdict.since : state === 'recovering' ? verdict.changedAt : state === 'no_data' ? lastDataAt : null,
    sinceCounts: rises ? { total, failed } : null,
  };
}

/** A verdict as a tile's state. */
export function stateOf(verdict: Verdict): TileState {
  switch (verdict.state) {
    case 'normal':
      return verdict.usual === null || verdict.usual.learning ? 'learning' : 'normal';
    case 'pending':
      return 'watch';
    case 'firing':
      return verdict.severity === 'critical' ? 'critical' : 'warning';
    case 'recovering':
      return 'recovering';
    case 'no_data':
      return 'no_data';
  }
}

/** What is usual, as the screen shows it. */
export function usualOf({ usual }: Verdict): Usual | null {
  return usual === null ? null : { rate: usual.rate, low: usual.low, high: usual.high, learning: usual.learning };
}
