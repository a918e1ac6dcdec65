import type { Catalogue } from '@tillwatch/catalogue';
import type { SliceFailures as Answer } from '@tillwatch/contract';
import { explainingDimensions, matchesValue, WHOLE_ATTEMPT, type Clock, type ErrorCategory } from '@tillwatch/domain';
import { isLeafIn, type Region } from '@tillwatch/judge';
import { EVIDENCE_COLUMNS, lastFailedAttempts, SLOT_SECONDS, type Counting, type Fold } from '@tillwatch/windows';
import { attemptAnswer } from '../attempts/attempt-answer.js';
import type { Slice } from './slice.js';

/** What failures are read from. */
export interface SliceFailuresSources {
  readonly counting: Counting;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

const HOUR = 3_600;
const [MOST_ERRORS, MOST_ATTEMPTS] = [12, 50];
const FAILED = EVIDENCE_COLUMNS.indexOf('failed');

/** What went wrong in a slice during the last hour: by error, and the last attempts themselves. */
export class SliceFailures {
  constructor(private readonly sources: SliceFailuresSources) {}

  /** Undefined while the counts are being read back. */
  of(slice: Slice): Answer | undefined {
    const { fold } = this.sources.counting;
    if (fold === undefined) return undefined;
    const { journey, stage } = slice;
    const now = Math.floor(this.sources.clock.now() / 1000);
    const hourAgo = now - (now % SLOT_SECONDS) - HOUR;
    const from = Math.max(hourAgo, fold.leaves.from ?? now);
    return {
      ...{ journey: journey.id, stage, from: new Date(from * 1000).toISOString() },
      errors: this.errorsOf(fold, slice, from),
      attempts: this.attemptsOf(fold, slice, hourAgo),
    };
  }

  private errorsOf(fold: Fold, { tenant, journey, stage, segment }: Slice, from: number): Answer['errors'] {
    const kept = explainingDimensions(journey).map(({ id }) => id);
    if (!Object.keys(segment).every((dimension) => kept.includes(dimension))) return null;
    const stages = stage === WHOLE_ATTEMPT ? journey.stages.map(({ id }) => id) : [stage];
    const region: Region = { tenant, journey: journey.id, segment, stages };
    const asked = new Map<number, boolean>();
    const isOwn = (row: number): boolean => {
      const leaf = fold.leaves.rows.describe(row);
      const isIn = asked.get(row) ?? (leaf.stage !== WHOLE_ATTEMPT && isLeafIn(region, journey, leaf));
      asked.set(row, isIn);
      return isIn;
    };
    let failed = 0;
    fold.leaves.each(from, (row, counts, at) => (failed += isOwn(row) ? (counts[at + FAILED] ?? 0) : 0));
    const byError = new Map<number, number>();
    fold.leaves.eachError(from, (row, error, n) => {
      if (isOwn(row)) byError.set(error, (byError.get(error) ?? 0) + n);
    });
    const known = [...byError.values()].reduce((sum, n) => sum + Math.max(0, n), 0);
    return { failed: Math.max(0, failed, known), known, top: this.topOf(fold, byError) };
  }

  private topOf({ names }: Fold, byError: ReadonlyMap<number, number>): NonNullable<Answer['errors']>['top'] {
    return [...byError]
      .filter(([, failed]) => failed > 0)
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_ERRORS)
      .flatMap(([symbol, failed]) => {
        const meaning = names.meaning(symbol);
        if (meaning?.kind !== 'error') return [];
        const category = meaning.category as ErrorCategory;
        return [{ category, code: meaning.code, failed, label: this.sources.catalogue.errors.category(category).label }];
      });
  }

  private attemptsOf(fold: Fold, { tenant, journey, stage, segment }: Slice, from: number): Answer['attempts'] {
    const filters = journey.dimensions.flatMap((dimension) => {
      const pattern = segment[dimension.id];
      if (pattern === undefined) return [];
      return [{ dimension: dimension.id, matches: (value: string) => matchesValue(dimension, pattern, value) }];
    });
    const query = { tenant, journey: journey.id, stage, filters, from, most: MOST_ATTEMPTS };
    return lastFailedAttempts(fold, query).map((record) => {
      const { attempt: _, ...answer } = attemptAnswer(record, '', this.sources.catalogue);
      return answer;
    });
  }
}
