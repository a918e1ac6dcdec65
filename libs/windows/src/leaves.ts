import { NO_SYMBOL, type Names } from './names.js';
import { TupleTable } from './tuple-table.js';

/**
 * The distinct combinations of dimension values that open attempts have. All stages of an attempt usually share one,
 * so it is kept once and counted by reference.
 */
export class Leaves {
  private readonly table: TupleTable;
  private readonly references: number[] = [];

  /** @param width most dimensions any journey has */
  constructor(
    readonly width: number,
    private readonly names: Names,
  ) {
    this.table = new TupleTable(width, 256);
  }

  get size(): number {
    return this.table.size;
  }

  /** The leaf of these values (symbols by position), holding one more reference to it. */
  hold(values: ArrayLike<number>): number {
    const leaf = this.table.intern(values);
    this.references[leaf] = (this.references[leaf] ?? 0) + 1;
    return leaf;
  }

  /** Gives up one reference. */
  release(leaf: number): void {
    const left = (this.references[leaf] ?? 1) - 1;
    this.references[leaf] = left;
    if (left === 0) this.table.remove(leaf);
  }

  /** The values of a leaf, by position. */
  values(leaf: number): number[] {
    return Array.from({ length: this.width }, (_, position) => this.table.at(leaf, position));
  }

  /** An order of leaves by what they say, the same in every process. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    const [left, right] = [this.text(a), this.text(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  private text(leaf: number): string {
    return this.values(leaf)
      .map((symbol) => {
        const meaning = symbol === NO_SYMBOL ? undefined : this.names.meaning(symbol);
        return meaning?.kind === 'value' ? `${meaning.dimension}=${meaning.value}` : '';
      })
      .join('\u0000');
  }
}
