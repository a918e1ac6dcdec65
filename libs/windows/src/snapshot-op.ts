/** One write of a snapshot: append, set, delete, put into a hash (field: 16 bytes, then the value), or only prolong a key's life. */
export interface SnapshotOp {
  readonly key: string;
  readonly op: 'A' | 'S' | 'D' | 'H' | 'E';
  /** Time to live in seconds; 0 for none. */
  readonly ttl: number;
  readonly value: Buffer | '';
  /** Told the key's new length after an append. */
  readonly grown?: (length: number) => void;
}
