import type { Baseline } from '@tillwatch/domain';
import { ABSENT, type Fold } from '@tillwatch/windows';
import type { Judge } from './judge.js';
import type { Region } from './region.js';
import type { SignalKind } from './signals.js';

/** What the usual of a trouble rests on. */
export type UsualBasis = Pick<Baseline, 'source' | 'learning'>;

const LEARNED: UsualBasis = { source: 'learned', learning: false };

/**
 * What the usual of a region rests on, as it is judged: a cause can be found by way of a wider rise while its own usual, or that of
 * one of its values, is still being learnt.
 */
export function basisOf(fold: Fold, judge: Judge, { tenant, journey, stages, segment }: Region, kind: SignalKind): UsualBasis {
  const slices = [segment, ...Object.entries(segment).map(([dimension, value]) => ({ [dimension]: value }))];
  const usuals = stages.flatMap((stage) =>
    slices.flatMap((slice) => {
      const series = fold.seriesOf({ tenant, journey, stage }, slice);
      return series === ABSENT ? [] : (judge.verdictOf(series, kind)?.verdict.usual ?? []);
    }),
  );
  const { source, learning } = usuals.find((usual) => usual.learning) ?? LEARNED;
  return { source, learning };
}
