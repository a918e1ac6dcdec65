import type { ByteWriter } from '@tillwatch/redis';
import { NO_SYMBOL, type Names } from './names.js';
import { TupleTable } from './tuple-table.js';

/**
 * The distinct combinations of dimension values that open attempts have. All stages of an attempt usually share one,
 * so it is kept once and counted by reference.
 */
export class Leaves {
  private readonly table: TupleTable;
  private readonly references: number[] = [];

  /** Called with a leaf that nothing refers to any more: its number is used again. */
  onGone: (leaf: number) => void = () => undefined;

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
    if (left !== 0) return;
    this.table.remove(leaf);
    this.onGone(leaf);
  }

  /** The values of a leaf, by position. */
  values(leaf: number): number[] {
    const values: number[] = [];
    for (let position = 0; position < this.width; position++) values.push(this.table.at(leaf, position));
    return values;
  }

  /** Writes a leaf's values, as many as it has. */
  write(out: ByteWriter, leaf: number): void {
    let given = 0;
    for (let position = 0; position < this.width; position++) if (this.table.at(leaf, position) !== NO_SYMBOL) given++;
    out.uint(given);
    for (let position = 0; position < this.width; position++) {
      const symbol = this.table.at(leaf, position);
      if (symbol !== NO_SYMBOL) out.uint(symbol);
    }
  }

  /** Whether a leaf says nothing at all. */
  isEmpty(leaf: number): boolean {
    for (let position = 0; position < this.width; position++) if (this.table.at(leaf, position) !== NO_SYMBOL) return false;
    return true;
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
