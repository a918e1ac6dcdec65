/**
 * A bounded map that forgets what was not asked for lately: two halves, of which the older is dropped whole when the newer
 * is full. Being asked for costs nothing but the look; keeping exact order cost more than all of a hit's other work.
 */
export class Recent<V> {
  private newer = new Map<string, V>();
  private older = new Map<string, V>();

  /** @param limit most entries of both halves together */
  constructor(private readonly limit: number) {}

  get size(): number {
    return this.newer.size + this.older.size;
  }

  get(key: string): V | undefined {
    const value = this.newer.get(key);
    if (value !== undefined) return value;
    const old = this.older.get(key);
    if (old !== undefined) {
      this.older.delete(key);
      this.set(key, old);
    }
    return old;
  }

  set(key: string, value: V): void {
    if (this.newer.size >= this.limit / 2) {
      this.older = this.newer;
      this.newer = new Map();
    }
    this.newer.set(key, value);
  }
}
