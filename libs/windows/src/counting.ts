import { randomBytes } from 'node:crypto';
import type { Clock } from '@tillwatch/domain';
import { appendClockTick, compareLogIds, lastLogId, readLog, type LogEntry } from '@tillwatch/ledger';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { AttemptArchive } from './attempt-archive.js';
import type { Fold, FoldSettings } from './fold.js';
import { loadFold, type LoadedFold } from './load.js';
import { paceOf } from './pace-names.js';
import { SnapshotWriter } from './snapshot-writer.js';
import { SliceStore } from './slice-store.js';

/** Connections of one counting process; `reader` waits inside Redis and is used for nothing else. */
export interface CountingConnections {
  readonly redis: Redis;
  readonly reader: Redis;
}

/** How the counting runs. */
export interface CountingOptions extends FoldSettings {
  readonly keys: KeySpace;
  readonly clock: Clock;
  /** This process owns its Redis: no other can be writing, so a former holder's lease need not be waited for. */
  readonly alone: boolean;
  readonly onFault: (what: string, error: unknown) => void;
  /** Up to when everything that came was taken, where somebody knows that of the door (both ms since the epoch). */
  readonly takenUntil?: (now: number) => number;
}

/** `loading` while reading back, `standby` while another process counts. */
export type CountingState = 'loading' | 'counting' | 'standby' | 'stopped';

/** Longest wait inside Redis for the next entry, in milliseconds; also how often a silent log is noticed. */
const READ_WAIT_MS = 400;
/** After this long without an entry one is appended, so that the log's clock goes on. */
const SILENCE_MS = 10_000;
/** Events this young may still be on their way through the door (DESIGN: watermark of pushed sources). */
const WATERMARK_LAG_MS = 2_000;
/** How often it is stored how long stages usually take, and looked whether old attempts take too much, in milliseconds. */
const TIDY_MS = 60_000;
/** What failed attempts may take in Redis once memory has let them go; beyond it the oldest go early. */
const ARCHIVE_BYTES = 256 * 1024 * 1024;
/** Longest time of counting without letting other work have its turn, in milliseconds. */
const TURN_MS = 20;
/** Pause between tries while Redis is away or another process counts. */
const RETRY_MS = 250;

/**
 * Follows the log and keeps the counts: reads entries, folds them, has snapshots written, and after any fault throws
 * everything away and reads it back, because storage and log together always give the same state.
 */
