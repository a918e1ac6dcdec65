import type { Clock, Incident, IncidentChange } from '@tillwatch/domain';
import type { IncidentStore } from '@tillwatch/incidents';
import type { Counting, Fold, RangeReader, TierClock } from '@tillwatch/windows';
import { IncidentJudge } from './incident-judge.js';
import type { IncidentRules } from './incident-rules.js';
import { IncidentWriter } from './incident-writer.js';
import { readPast } from './past.js';
import { PeoplesActs } from './peoples-acts.js';
import { readStanding } from './standing-incidents.js';

/** Pause between two rounds, in milliseconds. */
const TICK_MS = 1_000;
/** History must have stopped coming for this long (ms) before usual rates are learnt from it… */
const QUIET_MS = 2_000;
/** …but a long import is looked at every so often (ms). */
const PATIENCE_MS = 60_000;
/** Segments count as judged if the last round is no older than this (ms). */
const PULSE_MS = 10_000;
/** How often what open incidents are judged by is stored (ms). */
const CHECKPOINT_MS = 10_000;
/** The counts may be this far behind (ms) before silence stops saying anything: it may be ours. */
const COMPLETE_WITHIN_MS = 5_000;
/** How long an incident counts as found just now, and how many minutes are stored anew each time (ms). */
const FIRST_MS = 180_000;
const HOUR_MS = 3_600_000;

/** The detector's own sign of life. */
export interface JudgePulse {
  readonly judged10s: number;
  /** When the last round was finished (ms since epoch); 0 while nobody judges the live counts. */
  readonly at: number;
}

/** What live judging runs with. */
export interface LiveJudgeOptions {
  readonly tierClock: TierClock;
  readonly clock: Clock;
  readonly rules: IncidentRules;
  readonly store: IncidentStore;
  readonly onFault: (error: unknown) => void;
}

/** One judge with the counts it judges. */
interface Sitting {
  readonly fold: Fold;
  readonly judge: IncidentJudge;
  readonly writer: IncidentWriter;
}

/** Runs the judge beside the counting: once a second, from the past again after a restart and after an import. */
export class LiveJudge {
  /** Called with every change of an incident once it is stored. */
  onChange: (change: IncidentChange) => void = () => undefined;
  private sitting: Sitting | undefined;
  /** The counts that another process judges by now. */
  private lost: Fold | undefined;
  private history = 0;
  private newHistoryAt = 0;
  private learntAt = 0;
  private busy = false;
  private timer: NodeJS.Timeout | undefined;
  private lastAt = 0;
  private checkpointAt = 0;
  private readonly people: PeoplesActs;

  constructor(
    private readonly counting: Counting,
    private readonly reader: RangeReader,
    private readonly options: LiveJudgeOptions,
  ) {
    this.people = new PeoplesActs(options.store);
  }

  /** The judge of the live counts; undefined while its memory is being rebuilt. */
  get current(): IncidentJudge | undefined {
    const { sitting } = this;
    return sitting !== undefined && sitting.fold === this.counting.fold ? sitting.judge : undefined;
  }

  /** An incident with the numbers of this second; as it is given where it is over, or a newer version than is judged here. */
  latest(incident: Incident): Incident {
    const open = this.current?.incidents(this.options.clock.now()).find(({ id }) => id === incident.id);
    return open !== undefined && open.version >= incident.version ? open : incident;
  }

  /** What the detector did during the ten seconds before `now`. */
  pulse(now: number): JudgePulse {
    const { current } = this;
    // The last round of a judge whose counts are gone says nothing about now.
    if (current === undefined) return { judged10s: 0, at: 0 };
    return { judged10s: now - this.lastAt <= PULSE_MS ? current.judge.size : 0, at: this.lastAt };
  }

  start(): void {
    this.timer ??= setInterval(() => void this.round().catch(this.options.onFault), TICK_MS);
  }

  /** Stops judging, once what was found is stored. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.store().catch(this.options.onFault);
  }

  /** Takes over what a person did to an incident in this process; of what they do in others it hears at its next checkpoint. */
  accept(change: IncidentChange): void {
    this.people.note(change);
    this.takeOver(change);
  }

