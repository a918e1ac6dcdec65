import { TupleTable } from './tuple-table.js';

/** The symbol that stands for "no value". */
export const NO_SYMBOL = 0;

/**
 * The distinct rows of numbers by dimension that open attempts have (their values, or where they are from), kept once and
 * counted by reference.
 */
export class Leaves {
  private readonly table: TupleTable;
  private references = new Int32Array(256);

  /** Called with a leaf that nothing refers to any more: its number is used again. */
  onGone: (leaf: number) => void = () => undefined;

  /** @param width most dimensions any journey has */
  constructor(readonly width: number) {
    this.table = new TupleTable(width, 256);
  }

  get size(): number {
    return this.table.size;
  }

  /** The leaf of these values (by position), holding one more reference to it. */
  hold(values: ArrayLike<number>): number {
    const leaf = this.table.intern(values);
    if (leaf >= this.references.length) {
      const grown = new Int32Array(Math.max(leaf + 1, this.references.length * 2));
      grown.set(this.references);
      this.references = grown;
    }
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

  /** The value of a leaf at a position. */
  at(leaf: number, position: number): number {
    return this.table.at(leaf, position);
  }

  /** Copies the values of a leaf, by position. */
  read(leaf: number, into: Int32Array): Int32Array {
    for (let position = 0; position < this.width; position++) into[position] = this.table.at(leaf, position);
    return into;
  }

  /** Whether a leaf says nothing at all. */
  isEmpty(leaf: number): boolean {
    for (let position = 0; position < this.width; position++) if (this.table.at(leaf, position) !== NO_SYMBOL) return false;
    return true;
  }
}
