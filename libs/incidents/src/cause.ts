import { formatSegment, isWithin, parseRange, type Incident, type Segment } from '@tillwatch/domain';

/** Where a trouble is. */
type Cause = Pick<Incident, 'cause' | 'stages'>;

/** Whether an incident names other slices than a finding does. */
export function isOtherCause(incident: Cause, finding: Cause): boolean {
  const spell = ({ cause, stages }: Cause): string =>
    [...cause.map(({ segment }) => formatSegment(segment)), '', ...[...stages].sort()].join(' ');
  return spell(incident) !== spell(finding);
}

/** Whether a finding names a wider slice than an incident does, or its stages and more. */
export function isWider(incident: Cause, finding: Cause): boolean {
  const [before, after] = [segmentOf(incident), segmentOf(finding)];
  const isMore = finding.stages.length > incident.stages.length && incident.stages.every((stage) => finding.stages.includes(stage));
  return isMore || (covers(after, before) && formatSegment(after) !== formatSegment(before));
}

const segmentOf = ({ cause }: Cause): Segment => cause[0]?.segment ?? {};

function covers(outer: Segment, inner: Segment): boolean {
  return Object.entries(outer).every(([dimension, pattern]) => {
    const value = inner[dimension];
    return value !== undefined && (value === pattern || coversValue(pattern, value));
  });
}

/** Whether a pattern is a range that holds a value, or another range that begins or ends as far out at the most. */
function coversValue(pattern: string, value: string): boolean {
  const [outer, inner] = [parseRange(pattern), parseRange(value)];
  if (outer === undefined) return false;
  if (inner === undefined) return isWithin(outer.qualifier === undefined ? {} : { qualifiedBy: outer.qualifier }, outer, value);
  const isUpTo = outer.comparison === 'lt' || outer.comparison === 'lte';
  const reaches = isUpTo ? inner.bound <= outer.bound : inner.bound >= outer.bound;
  return outer.qualifier === inner.qualifier && outer.comparison === inner.comparison && reaches;
}