export class Counting {
  state: CountingState = 'loading';
  private readonly store: SliceStore;
  private readonly archive: AttemptArchive;
  private current: LoadedFold | undefined;
  private writer: SnapshotWriter | undefined;
  private log = '0-0';
  private caughtUpAt = 0;
  private lastEntryAt = 0;
  private tidiedAt = 0;
  private running: Promise<void> | undefined;
  /** Set by {@link stop} and by nothing that was under way when it came. */
  private ending: Promise<void> | undefined;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly connections: CountingConnections,
    private readonly options: CountingOptions,
  ) {
    this.store = new SliceStore(connections.redis, options.keys, randomBytes(9).toString('base64url'));
    this.archive = new AttemptArchive(connections.redis, options.keys);
  }

  /** Called with every fold that was read back, before it counts anything new. */
  onLoaded: (fold: Fold) => void = () => undefined;

  /** The live counts; undefined while they are being read back. */
  get fold(): Fold | undefined {
    return this.state === 'counting' ? this.current?.fold : undefined;
  }

  /** Stored counts, for readers of ranges. */
  get slices(): SliceStore {
    return this.store;
  }

  /** The snapshot writer of the live counts. */
  get snapshots(): SnapshotWriter | undefined {
    return this.state === 'counting' ? this.writer : undefined;
  }

  /** Up to when events are complete (ms since epoch): falls behind when the door, Redis or this process does. */
  watermark(now: number): number {
    const caughtUp = now - this.caughtUpAt <= 3 * READ_WAIT_MS ? now : this.caughtUpAt;
    return Math.min(caughtUp, this.options.takenUntil?.(now) ?? now) - WATERMARK_LAG_MS;
  }

  /** Begins to count. Returns at once; `state` tells how far it is. */
  start(): void {
    this.running ??= this.run();
  }

  /** Stops after a last snapshot, and gives the lease back. */
  stop(): Promise<void> {
    return (this.ending ??= this.end());
  }

  /**
   * Waits until everything that is in the log by now is counted.
   * @returns false where that did not happen within `limitMs`
   */
  async caughtUp(limitMs: number): Promise<boolean> {
    const until = performance.now() + limitMs;
    const target = await lastLogId(this.connections.redis, this.options.keys);
    while (this.state !== 'counting' || compareLogIds(this.log, target) < 0) {
      const left = until - performance.now();
      if (left <= 0 || this.isStopping()) return false;
      await this.nextChange(left);
    }
    return true;
  }

  private nextChange(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      this.waiting.add(done);
    });
  }

  private changed(): void {
    for (const done of [...this.waiting]) done();
  }

  private async run(): Promise<void> {
    while (!this.isStopping()) {
      try {
        if (await this.load()) await this.follow();
      } catch (error) {
        this.options.onFault('counting', error);
        // Before the next one reads what is stored, and before a stop could store half an entry.
        await this.writer?.retire();
      }
      if (this.isStopping()) return;
      if (this.state !== 'standby') this.state = 'loading';
      this.current = undefined;
      this.writer = undefined;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** A method, so that the compiler does not take an earlier look for granted across an await. */
  private isStopping(): boolean {
    return this.ending !== undefined;
  }

  private async end(): Promise<void> {
    this.connections.reader.disconnect();
    this.changed();
    await this.running;
    try {
      if (this.state === 'counting') await this.writer?.write();
      await this.store.release();
    } catch (error) {
      this.options.onFault('last snapshot', error);
    }
    this.state = 'stopped';
  }

  private async load(): Promise<boolean> {
    const taken = await this.store.takeOver(this.options.alone);
    if (this.isStopping()) return false;
    if ('heldForMs' in taken) {
      this.state = 'standby';
      return false;
    }
    const now = this.options.clock.now();
    const loaded = await loadFold(this.store, taken, this.options, now);
    if (this.isStopping()) return false;
    this.current = loaded;
    this.log = loaded.log;
    this.writer = new SnapshotWriter(this.store, loaded, () => this.log, now);
    this.onLoaded(loaded.fold);
    this.state = 'counting';
    this.lastEntryAt = now;
    this.tidiedAt = now;
    this.changed();
    return true;
  }

  private async follow(): Promise<void> {
    const { clock, keys } = this.options;
    while (!this.isStopping() && this.current !== undefined && this.writer !== undefined) {
      const entries = await this.readOn();
      const now = clock.now();
      if (entries.length < 100) this.caughtUpAt = now;
      if (entries.length > 0) await this.apply(this.current.fold, this.writer, entries);
      else if (now - this.lastEntryAt > SILENCE_MS) await appendClockTick(this.connections.redis, keys, now);
      await this.tidy(this.current.fold, now);
      this.writer.tick(now);
      const fault = this.writer.takeFault();
      if (fault !== undefined) throw fault;
    }
  }

  /** What is done once a minute beside the counting. */
  private async tidy(fold: Fold, now: number): Promise<void> {
    if (Math.abs(now - this.tidiedAt) < TIDY_MS) return;
    this.tidiedAt = now;
    await this.store.writePace(paceOf(fold));
    await this.archive.trim(now, ARCHIVE_BYTES);
  }

  /** The next entries; none where a stop ended the waiting. */
  private async readOn(): Promise<LogEntry[]> {
    try {
      return await readLog(this.connections.reader, this.options.keys, this.log, READ_WAIT_MS);
    } catch (error) {
      if (this.isStopping()) return [];
      throw error;
    }
  }

  /** Counts entries, letting other work have its turn: reading back a lot must not make the door or the screens wait. */
  private async apply(fold: Fold, writer: SnapshotWriter, entries: readonly LogEntry[]): Promise<void> {
    let turn = performance.now();
    for (const { id, batch } of entries) {
      fold.apply(batch);
      this.log = id;
      if (performance.now() - turn < TURN_MS) continue;
      this.changed();
      writer.tick(this.options.clock.now());
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
    this.lastEntryAt = this.options.clock.now();
    this.changed();
  }
}
