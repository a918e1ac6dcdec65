import type { LoggedBatch } from '@tillwatch/ledger';
import { NO_SYMBOL } from '@tillwatch/attempts';
import type { Names } from './names.js';
import type { Scope } from './scope.js';

/** Not looked up yet; a dimension that the journey does not declare (any more). */
const UNKNOWN = -1;
const UNDECLARED = -2;

/** What the events of one log entry and scope share. */
export interface EntryContext {
  readonly scope: Scope;
  /** Positions by the entry's stage numbers; undefined where the journey has no such stage (any more). */
  readonly stages: readonly (number | undefined)[];
  readonly pairs: PairValues;
  /** Symbols by the entry's error numbers. */
  readonly errors: readonly number[];
  /** The entry's number of the currency that is summed; -1 where it has none of it. */
  readonly currency: number;
}

/** The context of an entry's events in one scope; undefined where there is no such scope. */
export function entryContext(batch: LoggedBatch, scope: Scope | undefined, names: Names): EntryContext | undefined {
  if (scope === undefined) return undefined;
  const { tenant } = scope;
  const errors = batch.errors.map(({ category, code }) => names.errorSymbol(tenant, category, code));
  return {
    ...{ errors, scope },
    stages: batch.stages.map((id) => scope.stagePositionOf(id)),
    pairs: new PairValues(scope, batch.pairs),
    currency: batch.currencies.indexOf(scope.journey.currency ?? ''),
  };
}

/** The dimension=value pairs of one log entry in the numbers of one scope, each looked up once, when an event has it. */
class PairValues {
  private readonly positions: Int32Array;
  private readonly symbols: Int32Array;

  constructor(
    private readonly scope: Scope,
    private readonly pairs: LoggedBatch['pairs'],
  ) {
    this.positions = new Int32Array(pairs.length).fill(UNKNOWN);
    this.symbols = new Int32Array(pairs.length);
  }

  /** Writes the symbols of an event's pairs into `values`, by the position of their dimension. */
  read(indices: readonly number[], values: Int32Array): void {
    values.fill(NO_SYMBOL);
    for (const index of indices) {
      const position = this.positions[index] === UNKNOWN ? this.lookUp(index) : (this.positions[index] ?? UNDECLARED);
      if (position >= 0) values[position] = this.symbols[index] ?? NO_SYMBOL;
    }
  }

  private lookUp(index: number): number {
    const pair = this.pairs[index];
    const position = pair === undefined ? UNDECLARED : (this.scope.positionOf(pair.dimension) ?? UNDECLARED);
    this.positions[index] = position;
    if (pair !== undefined && position >= 0) this.symbols[index] = this.scope.value(position, pair.value);
    return position;
  }
}
