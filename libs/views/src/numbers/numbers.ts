import type { Catalogue } from '@tillwatch/catalogue';
import type { CountsAnswer, SeriesAnswer, StatsAnswer } from '@tillwatch/contract';
import { failedOf, failureRate, NO_COUNTS, type Clock, type Counts, type FailureClass } from '@tillwatch/domain';
import {
  CuboidNotKeptError,
  NumbersNotReadyError,
  RangeNotAlignedError,
  readCounts,
  readSeries,
  type Counting,
  type RangeReader,
  type TierClock,
} from '@tillwatch/windows';
import { NumbersError } from './numbers-error.js';
import { parseQuery, type Asker, type NumbersQuery, type RawQuery } from './query.js';
import { stepsOf } from './steps.js';

/** The catalogue entry that stage numbers follow. */
const DEFINITION = 'stage_failure_rate';

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
    const groups = await explained(readCounts(this.sources.reader, { ...query, now }));
    return {
      ...this.frame(query),
      groups: groups.map(({ segment, counts }) => ({ segment, ...countsAnswer(counts, query.failureClass) })),
    };
  }

  /** `GET /v1/series`. @throws NumbersError */
  async series(raw: RawQuery, asker: Asker): Promise<SeriesAnswer> {
    const { query, now } = this.ask(raw, asker);
    const { starts, coarsest, step } = stepsOf(raw, query.range, this.sources.tierClock);
    const groups = await explained(readSeries(this.sources.reader, { ...query, now }, { starts, coarsest }));
    const { watermark } = this.frame(query);
    return {
      ...this.frame(query),
      step,
      groups: groups.map(({ segment, points }) => {
        const known = new Map(points.map(({ at, counts }) => [at, counts]));
        return {
          segment,
          points: starts.map((at, i) => ({
            at: iso(at),
            complete: (starts[i + 1] ?? query.range.to) * 1000 <= Date.parse(watermark),
            ...countsAnswer(known.get(at) ?? NO_COUNTS, query.failureClass),
          })),
        };
      }),
    };
  }

  private ask(raw: RawQuery, asker: Asker): { readonly query: NumbersQuery; readonly now: number } {
    const now = Math.floor(this.sources.clock.now() / 1000);
    return { query: parseQuery(raw, this.sources.catalogue, asker, now), now };
  }

  private frame({ journey, stage, range }: NumbersQuery): Omit<StatsAnswer, 'groups'> {
    const watermark = this.sources.counting.watermark(this.sources.clock.now());
    return {
      journey: journey.id,
      stage,
      from: iso(range.from),
      to: iso(range.to),
      complete: range.to * 1000 <= watermark,
      watermark: new Date(watermark).toISOString(),
      definition: { id: DEFINITION, version: this.sources.catalogue.metric(DEFINITION)?.version ?? 0 },
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
  const { started, system, declined, unknown, abandoned } = counts;
  return { started, system, declined, unknown, abandoned, ...failureRate(failed, total) };
}

/** Says in the API's words why a question cannot be answered. */
async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CuboidNotKeptError) {
      const detail = {
        ko: '집계하지 않는 조합입니다. kept에 있는 조합으로 물어보세요(필터도 기준에 들어갑니다).',
        en: 'This combination of dimensions is not counted. Ask for one of `kept` (filters count as dimensions too).',
      };
      throw new NumbersError('cuboid_not_kept', detail, { kept: error.kept.map((dimensions) => [...dimensions]) });
    }
    if (error instanceof RangeNotAlignedError) {
      const nearest = { from: iso(error.nearest.from), to: iso(error.nearest.to) };
      const detail = {
        ko: `그때의 숫자는 그만큼 잘게 나누어 있지 않습니다. 가장 가까운 기간: ${nearest.from} ~ ${nearest.to}`,
        en: `Counts of that time are not kept apart so finely. The nearest range is ${nearest.from} to ${nearest.to}.`,
      };
      throw new NumbersError('range_not_aligned', detail, { nearest });
    }
    if (error instanceof NumbersNotReadyError) {
      const detail = {
        ko: '집계를 다시 읽는 중입니다. 잠시 뒤 다시 물어보세요.',
        en: 'The counts are being read back. Ask again in a moment.',
      };
      throw new NumbersError('not_ready', detail, { retryAfter: 1 });
    }
    throw error;
  }
}