  private takeOver(change: IncidentChange): void {
    const now = this.options.clock.now();
    this.current?.accept(change.incident, now);
    this.onChange(change);
  }

  /** One round: judges what arrived, or begins from the past where that has changed. */
  async round(): Promise<void> {
    const { fold } = this.counting;
    if (fold === undefined || this.busy || fold === this.lost) return;
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
    const { sitting } = this;
    if (sitting === undefined) return;
    const isComplete = now - this.counting.watermark(now) <= COMPLETE_WITHIN_MS;
    sitting.writer.write(sitting.judge.tick(now, isComplete));
    this.lastAt = now;
    if (now - this.checkpointAt >= CHECKPOINT_MS) await this.store();
  }

  private noteHistory(fold: Fold, now: number): void {
    if (fold !== this.sitting?.fold || fold.history === this.history) return;
    if (this.newHistoryAt === 0) this.learntAt = now;
    this.newHistoryAt = now;
    this.history = fold.history;
  }

  private isStale(fold: Fold, now: number): boolean {
    if (fold !== this.sitting?.fold) return true;
    if (this.newHistoryAt === 0) return false;
    return now - this.newHistoryAt >= QUIET_MS || now - this.learntAt >= PATIENCE_MS;
  }

  /** Stores what was found, and what open incidents are judged by. Where that fails the judge begins anew from what is stored. */
  private async store(): Promise<void> {
    const { sitting } = this;
    if (sitting === undefined || sitting.fold !== this.counting.fold) return;
    this.checkpointAt = this.options.clock.now();
    try {
      await sitting.writer.settled();
      const isOurs = await this.options.store.checkpoint(this.counting.slices.fence, sitting.judge.checkpoint());
      if (!isOurs) this.leave(sitting.fold);
      else await this.storeMinutes(sitting);
      for (const change of await this.people.elsewhere()) this.takeOver(change);
    } catch (error) {
      if (this.sitting === sitting) this.sitting = undefined;
      throw error;
    }
  }

  /** The last minutes of what stands open; of what was found just now the hour before too. */
  private async storeMinutes({ judge, fold }: Sitting): Promise<void> {
    const now = this.options.clock.now();
    const from = (incident: Incident): number => (now - incident.openedAt < FIRST_MS ? incident.startedAt - HOUR_MS : now - FIRST_MS);
    const { fence } = this.counting.slices;
    for (const [id, minutes] of judge.minutes(from)) {
      if (await this.options.store.writeMinutes(fence, id, minutes)) continue;
      this.leave(fold);
      return;
    }
  }

  private async rebuild(fold: Fold, begun: number): Promise<void> {
    const { tierClock, clock, rules, store } = this.options;
    await this.store();
    const { history } = fold;
    await this.people.begin();
    const past = await readPast(this.reader, tierClock, begun);
    const standing = await readStanding(store, begun);
    if (this.counting.fold !== fold) return;
    // Reading takes a while, and a minute that began meanwhile must be among those lived through.
    const now = clock.now();
    rules.lower(standing.wrong);
    const judge = new IncidentJudge(fold, tierClock, rules);
    await judge.rebuild(past, standing, now);
    if (this.counting.fold !== fold) return;
    this.sitting = { fold, judge, writer: this.writerOf(judge, fold) };
    // History that came since the reading began may not be in it: the next round notices it.
    this.history = history;
    this.newHistoryAt = 0;
    this.learntAt = now;
    this.lastAt = now;
  }

  private writerOf(judge: IncidentJudge, fold: Fold): IncidentWriter {
    return new IncidentWriter({
      store: this.options.store,
      fence: () => this.counting.slices.fence,
      memoryOf: (id) => judge.checkpoint().get(id),
      onStored: (change) => this.onChange(change),
      onOthers: (incident: Incident) => judge.accept(incident, this.options.clock.now()),
      onLost: () => this.leave(fold),
    });
  }

  /** Another process judges these counts by now: nothing more is said of them. */
  private leave(fold: Fold): void {
    this.lost = fold;
    if (this.sitting?.fold === fold) this.sitting = undefined;
  }
}
