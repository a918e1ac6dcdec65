import { columnOfOutcome, FLAG, isReported, NO_SYMBOL, REPORTER_BITS, reporterOf, type Attempts } from '@tillwatch/attempts';
import { COUNT_COLUMNS, REPORTERS, type CountColumn, type ErrorCategory, type Reporter, type Segment } from '@tillwatch/domain';
import type { Fold } from './fold.js';

/** What is known of one stage of an attempt. Times are seconds since the epoch. */
export interface StageRecord {
  readonly stage: string;
  readonly startedAt?: number;
  readonly outcome?: CountColumn;
  readonly outcomeAt?: number;
  /** Whose word the outcome is; absent where nobody reported it: it follows from later stages or from a deadline. */
  readonly decidedBy?: Reporter;
  /** Who spoke of the stage at all. */
  readonly reportedBy: readonly Reporter[];
  readonly error?: { readonly category: ErrorCategory; readonly code: string };
}

/** What is known of one attempt. */
export interface AttemptRecord {
  readonly tenant: string;
  readonly journey: string;
  /** The attempt's hash. */
  readonly high: number;
  readonly low: number;
  readonly startedAt: number;
  /** Absent while it is under way. */
  readonly outcome?: CountColumn;
  readonly outcomeAt?: number;
  readonly dimensions: Segment;
  /** Other tries of the same purchase began before it; another one stands for it. */
  readonly isRetry: boolean;
  readonly isSuperseded: boolean;
  readonly stages: readonly StageRecord[];
}

/** Reads an attempt's row. `attempts`: the fold's own, or others read with its names. */
export function recordOf(fold: Fold, attempts: Attempts, row: number): AttemptRecord {
  const { table } = attempts;
  const { tenant, journey } = fold.scopes.at(table.scope[row] ?? 0);
  const flags = table.flags[row] ?? 0;
  const finalAt = table.finalAt[row] ?? 0;
  const outcome = finalAt === 0 ? undefined : COUNT_COLUMNS[table.final[row] ?? 0];
  return {
    tenant,
    journey: journey.id,
    ...table.hash(row),
    startedAt: table.birth[row] ?? 0,
    ...(outcome === undefined ? {} : { outcome, outcomeAt: finalAt }),
    dimensions: dimensionsOf(fold, attempts, row),
    isRetry: (flags & FLAG.retry) !== 0,
    isSuperseded: (flags & FLAG.superseded) !== 0,
    stages: journey.stages.flatMap(({ id }, stage) => stageRecord(fold, attempts, { stage: id, place: row * table.stride + stage })),
  };
}

function dimensionsOf({ names }: Fold, { table, knowledge }: Attempts, row: number): Segment {
  const dimensions: Record<string, string> = {};
  for (let position = 0; position < knowledge.leaves.width; position++) {
    const symbol = knowledge.leaves.at(table.leaf[row] ?? 0, position);
    const meaning = symbol === NO_SYMBOL ? undefined : names.meaning(symbol);
    if (meaning?.kind === 'value') dimensions[meaning.dimension] = meaning.value;
  }
  return dimensions;
}

function stageRecord({ names }: Fold, { table, errors }: Attempts, of: { stage: string; place: number }): StageRecord[] {
  const { stage, place } = of;
  const started = table.startedAt[place] ?? 0;
  const packed = table.outcome[place] ?? 0;
  const who = table.who[place] ?? 0;
  if (started === 0 && packed === 0 && who === 0) return [];
  const column = packed === 0 ? undefined : COUNT_COLUMNS[columnOfOutcome(packed)];
  const decidedBy = isReported(packed) ? reporterOf(packed) : undefined;
  const error = names.meaning(errors.get(place) ?? NO_SYMBOL);
  return [
    {
      stage,
      ...(started === 0 ? {} : { startedAt: started }),
      ...(column === undefined ? {} : { outcome: column, outcomeAt: table.outcomeAt[place] ?? 0 }),
      ...(decidedBy === undefined ? {} : { decidedBy }),
      reportedBy: REPORTERS.filter((reporter) => (who & REPORTER_BITS[reporter]) !== 0),
      ...(error?.kind === 'error' ? { error: { category: error.category as ErrorCategory, code: error.code } } : {}),
    },
  ];
}
