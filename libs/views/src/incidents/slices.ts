import type { SliceAnswer, Usual, WorstSlices } from '@tillwatch/contract';
import { formatSegment, type Incident, type Journey } from '@tillwatch/domain';
import { isWithinRegion, lastHourOf, regionOfIncident, rowsTaken, type Judged, type JudgedSegment, type Region } from '@tillwatch/judge';
import { ABSENT, type Fold } from '@tillwatch/windows';
import { usualOf } from '../wall/tile-state.js';
import { nearestSignal, tellsOf, type Nearness } from './nearest-signal.js';
import { countsOf, type SliceCounts } from './slice-counts.js';
import { nameOf, stateOf, type Slice, type SliceSources } from './slice.js';
import { worstSlices } from './worst-slices.js';

const HOUR_MS = 3_600_000;

/** How slices stand, and why they do or do not fire. */
export class Slices {
  constructor(private readonly sources: SliceSources) {}

  /** One slice; undefined while the counts are being read back. */
  one(slice: Slice): SliceAnswer | undefined {
    const { counting, clock, judge, rules } = this.sources;
    const { fold } = counting;
    if (fold === undefined) return undefined;
    const { tenant, journey, stage, segment } = slice;
    const region: Region = { tenant, journey: journey.id, segment, stages: [stage] };
    const open = judge.current?.incidents(clock.now()) ?? [];
    const taken = rowsTaken(journey, region, open);
    const series = fold.seriesOf({ tenant, journey: journey.id, stage }, segment);
    const judged = series === ABSENT ? undefined : judge.current?.judge.verdictOf(series);
    const near = judged === undefined ? undefined : this.nearest(judged.segment, journey, open);
    const short = judged === undefined ? 0 : this.shortOf(fold, judged.segment);
    const fires = near?.lack === undefined && near?.mayOpen === true ? near : undefined;
    const told = taken.all ?? (fires && open.find((incident) => tellsOf(incident, { kind: fires.kind, region, journey })));
    const counts = countsOf(fold, slice, Math.floor(clock.now() / 1000));
    return {
      ...{ timeZone: this.sources.timeZone, journey: journey.id, ...nameOf(slice) },
      ...standingOf(near, { short, covering: taken.all, told }),
      lately: latelyOf(counts, usualNow(judged, region, taken.all)),
      incident: told?.id ?? null,
      recent: told === undefined ? this.recent(region, journey) : null,
      without: taken.some.map(({ id }) => id),
      lowered: rules.lowered(region),
      pages: near?.mayOpen ?? false,
      series: minutesOf(counts, judged?.verdict.usual ?? null),
    };
  }

  /** Slices that are above their usual, by failures above it. */
  worst(tenant: string, journey: Journey): WorstSlices {
    return worstSlices(this.sources, tenant, journey);
  }

  private nearest(segment: JudgedSegment, journey: Journey, open: readonly Incident[]): Nearness | undefined {
    const { judge, rules, tierClock, clock } = this.sources;
    const hour = tierClock.hourOfDay(Math.floor(clock.now() / 1000));
    return judge.current === undefined ? undefined : nearestSignal({ current: judge.current, rules, journey, segment, open, hour });
  }

  /** How much too little comes to a segment within an hour for an incident. */
  private shortOf(fold: Fold, { series, journey }: JudgedSegment): number {
    const { rules, clock } = this.sources;
    return Math.max(0, Math.ceil(rules.policy(journey).leastPerHour - lastHourOf(fold, series, clock.now())));
  }

  /** The newest incident that a slice lay in and that ended within the hour. */
  private recent(region: Region, journey: Journey): SliceAnswer['recent'] {
    const { judge, clock } = this.sources;
    const now = clock.now();
    const lastly = (judge.current?.incidents(now, now - HOUR_MS) ?? [])
      .filter(({ resolvedAt, reason }) => resolvedAt !== null && reason !== 'covered_by_another')
      .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))
      .find((incident) => isWithinRegion(journey, region, regionOfIncident(incident)));
    return lastly === undefined ? null : { id: lastly.id, resolvedAt: new Date(lastly.resolvedAt ?? now).toISOString() };
  }
}

function minutesOf(counts: SliceCounts | undefined, band: { low: number; high: number } | null): SliceAnswer['series'] {
  return (counts?.minutes ?? []).map(({ minute, total, failed }) => ({
    at: new Date(minute * 60_000).toISOString(),
    ...{ total, failed, low: band?.low ?? null, high: band?.high ?? null },
  }));
}

function latelyOf(counts: SliceCounts | undefined, usual: Usual | null): SliceAnswer['lately'] {
  return counts === undefined ? null : { ...counts.lately, usual };
}

/** Which share of failures is usual of a slice: what is learnt of it, else what the incident that is about it was judged by. */
function usualNow(judged: Judged | undefined, region: Region, covering: Incident | undefined): Usual | null {
  const learnt = judged === undefined ? null : usualOf(judged.verdict);
  if (learnt !== null || covering?.kind !== 'failure_rate' || covering.class !== null) return learnt;
  if (formatSegment(covering.cause[0]?.segment ?? {}) !== formatSegment(region.segment)) return null;
  const { rate, low, high, learning } = covering.baseline;
  return { rate, low, high, learning };
}

type StandingAnswer = Pick<
  SliceAnswer,
  'state' | 'kind' | 'class' | 'total' | 'failed' | 'since' | 'usual' | 'evidence' | 'threshold' | 'missing' | 'failuresToFire'
>;

/** What a standing depends on beside the evidence. */
interface Around {
  /** Outcomes that are too few within an hour. */
  readonly short: number;
  readonly covering: Incident | undefined;
  /** The incident that tells of what fires. */
  readonly told: Incident | undefined;
}

const NOT_JUDGED: Omit<StandingAnswer, 'missing' | 'state'> = {
  ...{ kind: null, class: null, total: 0, failed: 0, since: null, usual: null },
  ...{ evidence: null, threshold: null, failuresToFire: null },
};

function standingOf(near: Nearness | undefined, around: Around): StandingAnswer {
  if (near === undefined) {
    const word = around.covering === undefined ? 'not_judged' : 'covered';
    return { ...NOT_JUDGED, state: word, missing: word };
  }
  const { kind, class: of, total, failed, usual, evidence, threshold } = near;
  return {
    ...{ kind, class: of, total, failed, usual, evidence, threshold },
    state: wordOf(near, around),
    since: total > 0 ? new Date(near.since).toISOString() : null,
    missing: missingOf(near, around),
    failuresToFire: neededOf(near, around),
  };
}

function wordOf({ state, isLearnt }: Nearness, { covering, told }: Around): SliceAnswer['state'] {
  if (covering !== undefined) return 'covered';
  if (told !== undefined) return stateOf(told);
  if (state === 'no_data') return 'no_data';
  if (state !== 'normal') return 'watch';
  return isLearnt ? 'normal' : 'learning';
}

function missingOf({ state, lack, mayOpen }: Nearness, { covering, short }: Around): SliceAnswer['missing'] {
  if (covering !== undefined) return 'covered';
  if (!mayOpen) return 'not_paging';
  if (state === 'no_data') return 'traffic';
  if (lack === 'warm') return 'usual';
  return lack ?? (short > 0 ? 'too_quiet' : 'nothing');
}

function neededOf({ mayOpen, failedNeeded }: Nearness, { covering, short }: Around): number | null {
  if (covering !== undefined || !mayOpen || failedNeeded === null || !Number.isFinite(failedNeeded)) return null;
  return Math.max(failedNeeded, short);
}
