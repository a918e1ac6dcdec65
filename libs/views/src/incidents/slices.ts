import type { SliceAnswer, WorstSlices } from '@tillwatch/contract';
import { failedOf, totalOf, type Incident, type Journey } from '@tillwatch/domain';
import { lastHourOf, rowsTaken, type JudgedSegment, type Region } from '@tillwatch/judge';
import { ABSENT, lastMinutes, type Fold } from '@tillwatch/windows';
import { nearestSignal, tellsOf, type Nearness } from './nearest-signal.js';
import { nameOf, stateOf, type Slice, type SliceSources } from './slice.js';
import { worstSlices } from './worst-slices.js';

const MINUTES = 60;

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
    return {
      ...{ timeZone: this.sources.timeZone, journey: journey.id, ...nameOf(slice) },
      ...standingOf(near, { short, covering: taken.all, told }),
      incident: told?.id ?? null,
      without: taken.some.map(({ id }) => id),
      lowered: rules.lowered(region),
      pages: near?.mayOpen ?? false,
      series: series === ABSENT ? [] : this.minutes(fold, series, judged?.verdict.usual ?? null),
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

  private minutes(fold: Fold, series: number, band: { low: number; high: number } | null): SliceAnswer['series'] {
    const second = Math.floor(this.sources.clock.now() / 1000);
    return lastMinutes(fold, series, MINUTES, second).map(({ minute, counts }) => ({
      at: new Date(minute * 60_000).toISOString(),
      ...{ total: totalOf(counts), failed: failedOf(counts), low: band?.low ?? null, high: band?.high ?? null },
    }));
  }
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
