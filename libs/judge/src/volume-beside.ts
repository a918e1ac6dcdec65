import type { Fold } from '@tillwatch/windows';
import type { IncidentRules } from './incident-rules.js';
import { isWithinRegion, regionOf, type Region } from './region.js';
import type { VolumeMinute, VolumeWatch } from './volume-watch.js';

/** From this share of what was to be expected on more is still missing: what fires lacks more than that, what is over less. */
export const STILL_MISSING = 0.5;

/** What is left of a region without some of its parts says something of its own from this share of the whole on. */
const LEAST_REST = 0.1;

const MINUTE_MS = 60_000;

type Drop = VolumeWatch['firing'][number];

/** Whether as much as ever comes beside those who are known to stay away. */
export class VolumeBeside {
  constructor(
    private readonly fold: Fold,
    private readonly watch: VolumeWatch,
    private readonly rules: IncidentRules,
  ) {}

  /**
   * Whether most of a drop is missing without some regions, too, since it began. Of a region that is a part of it only in part all that it
   * lacks is taken off, and none of what was to be expected: nothing is said to be missing that is not.
   *
   * @returns false where it is not known, or where hardly anything is left
   */
  isMissing({ segment, verdict }: Drop, parts: readonly Region[]): boolean {
    const { tenant, journey: id, stage } = segment;
    const from = (verdict.since ?? 0) - MINUTE_MS;
    const whole = this.sumSince(segment.series, from);
    const rest = { expected: whole.expected, missing: whole.expected - whole.came };
    for (const part of parts) {
      const { came, expected } = this.sumSince(this.fold.seriesOf({ tenant, journey: id, stage }, part.segment), from);
      if (expected === 0) return false;
      rest.missing -= expected - came;
      if (isWithin({ ...part, stages: [stage] }, regionOf(segment), this.rules)) rest.expected -= expected;
    }
    return rest.expected >= LEAST_REST * whole.expected && rest.missing > STILL_MISSING * rest.expected;
  }

  /** How many came, and how many were to be expected, in the minutes that ended after `from`. */
  private sumSince(series: number, from: number): Pick<VolumeMinute, 'came' | 'expected'> {
    const sum = { came: 0, expected: 0 };
    for (const minute of this.watch.minutes(series)) {
      if (minute.at <= from) continue;
      sum.came += minute.came;
      sum.expected += minute.expected;
    }
    return sum;
  }
}

/** Whether everything in `inner` is in `outer` too, as far as their journey is known. */
export function isWithin(inner: Region, outer: Region, rules: IncidentRules): boolean {
  const journey = rules.journey(outer.journey);
  return journey !== undefined && isWithinRegion(journey, inner, outer);
}
