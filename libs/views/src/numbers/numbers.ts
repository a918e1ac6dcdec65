import type { Catalogue } from '@tillwatch/catalogue';
import type { CountsAnswer, PurchaseCounts, SeriesAnswer, StatsAnswer } from '@tillwatch/contract';
import { failedOf, failureRate, NO_COUNTS, totalOf, WHOLE_ATTEMPT, type Clock, type Counts, type FailureClass } from '@tillwatch/domain';
import { readCounts, readSeries, type Counting, type RangeReader, type TierClock, type UnitCounts } from '@tillwatch/windows';
import { explained } from './explained.js';
import { restOf } from './rest.js';
import { boundsAt } from './query-range.js';
import { parseQuery, type Asker, type NumbersQuery, type RawQuery } from './query.js';
import { checkPoints, stepsOf } from './steps.js';

/** The catalogue entries that numbers of stages and of whole attempts follow. */
const DEFINITION = { stage: 'stage_failure_rate', attempt: 'attempt_failure_rate' } as const;

/** What the answers are made of. */
export interface NumbersSources {
  readonly catalogue: Catalogue;
  readonly counting: Counting;
  readonly reader: RangeReader;
  readonly tierClock: TierClock;
  readonly clock: Clock;
}

/** Answers questions about counts over a time range. */
export class Numbers {
  constructor(private readonly sources: NumbersSources) {}

  /** `GET /v1/stats`. @throws NumbersError */
  async stats(raw: RawQuery, asker: Asker): Promise<StatsAnswer> {
    const { query, now } = this.ask(raw, asker);
    const { reader, counting } = this.sources;
    const groups = await explained(readCounts(reader, { ...query, now }));
    const rest = await restOf({ ...query, now }, groups, { reader, fold: counting.fold });
    return {
      ...this.frame(query),
      rest: rest === undefined ? null : unitAnswer(rest, query),
      groups: groups.map(({ segment, ...counts }) => ({ segment, ...unitAnswer(counts, query) })),
    };
  }

  /** `GET /v1/series`. @throws NumbersError */
  async series(raw: RawQuery, asker: Asker): Promise<SeriesAnswer> {
    const { query, now } = this.ask(raw, asker);
    const { starts, coarsest, step } = stepsOf(raw, query.range, this.sources.tierClock);
    const groups = await explained(readSeries(this.sources.reader, { ...query, now }, { starts, coarsest }));
    checkPoints(groups.length, starts.length);
    const { watermark } = this.frame(query);
    return {
      ...this.frame(query),
      step,
      groups: groups.map(({ segment, points }) => {
        const known = new Map(points.map(({ at, ...counts }) => [at, counts]));
        return {
          segment,
          points: starts.map((at, i) => ({
            at: iso(at),
            complete: (starts[i + 1] ?? query.range.to) * 1000 <= Date.parse(watermark),
            ...unitAnswer(known.get(at) ?? { counts: NO_COUNTS, beside: query.beside.map(() => NO_COUNTS) }, query),
          })),
        };
      }),
    };
  }

  private ask(raw: RawQuery, asker: Asker): { readonly query: NumbersQuery; readonly now: number } {
    const now = Math.floor(this.sources.clock.now() / 1000);
    const bounds = boundsAt(now, this.sources.tierClock);
    return { query: parseQuery(raw, this.sources.catalogue, asker, bounds), now };
  }

  private frame({ journey, stage, range }: NumbersQuery): Omit<StatsAnswer, 'groups' | 'rest'> {
    const watermark = this.sources.counting.watermark(this.sources.clock.now());
    const definition = stage === WHOLE_ATTEMPT ? DEFINITION.attempt : DEFINITION.stage;
    return {
      journey: journey.id,
      stage: stage === WHOLE_ATTEMPT ? null : stage,
      from: iso(range.from),
      to: iso(range.to),
      complete: range.to * 1000 <= watermark,
      watermark: new Date(watermark).toISOString(),
      definition: { id: definition, version: this.sources.catalogue.metric(definition)?.version ?? 0 },
    };
  }
}

function iso(second: number): string {
  return new Date(second * 1000).toISOString();
}

/** Counts as the API gives them. With a class, only failures of that class count as failed; the total stays. */
export function countsAnswer(counts: Counts, failureClass?: FailureClass): CountsAnswer {
  const total = counts.ok + failedOf(counts);
  const failed = failureClass === undefined ? failedOf(counts) : counts[failureClass];
  const { started, system, declined, unknown, abandoned, stalled } = counts;
  return { started, system, declined, unknown, abandoned, stalled, ...failureRate(failed, total) };
}

/** Counts of a stage or of whole attempts; of the latter also what purchases came to. */
function unitAnswer(
  { counts, beside: [retry, superseded] }: UnitCounts,
  { failureClass }: NumbersQuery,
): CountsAnswer & { firstTry?: PurchaseCounts; final?: PurchaseCounts } {
  const answer = countsAnswer(counts, failureClass);
  if (retry === undefined || superseded === undefined) return answer;
  return { ...answer, firstTry: purchasesOf(counts, retry, failureClass), final: purchasesOf(counts, superseded, failureClass) };
}

/** What is left of attempts without those that are counted apart. */
function purchasesOf(all: Counts, apart: Counts, failureClass: FailureClass | undefined): PurchaseCounts {
  const failedIn = (counts: Counts): number => (failureClass === undefined ? failedOf(counts) : counts[failureClass]);
  return { abandoned: all.abandoned - apart.abandoned, ...failureRate(failedIn(all) - failedIn(apart), totalOf(all) - totalOf(apart)) };
}
