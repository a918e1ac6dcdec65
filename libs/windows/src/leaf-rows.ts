import { NO_SYMBOL, TupleTable } from '@tillwatch/attempts';
import { MOST_EXPLAINING } from '@tillwatch/domain';
import type { Names } from './names.js';

/** A leaf in words: a stage (or unit) and the values of the journey's explaining dimensions that are known. */
export interface LeafDescription {
  readonly tenant: string;
  readonly journey: string;
  readonly stage: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Gives every distinct leaf (a stage and the values that explain) a row number. Numbers of forgotten rows are used again. */
export class LeafRows {
  private readonly table = new TupleTable(MOST_EXPLAINING + 1);
  private readonly tuple = new Int32Array(MOST_EXPLAINING + 1);
  private readonly described: (LeafDescription | undefined)[] = [];

  constructor(private readonly names: Names) {}

  get size(): number {
    return this.table.size;
  }

  /** One more than the largest row number ever used. */
  get rows(): number {
    return this.table.rows;
  }

  /**
   * The row of a stage's symbol with these values.
   * @param positions which of `values` explain, at most {@link MOST_EXPLAINING}
   */
  row(stage: number, values: ArrayLike<number>, positions: readonly number[]): number {
    this.tuple.fill(NO_SYMBOL);
    this.tuple[0] = stage;
    for (let i = 0; i < positions.length; i++) this.tuple[i + 1] = values[positions[i] ?? 0] ?? NO_SYMBOL;
    return this.table.intern(this.tuple);
  }

  /** The symbols of a row: the stage's, then the values' by explaining dimension. */
  symbols(row: number): readonly number[] {
    return Array.from(this.tuple, (_, i) => this.table.at(row, i));
  }

  /** The row of these symbols, as {@link symbols} gave them. */
  ofSymbols(symbols: ArrayLike<number>): number {
    return this.table.intern(symbols);
  }

  /** The symbol at one place of a row: 0 the stage's, then the values'. */
  symbolAt(row: number, place: number): number {
    return this.table.at(row, place);
  }

  /** What a row stands for. */
  describe(row: number): LeafDescription {
    const known = this.described[row];
    if (known !== undefined) return known;
    const stage = this.names.meaning(this.table.at(row, 0));
    const values: Record<string, string> = {};
    for (let i = 1; i <= MOST_EXPLAINING; i++) {
      const value = this.names.meaning(this.table.at(row, i));
      if (value?.kind === 'value') values[value.dimension] = value.value;
    }
    const of = stage?.kind === 'stage' ? stage : { tenant: '', journey: '', stage: '' };
    const description = { tenant: of.tenant, journey: of.journey, stage: of.stage, values };
    this.described[row] = description;
    return description;
  }

  /** Forgets a row. */
  remove(row: number): void {
    this.table.remove(row);
    this.described[row] = undefined;
  }
}
