import { segmentLabels, unitLabel, type Catalogue } from '@tillwatch/catalogue';
import type { SliceAnswer, WorstSlices } from '@tillwatch/contract';
import { standing } from '@tillwatch/detection';
import { failedOf, totalOf, type Clock, type Incident, type Journey, type Segment } from '@tillwatch/domain';
import { overlaps, type IncidentRules, type Judged, type LiveJudge } from '@tillwatch/judge';
import { ABSENT, lastMinutes, type Counting, type Fold, type TierClock } from '@tillwatch/windows';
import { usualOf } from '../wall/tile-state.js';

/** What slices are read from. */
export interface SliceSources {
  readonly counting: Counting;
  readonly judge: LiveJudge;
  readonly rules: IncidentRules;
  readonly catalogue: Catalogue;
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

const MOST_WORST = 50;
const MINUTES = 60;

/** How slices stand, and why they do or do not fire. */
export class Slices {
  constructor(private readonly sources: SliceSources) {}

  /** One slice; undefined while the counts are being read back. */
  one(slice: Slice): SliceAnswer | undefined {
    const { counting, clock } = this.sources;
    const { fold } = counting;
    if (fold === undefined) return undefined;
    const { tenant, journey, stage, segment } = slice;
    const series = fold.seriesOf({ tenant, journey: journey.id, stage }, segment);
    const judged = series === ABSENT ? undefined : this.sources.judge.current?.judge.verdictOf(series);
    const covering = this.covering(slice, clock.now());
    return {
      ...{ timeZone: this.sources.timeZone, journey: journey.id, stage, segment: { ...segment } },
      stageLabel: unitLabel(journey, stage) ?? { ko: stage, en: stage },
      labels: segmentLabels(journey, segment),
      ...this.standingOf(judged, covering),
      incident: covering?.id ?? null,
      lowered: this.sources.rules.lowered({ tenant, journey: journey.id, segment, stages: [stage] }),
      pages: judged !== undefined && this.sources.rules.mayOpen(judged.segment, 'failure_rate'),
      series: series === ABSENT ? [] : this.minutes(fold, series, judged),
    };
  }

  /** Slices that are above their usual, by failures above it. */
  worst(tenant: string, journey: Journey): WorstSlices {
    const { judge, clock } = this.sources;
    const now = clock.now();
    const live = judge.current;
    const noted = (live?.judge.noteworthy() ?? []).filter(
      ({ segment, kind }) => kind === 'failure_rate' && segment.tenant === tenant && segment.journey === journey.id,
    );
    return {
      checkedAt: new Date(now).toISOString(),
      slices: noted
        .flatMap((judged) => this.worstOf(judged, journey) ?? [])
        .sort((a, b) => excess(b) - excess(a))
        .slice(0, MOST_WORST),
      normal: Math.max(0, (live?.judge.size ?? 0) - noted.length),
    };
  }

  private standingOf(judged: Judged | undefined, covering: Incident | undefined): StandingAnswer {
    const signal = this.sources.judge.current?.judge.signal('failure_rate');
    const memory = judged === undefined ? undefined : signal?.memory(judged.segment.series);
    if (judged === undefined || signal === undefined || memory === undefined)
      return { ...NOT_JUDGED, missing: covering === undefined ? 'not_judged' : 'covered' };
    const { failed, total, since, evidence, threshold, failedNeeded, lacks } = standing(memory, this.hour, signal.settings(judged.segment));
    const { verdict } = judged;
    const isRising = verdict.state === 'pending' || verdict.state === 'firing' || verdict.state === 'recovering';
    const state = verdict.state === 'no_data' ? 'no_data' : isRising ? 'watch' : verdict.usual?.learning === false ? 'normal' : 'learning';
    const [lack] = lacks;
    return {
      state: covering === undefined ? state : 'covered',
      ...{ total, failed, evidence, threshold },
      since: total > 0 ? new Date(since).toISOString() : null,
      usual: usualOf(verdict),
      missing:
        covering !== undefined
          ? 'covered'
          : verdict.state === 'no_data'
            ? 'traffic'
            : lack === undefined
              ? 'nothing'
              : lack === 'warm'
                ? 'usual'
                : lack,
      failuresToFire: failedNeeded === null || !Number.isFinite(failedNeeded) ? null : failedNeeded,
    };
  }

  private worstOf(
    { segment: { stage, segment, series }, verdict, kind }: Judged,
    journey: Journey,
  ): WorstSlices['slices'][number] | undefined {
    const signal = this.sources.judge.current?.judge.signal(kind);
    const memory = signal?.memory(series);
    const usual = usualOf(verdict);
    if (signal === undefined || memory === undefined || usual === null) return undefined;
    const judged = this.sources.judge.current?.judge.verdictOf(series, kind);
    const { evidence, threshold } = standing(memory, this.hour, judged === undefined ? { depth: 0 } : signal.settings(judged.segment));
    return {
      ...{ stage, segment: { ...segment }, usual },
      stageLabel: unitLabel(journey, stage) ?? { ko: stage, en: stage },
      labels: segmentLabels(journey, segment),
      total: verdict.observed.total,
      failed: verdict.observed.failed,
      since: verdict.since === null ? null : new Date(verdict.since).toISOString(),
      state: 'watch',
      strength: evidence / threshold,
      incident: null,
    };
  }

  private covering({ tenant, journey, stage, segment }: Slice, now: number): Incident | undefined {
    const region = { tenant, journey: journey.id, segment, stages: [stage] };
    return this.sources.judge.current
      ?.incidents(now)
      .find(({ cause, ...incident }) => cause.some((each) => overlaps(journey, region, { ...incident, segment: each.segment })));
  }

  private minutes(fold: Fold, series: number, judged: Judged | undefined): SliceAnswer['series'] {
    const second = Math.floor(this.sources.clock.now() / 1000);
    const band = judged?.verdict.usual;
    return lastMinutes(fold, series, MINUTES, second).map(({ minute, counts }) => ({
      at: new Date(minute * 60_000).toISOString(),
      ...{ total: totalOf(counts), failed: failedOf(counts), low: band?.low ?? null, high: band?.high ?? null },
    }));
  }

  private get hour(): number {
    return this.sources.tierClock.hourOfDay(Math.floor(this.sources.clock.now() / 1000));
  }
}

type StandingAnswer = Pick<
  SliceAnswer,
  'state' | 'total' | 'failed' | 'since' | 'usual' | 'evidence' | 'threshold' | 'missing' | 'failuresToFire'
>;

const NOT_JUDGED: Omit<StandingAnswer, 'missing'> = {
  ...{ state: 'not_judged', total: 0, failed: 0, since: null, usual: null },
  ...{ evidence: null, threshold: null, failuresToFire: null },
};

function excess({ failed, total, usual }: WorstSlices['slices'][number]): number {
  return failed - total * usual.rate;
}
