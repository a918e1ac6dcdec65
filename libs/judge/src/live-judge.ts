import type { Clock } from '@tillwatch/domain';
import type { Counting, Fold, RangeReader, TierClock } from '@tillwatch/windows';
import { Judge } from './judge.js';
import { readPast } from './past.js';

/** Pause between two rounds, in milliseconds. */
const TICK_MS = 1_000;
/** History must have stopped coming for this long (ms) before usual rates are learnt from it… */
const QUIET_MS = 2_000;
/** …but a long import is looked at every so often (ms). */
const PATIENCE_MS = 60_000;
/** Segments count as judged if the last round is no older than this (ms). */
const PULSE_MS = 10_000;

/** The detector's own sign of life. */
export interface JudgePulse {
  readonly judged10s: number;
  /** When the last round was finished (ms since epoch); 0 while nobody judges the live counts. */
  readonly at: number;
}

/** Runs the judge beside the counting: once a second, from the past again after a restart and after an import. */
export class LiveJudge {
  private judge: Judge | undefined;
  private fold: Fold | undefined;
  private history = 0;
  private newHistoryAt = 0;
  private learntAt = 0;
  private busy = false;
  private timer: NodeJS.Timeout | undefined;
  private lastAt = 0;

  constructor(
    private readonly counting: Counting,
    private readonly reader: RangeReader,
    private readonly options: { readonly tierClock: TierClock; readonly clock: Clock; readonly onFault: (error: unknown) => void },
  ) {}

  /** The judge of the live counts; undefined while its memory is being rebuilt. */
  get current(): Judge | undefined {
    return this.fold !== undefined && this.fold === this.counting.fold ? this.judge : undefined;
  }

  /** What the detector did during the ten seconds before `now`. */
  pulse(now: number): JudgePulse {
    const { current } = this;
    // The last round of a judge whose counts are gone says nothing about now.
    if (current === undefined) return { judged10s: 0, at: 0 };
    return { judged10s: now - this.lastAt <= PULSE_MS ? current.size : 0, at: this.lastAt };
  }

  start(): void {
    this.timer ??= setInterval(() => void this.round().catch(this.options.onFault), TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** One round: judges what arrived, or begins from the past where that has changed. */
  async round(): Promise<void> {
    const { fold } = this.counting;
    if (fold === undefined || this.busy) return;
    const now = this.options.clock.now();
    this.noteHistory(fold, now);
    if (this.isStale(fold, now)) {
      this.busy = true;
      try {
        await this.rebuild(fold, now);
      } finally {
        this.busy = false;
      }
      return;
    }
    this.judge?.tick(now);
    this.lastAt = now;
  }

  private noteHistory(fold: Fold, now: number): void {
    if (fold !== this.fold || fold.history === this.history) return;
    if (this.newHistoryAt === 0) this.learntAt = now;
    this.newHistoryAt = now;
    this.history = fold.history;
  }

  private isStale(fold: Fold, now: number): boolean {
    if (fold !== this.fold) return true;
    if (this.newHistoryAt === 0) return false;
    return now - this.newHistoryAt >= QUIET_MS || now - this.learntAt >= PATIENCE_MS;
  }

  private async rebuild(fold: Fold, begun: number): Promise<void> {
    const { history } = fold;
    const past = await readPast(this.reader, this.options.tierClock, begun);
    if (this.counting.fold !== fold) return;
    // Reading takes a while, and a minute that began meanwhile must be among those lived through.
    const now = this.options.clock.now();
    const judge = new Judge(fold, this.options.tierClock);
    await judge.rebuild(past, now);
    if (this.counting.fold !== fold) return;
    this.judge = judge;
    this.fold = fold;
    // History that came since the reading began may not be in it: the next round notices it.
    this.history = history;
    this.newHistoryAt = 0;
    this.learntAt = now;
    this.lastAt = now;
  }
}
