import { columnOfOutcome, DECLINED, NO_SYMBOL, SYSTEM, UNKNOWN } from '@tillwatch/attempts';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import { recordOf, type AttemptRecord } from './attempt-record.js';
import type { Fold } from './fold.js';
import type { Scope } from './scope.js';
import type { DimensionFilter } from './segment-query.js';

/** Which failed attempts are looked for. */
export interface FailedAttemptsQuery {
  readonly tenant: string;
  readonly journey: string;
  /** Where they failed; whole attempts are those that ended in a failure. */
  readonly stage: string;
  readonly filters: readonly DimensionFilter[];
  /** Failed at this time or later (seconds since the epoch). */
  readonly from: number;
  /** How many, at most. */
  readonly most: number;
}

const FAILED: readonly number[] = [SYSTEM, DECLINED, UNKNOWN];

/** The last attempts that failed, the newest first, of those in memory: whatever failed within a journey's `reviseWithin` is. */
export function lastFailedAttempts(fold: Fold, { tenant, journey, stage, filters, from, most }: FailedAttemptsQuery): AttemptRecord[] {
  const { attempts, scopes } = fold;
  const { table } = attempts;
  const scope = scopes.of(tenant, journey);
  const place = scope?.stagePositionOf(stage);
  if (scope === undefined || (place === undefined && stage !== WHOLE_ATTEMPT)) return [];
  const passes = passing(fold, scope, filters);
  let found: { readonly row: number; readonly at: number }[] = [];
  const keepNewest = (): void => void (found = found.sort((a, b) => b.at - a.at).slice(0, most));
  for (let row = 0; row < table.rows; row++) {
    const at = place === undefined ? endedAt(fold, row) : failedAt(fold, row, place);
    if (at < from || table.scope[row] !== scope.number || !table.has(row) || !passes(row)) continue;
    found.push({ row, at });
    if (found.length >= 4 * most) keepNewest();
  }
  keepNewest();
  return found.map(({ row }) => recordOf(fold, attempts, row));
}

/** When a whole attempt failed; 0 where it did not. */
function endedAt({ attempts: { table } }: Fold, row: number): number {
  return FAILED.includes(table.final[row] ?? 0) ? (table.finalAt[row] ?? 0) : 0;
}

function failedAt({ attempts: { table } }: Fold, row: number, stage: number): number {
  const at = row * table.stride + stage;
  return FAILED.includes(columnOfOutcome(table.outcome[at] ?? 0)) ? (table.outcomeAt[at] ?? 0) : 0;
}

/** Whether the values of a row pass the filters; asked once a value. */
function passing(
  { attempts: { table, knowledge }, names }: Fold,
  scope: Scope,
  filters: readonly DimensionFilter[],
): (row: number) => boolean {
  const tests = filters.map(({ dimension, matches }) => ({
    position: scope.positionOf(dimension),
    matches,
    known: new Map<number, boolean>(),
  }));
  return (row) =>
    tests.every(({ position, matches, known }) => {
      const symbol = position === undefined ? NO_SYMBOL : knowledge.leaves.at(table.leaf[row] ?? 0, position);
      let passes = known.get(symbol);
      if (passes === undefined) {
        const meaning = symbol === NO_SYMBOL ? undefined : names.meaning(symbol);
        known.set(symbol, (passes = meaning?.kind === 'value' && matches(meaning.value)));
      }
      return passes;
    });
}
