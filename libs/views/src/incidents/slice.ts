import { segmentLabels, unitLabel } from '@tillwatch/catalogue';
import type { SliceAnswer } from '@tillwatch/contract';
import type { Clock, Incident, Journey, Segment } from '@tillwatch/domain';
import type { IncidentRules, LiveJudge } from '@tillwatch/judge';
import type { Counting, TierClock } from '@tillwatch/windows';

/** What slices are read from. */
export interface SliceSources {
  readonly counting: Counting;
  readonly judge: LiveJudge;
  readonly rules: IncidentRules;
  readonly tierClock: TierClock;
  readonly clock: Clock;
  /** IANA name of the zone times are shown in. */
  readonly timeZone: string;
}

/** A slice: a stage (or unit) with values. */
export interface Slice {
  readonly tenant: string;
  readonly journey: Journey;
  readonly stage: string;
  readonly segment: Segment;
}

/** A slice by name, and as it reads. */
export function nameOf({
  journey,
  stage,
  segment,
}: Omit<Slice, 'tenant'>): Pick<SliceAnswer, 'segment' | 'labels' | 'stageLabel'> & { stage: string } {
  return {
    ...{ stage, segment: { ...segment } },
    stageLabel: unitLabel(journey, stage) ?? { ko: stage, en: stage },
    labels: segmentLabels(journey, segment),
  };
}

/** How an open incident stands, in the word of a screen. */
export function stateOf({ recovering, severity }: Incident): 'recovering' | Incident['severity'] {
  return recovering ? 'recovering' : severity;
}
