import type { LoadedFold } from './load.js';
import type { MergeCandidate } from './merge-queue.js';
import { encodeSlice, readSlice } from './slice-codec.js';
import type { SliceStore } from './slice-store.js';
import type { MergedSlice } from './snapshot-builder.js';

/** A snapshot is written this long after the last one (ms)… */
const EVERY_MS = 2_000;
/** …or as soon as this many events wait. */
const EVERY_EVENTS = 5_000;
/** The lease is renewed when no snapshot did it for this long (ms). */
const RENEW_MS = 3_000;
/** A snapshot this late (ms since the last one) goes before further readers: each other's holds would put it off for ever. */
const OVERDUE_MS = 4_000;

/** Something to wait for until it is opened. */
class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

/** Writes snapshots one after the other. After a fault it writes nothing more: the fold must be loaded again. */
export class SnapshotWriter {
  private under: Promise<void> | undefined;
  private fault: unknown;
  private confirmed: number | undefined;
  private lastAt: number;
  private leasedAt: number;
  /** While readers must wait for a snapshot to go first. */
  private gate: Gate | undefined;
  private writtenLog: string;
  private writtenEvents = 0;
  private holds = 0;

  /** @param log tells the newest log entry that the fold has counted */
  constructor(
    private readonly store: SliceStore,
    private readonly loaded: LoadedFold,
    private readonly log: () => string,
    now: number,
  ) {
    this.lastAt = now;
    this.leasedAt = now;
    this.writtenLog = loaded.log;
    this.confirmed = loaded.number;
  }

  /** Number of the newest snapshot that Redis confirmed; undefined before the first one. */
  get number(): number | undefined {
    return this.confirmed;
  }

  /** Whether a snapshot is under way. */
  get writing(): boolean {
    return this.under !== undefined;
  }

  /** Begins a snapshot if one is due, or keeps the lease. Never waits. */
  tick(now: number): void {
    if (this.under !== undefined || this.fault !== undefined) return;
    // A clock that is set back must not put everything off for as long.
    this.lastAt = Math.min(this.lastAt, now);
    this.leasedAt = Math.min(this.leasedAt, now);
    const due = this.isDue(now);
    if (due && this.holds === 0) {
      this.lastAt = now;
      this.leasedAt = now;
      void this.write().catch(() => undefined);
      return;
    }
    if (due && now - this.lastAt >= OVERDUE_MS) this.gate ??= new Gate();
    if (now - this.leasedAt < RENEW_MS) return;
    this.leasedAt = now;
    void this.next(() => this.renew());
  }

  /** The fault that stopped the writing, if any. */
  takeFault(): Error | undefined {
    if (this.fault === undefined) return undefined;
    return this.fault instanceof Error ? this.fault : new Error('A snapshot failed.', { cause: this.fault });
  }

  /** Begins no snapshot until the returned function is called, so that storage stays as it is while it is read. */
  async hold(): Promise<() => void> {
    while (this.gate !== undefined) await this.gate.opened;
    this.holds++;
    await this.settled();
    let held = true;
    return () => {
      if (held) this.holds--;
      held = false;
    };
  }

  /** Resolves when no snapshot is under way. */
  async settled(): Promise<void> {
    while (this.under !== undefined) await this.under.catch(() => undefined);
  }

  /** Writes nothing more, and resolves when what was under way is over: whoever reads storage afterwards sees all of it. */
  async retire(): Promise<void> {
    this.fault ??= new Error('The counts are being read back.');
    this.openGate();
    await this.settled();
  }

  /** Writes a snapshot of everything counted by now, after the one that may be under way. */
  write(): Promise<void> {
    return this.next(() => this.writeNow());
  }

  /** Takes its place in the queue at once: two that were asked for in the same turn must not both find it free. */
  private next(work: () => Promise<void>): Promise<void> {
    const before = this.under ?? Promise.resolve();
    const under: Promise<void> = before
      .catch(() => undefined)
      .then(work)
      .finally(() => {
        if (this.under === under) this.under = undefined;
      });
    this.under = under;
    return under;
  }

  private async writeNow(): Promise<void> {
    const fault = this.takeFault();
    if (fault !== undefined) throw fault;
    const { fold, builder } = this.loaded;
    try {
      const merged = await this.readBack(builder.merges.due(Math.floor(fold.clock / 1000)));
      // Entries folded while reading back belong to this snapshot too.
      const snapshot = builder.build(this.log(), merged);
      this.writtenLog = snapshot.position.log;
      this.writtenEvents = fold.events;
      // Retired while reading back: storage belongs to whoever comes next.
      const retired = this.takeFault();
      if (retired !== undefined) throw retired;
      await this.store.write(snapshot);
      this.confirmed = snapshot.position.number;
    } catch (error) {
      this.fault ??= error;
      throw error;
    } finally {
      this.openGate();
    }
  }

  private isDue(now: number): boolean {
    if (this.log() === this.writtenLog) return false;
    return now - this.lastAt >= EVERY_MS || this.loaded.fold.events - this.writtenEvents >= EVERY_EVENTS;
  }

  private openGate(): void {
    this.gate?.open();
    this.gate = undefined;
  }

  private async renew(): Promise<void> {
    try {
      if (!(await this.store.renew())) this.fault = new Error('The lease was lost.');
    } catch (error) {
      this.fault = error;
    }
  }

  private async readBack(candidates: readonly MergeCandidate[]): Promise<MergedSlice[]> {
    if (candidates.length === 0) return [];
    const stamp = this.loaded.builder.last;
    const { slices } = await this.store.readSlices(candidates);
    return candidates.flatMap((candidate, i) => {
      const stored = slices[i];
      if (stored === undefined || stored.deltas === null) {
        this.loaded.builder.merges.merged(candidate, 1);
        return [];
      }
      const sums = new Map<number, number>();
      readSlice(stored, this.store.admission, (key, n) => sums.set(key, (sums.get(key) ?? 0) + n));
      return [{ ...candidate, value: encodeSlice(stamp, (visit) => sums.forEach((n, key) => visit(key, n))) }];
    });
  }
}
