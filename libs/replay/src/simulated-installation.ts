import type { Catalogue } from '@tillwatch/catalogue';
import { AGAIN_WITHIN_MS } from '@tillwatch/detection';
import type { IncidentChange, Segment } from '@tillwatch/domain';
import { checkEvents, compileRules, Notices, UserAgents, type RejectedEvent } from '@tillwatch/intake';
import { IncidentJudge, IncidentRules, judgedTogether, type Judged, type SignalKind } from '@tillwatch/judge';
import { logged, UnstoredLedger, type LoggedBatch } from '@tillwatch/ledger';
import { ABSENT, Fold, type TierClock } from '@tillwatch/windows';
import { Archive } from './archive.js';
import { groupsOf, type GroupNumbers, type NumbersQuestion } from './group-numbers.js';

/** Who everything recorded belongs to. */
export const TENANT = 'default';

/** History must have stopped coming for this long (ms) before usual rates are learnt from it, as live… */
const QUIET_MS = 2_000;
/** …but while it goes on it is looked at every so often (ms). */
const PATIENCE_MS = 60_000;
/** After so long without an event the log's clock is moved on, as live (ms). */
const SILENT_MS = 10_000;
/** How often counts leave the fold (ms). */
const ARCHIVE_MS = 60_000;

/** What became of events that were sent. */
export interface Sent {
  readonly accepted: number;
  readonly duplicates: number;
  /** By position in what was sent. */
  readonly rejections: readonly RejectedEvent[];
}

/** What an installation is made of. */
export interface InstallationParts {
  readonly catalogue: Catalogue;
  readonly tierClock: TierClock;
}

/**
 * A whole installation in simulated time: the live door, ledger, windows, detection, explanation and incidents, without HTTP,
 * Redis or a clock of its own. Time is what it is told, in ms since the epoch, and never goes back.
 */
export class SimulatedInstallation {
  readonly catalogue: Catalogue;
  readonly tierClock: TierClock;
  readonly fold: Fold;
  readonly incidents: IncidentJudge;
  private readonly context: Omit<Parameters<typeof checkEvents>[1], 'now' | 'notices'>;
  private readonly ledger = new UnstoredLedger();
  private readonly archive: Archive;
  private archivedAt = 0;
  private learntHistory = 0;
  private learntAt = 0;
  private historyAt = 0;

  constructor({ catalogue, tierClock }: InstallationParts) {
    const { journeys, errors } = catalogue;
    this.catalogue = catalogue;
    this.tierClock = tierClock;
    // Nothing is sealed before the first event: whatever its time, it is counted.
    const settings = { journeys, tierClock, watched: [], judgedTogether: judgedTogether(catalogue), isStored: false };
    this.fold = new Fold(settings, { '1m': 0, '1h': 0, '1d': 0 });
    this.archive = new Archive(this.fold, tierClock);
    this.incidents = new IncidentJudge(this.fold, tierClock, new IncidentRules(catalogue));
    const rules = compileRules(journeys);
    this.context = { tenant: TENANT, merchant: '*', mayBackfill: true, rules, userAgents: new UserAgents(), errors };
  }

  /** Sends events through the door at `now`; a bad one costs no other. */
  send(events: readonly unknown[], now: number): Sent {
    const { accepted, rejections } = checkEvents(events, { ...this.context, now, notices: new Notices() });
    const { batch, duplicates } = this.ledger.append(accepted, now);
    const before = this.fold.history;
    this.apply(batch);
    if (this.fold.history !== before) this.noteHistory(now);
    return { accepted: accepted.length - duplicates, duplicates, rejections };
  }

  /** Whether there is history that nothing was learnt from yet. */
  get hasNewHistory(): boolean {
    return this.fold.history !== this.learntHistory;
  }

  /** Whether usual rates must be learnt from new history now: when it has stopped coming, and now and then while it comes. */
  mustLearn(now: number): boolean {
    if (!this.hasNewHistory) return false;
    return now - this.historyAt >= QUIET_MS || now - this.learntAt >= PATIENCE_MS;
  }

  /** Learns usual rates from the past hours and lives through the last one again. What stands open goes on. */
  async learn(now: number): Promise<void> {
    this.learntHistory = this.fold.history;
    this.learntAt = now;
    this.archive.take(now);
    const memories = this.incidents.checkpoint();
    const known = this.incidents.incidents(now, now - AGAIN_WITHIN_MS);
    const ended = known.filter(({ status }) => status === 'resolved');
    const open = known.filter(({ status }) => status !== 'resolved').map((incident) => ({ incident, memory: memories.get(incident.id) }));
    await this.incidents.rebuild(this.archive.past(now), { open, ended, wrong: [] }, now);
  }

  /** Judges what arrived by `now`. @returns what there is to tell of incidents, in order */
  tick(now: number): IncidentChange[] {
    // The log's clock goes on while nobody sends.
    if (now - this.fold.clock >= SILENT_MS) this.apply(logged([], now));
    return this.incidents.tick(now);
  }

  /** Whether something is open or not plainly normal, so that time alone may change it. */
  isRestless(now: number): boolean {
    return this.incidents.incidents(now).length > 0 || this.incidents.judge.noteworthy().length > 0;
  }

  /** Counts of everything that was sent, by the values of some dimensions. */
  stats(question: NumbersQuestion): GroupNumbers[] {
    return groupsOf(this.fold, (series) => this.archive.totalOf(series), question);
  }

  /** What is said of a stage (or of whole attempts) and segment. */
  judgedOf(of: { readonly journey: string; readonly stage: string }, segment: Segment, kind?: SignalKind): Judged | undefined {
    const series = this.fold.seriesOf({ tenant: TENANT, ...of }, segment);
    return series === ABSENT ? undefined : this.incidents.judge.verdictOf(series, kind);
  }

  private apply(batch: LoggedBatch): void {
    // Before it is counted: what is old by then belongs to no open slice.
    if (batch.at - this.archivedAt >= ARCHIVE_MS) this.archive.take((this.archivedAt = batch.at));
    this.fold.apply(batch);
  }

  private noteHistory(now: number): void {
    // History is a lot at once.
    this.archive.take(now);
    if (this.historyAt <= this.learntAt) this.learntAt = now;
    this.historyAt = now;
  }
}
