/** One write of a snapshot: append, set, delete, or only prolong the life of a key. */
export interface SnapshotOp {
  readonly key: string;
  readonly op: 'A' | 'S' | 'D' | 'E';
  /** Time to live in seconds; 0 for none. */
  readonly ttl: number;
  readonly value: Buffer | '';
  /** Told the key's new length after an append. */
  readonly grown?: (length: number) => void;
}
