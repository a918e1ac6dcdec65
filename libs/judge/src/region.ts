import { formatSegment, matchesValue, parseRange, WHOLE_ATTEMPT, type Incident, type Journey, type Segment } from '@tillwatch/domain';
import type { LeafDescription, SeriesDescription } from '@tillwatch/windows';

/** Where a trouble is: a segment (its values may be ranges) at some stages of a tenant's journey. */
export interface Region {
  readonly tenant: string;
  readonly journey: string;
  readonly segment: Segment;
  readonly stages: readonly string[];
}

/** Where a judged segment is. */
export function regionOf({ tenant, journey, stage, segment }: SeriesDescription): Region {
  return { tenant, journey, segment, stages: [stage] };
}

/** Where an incident is; of a cause of several slices the first. */
export function regionOfIncident({ tenant, journey, stages, cause }: Incident): Region {
  return { tenant, journey, stages, segment: cause[0]?.segment ?? {} };
}

/** Whether two regions are the same. */
export function sameRegion(a: Region, b: Region): boolean {
  const spell = ({ tenant, journey, segment, stages }: Region): string =>
    [tenant, journey, formatSegment(segment), ...[...stages].sort()].join(' ');
  return spell(a) === spell(b);
}

/** Whether two patterns of a dimension can be true of one value: equal, or one within the other. */
function agree(journey: Journey, dimension: string, [a, b]: readonly [string, string]): boolean {
  if (a === b) return true;
  const declared = journey.dimensions.find(({ id }) => id === dimension);
  if (declared === undefined) return false;
  if (matchesValue(declared, a, b) || matchesValue(declared, b, a)) return true;
  // Two ranges of one qualifier: taken to overlap.
  const [left, right] = [parseRange(a), parseRange(b)];
  return left !== undefined && right !== undefined && left.qualifier === right.qualifier;
}

/** Whether a leaf lies in a region. Whole attempts do wherever their values do: what fails at a stage fails as an attempt. */
export function isLeafIn(region: Region, journey: Journey, leaf: LeafDescription): boolean {
  if (leaf.tenant !== region.tenant || leaf.journey !== region.journey) return false;
  if (leaf.stage !== WHOLE_ATTEMPT && !region.stages.includes(leaf.stage)) return false;
  return Object.entries(region.segment).every(([dimension, pattern]) => {
    const value = leaf.values[dimension];
    const declared = journey.dimensions.find(({ id }) => id === dimension);
    return value !== undefined && declared !== undefined && matchesValue(declared, pattern, value);
  });
}

/** Whether two regions may share outcomes: nothing that both name rules it out. */
export function overlaps(journey: Journey, a: Region, b: Region): boolean {
  if (a.tenant !== b.tenant || a.journey !== b.journey) return false;
  const isWhole = a.stages.includes(WHOLE_ATTEMPT) || b.stages.includes(WHOLE_ATTEMPT);
  if (!isWhole && !a.stages.some((stage) => b.stages.includes(stage))) return false;
  return Object.entries(a.segment).every(([dimension, value]) => {
    const other = b.segment[dimension];
    return other === undefined || agree(journey, dimension, [value, other]);
  });
}

/** Whether everything in `inner` is in `outer` too. */
export function isWithinRegion(journey: Journey, inner: Region, outer: Region): boolean {
  if (!overlaps(journey, inner, outer)) return false;
  return Object.keys(outer.segment).every((dimension) => inner.segment[dimension] !== undefined);
}

/** Whether a region is a part of another, by its values. */
export function isPartOf(journey: Journey, part: Region, whole: Region): boolean {
  return isWithinRegion(journey, part, whole) && formatSegment(part.segment) !== formatSegment(whole.segment);
}

/** Whether everything in one of two regions is in the other too. */
export function isNested(journey: Journey, a: Region, b: Region): boolean {
  return isWithinRegion(journey, a, b) || isWithinRegion(journey, b, a);
}
