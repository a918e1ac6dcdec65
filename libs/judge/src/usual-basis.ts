import type { Baseline, Journey } from '@tillwatch/domain';
import type { Judged } from './judge.js';
import { isWithinRegion, regionOf, type Region } from './region.js';

/** What the usual of a trouble rests on. */
export type UsualBasis = Pick<Baseline, 'source' | 'learning'>;

/** What a usual rests on, as a part of a trouble's ground; nothing where there is no usual. */
export function basisOf(usual: Baseline | null | undefined): { readonly basis?: UsualBasis } {
  return usual === null || usual === undefined ? {} : { basis: { source: usual.source, learning: usual.learning } };
}

/** What the usual of a region rests on: as the narrowest has it of the rises that it lies in. */
export function basisIn(region: Region, of: { journey: Journey; triggers?: readonly Judged[] }): ReturnType<typeof basisOf> {
  const around = (of.triggers ?? []).filter(({ segment }) => isWithinRegion(of.journey, region, regionOf(segment)));
  const [nearest] = around.sort((a, b) => b.segment.depth - a.segment.depth);
  return basisOf(nearest?.verdict.usual);
}
