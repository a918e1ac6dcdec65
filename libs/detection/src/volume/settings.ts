import { DROP, LOUD } from './policy.js';

/** How one segment's volume is judged. */
export interface VolumeSettings {
  /** Added to the evidence that is needed (nats): from a false-alarm budget and from alarms that people called wrong. */
  readonly thresholdShift?: number;
  /** Missing events a minute from which a drop is critical. */
  readonly criticalMissingPerMinute?: number;
}

/** Newly arrived events of one segment. */
export interface VolumeObservation {
  /** Ms since epoch; never earlier than the observation before. */
  readonly now: number;
  /** Local hour of the day at `now`, 0 to below 24 with its fraction; the caller knows the zone. */
  readonly hourOfDay: number;
  /** Events of the span, whatever came of them; 0 is news too. */
  readonly total: number;
  /** Time the events arrived in, up to `now`. 0: nothing is judged. */
  readonly spanMs: number;
  /** Events of the wider segment in the span; given for every segment but the widest, whose silence is then not told again. */
  readonly parentTotal?: number;
  /** `false` while counts of the span may still be missing: nothing is judged. Give the whole span once they are there. */
  readonly complete?: boolean;
}

/** Evidence a chart must reach to fire. */
export function dropThreshold(settings: VolumeSettings): number {
  return DROP.threshold + (settings.thresholdShift ?? 0);
}

/** Missing events a minute from which a drop is critical. */
export function criticalMissing(settings: VolumeSettings): number {
  return settings.criticalMissingPerMinute ?? LOUD.missingPerMinute;
}
