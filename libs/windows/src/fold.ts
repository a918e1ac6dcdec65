import { ABSENT, Attempts, NO_SYMBOL, OK, STARTED, type AttemptChange, type AttemptRules } from '@tillwatch/attempts';
import { NO_AMOUNT, type Journey, type Segment } from '@tillwatch/domain';
import type { LoggedBatch, LoggedEvent } from '@tillwatch/ledger';
import { Arrivals } from './arrivals.js';
import { AttemptCounts } from './attempt-counts.js';
import { columnOf, reportOf } from './attempt-report.js';
import type { CountedSince } from './combinations.js';
import { Counter } from './counter.js';
import { entryContext, type EntryContext } from './entry-context.js';
import { evidenceOf, NO_EVIDENCE } from './evidence.js';
import type { JudgedTogether } from './judged-combinations.js';
import { LeavesHeard } from './leaves-heard.js';
import { MAX_DEPTH, Names } from './names.js';
import { Receipts } from './receipts.js';
import type { Scope } from './scope.js';
import { Scopes } from './scopes.js';
import { Segments } from './segments.js';
import { SeriesFlags } from './series-flags.js';
import { Slices, type Sealed } from './slices.js';
import type { TierClock } from './tiers.js';

/** What was left uncounted, and why. Only a change of configuration makes these. */
export interface FoldFaults {
  unknownJourney: number;
  unknownStage: number;
}

/** A series in words. `stage` is that of a unit (see unitStage) where whole attempts are counted. */
export interface SeriesDescription {
  readonly tenant: string;
  readonly journey: string;
  readonly stage: string;
  readonly segment: Segment;
}

/** What a fold needs to know of the configuration. */
export interface FoldSettings {
  readonly journeys: readonly Journey[];
  readonly tierClock: TierClock;
  /** Combinations beyond single dimensions that are followed live (board tiles), as sorted dimension names. */
  readonly watched: readonly (readonly string[])[];
  /** What is judged like single values; nothing where absent. */
  readonly judgedTogether?: JudgedTogether;
  /** Whether it is stored: where not, nothing is kept for whoever stores it. True by default. */
  readonly isStored?: boolean;
}

/**
 * Turns the log into counts: a pure function of the log, so that reading it again gives the same state.
 * Holds the open slices, the attempts that can still change, and the names; see `SnapshotBuilder` for how it is stored.
 */
export class Fold {
  readonly names = new Names();
  readonly attempts: Attempts;
  readonly slices: Slices;
  readonly arrivals: Arrivals;
  readonly leaves: LeavesHeard;
  readonly faults: FoldFaults = { unknownJourney: 0, unknownStage: 0 };
  /** The log's clock (ms since epoch): the time of the newest entry. */
  clock = 0;
  /** Events folded since this object was made. */
  events = 0;
  /** Entries with history folded since this object was made: whoever learns from the past looks again when it grows. */
  history = 0;
  readonly scopes: Scopes;
  private readonly receipts = new Receipts();
  private readonly segments: Segments;
  private readonly counter: Counter;
  /** Values of the event at hand, by position: one array for all of them. */
  private readonly values: Int32Array;

  constructor(settings: FoldSettings, sealed: Sealed, since: CountedSince = new Map()) {
    const { names } = this;
    this.scopes = new Scopes(settings.journeys, names, since);
    const { width } = this.scopes;
    this.values = new Int32Array(width);
    this.segments = new Segments(names, width);
    const short = new SeriesFlags((series) => this.scopes.isShort(names.parts(series).stage, names.dimensionsOf(series).join()));
    this.slices = new Slices(settings.tierClock, sealed, (series) => short.of(series));
    this.arrivals = new Arrivals(names, settings.watched, settings.judgedTogether);
    this.leaves = new LeavesHeard(names, settings.isStored);
    this.counter = new Counter(this.slices, this.arrivals);
    const counts = new AttemptCounts(() => this.attempts, this.segments, {
      counter: this.counter,
      arrivals: this.arrivals,
      leaves: this.leaves,
    });
    this.attempts = this.makeAttempts((change) => counts.count(change, this.scopes.at(this.attempts.table.scope[change.row] ?? 0)));
    this.attempts.knowledge.leaves.onGone = (leaf) => this.segments.forget(leaf);
  }

  /** Counts one entry of the log. Entries must come in order, each once. */
  apply(batch: LoggedBatch): void {
    this.clock = Math.max(this.clock, batch.at);
    const clock = Math.floor(this.clock / 1000);
    this.counter.beginEntry(clock);
    this.leaves.now = clock;
    this.arrivals.now = clock;
    this.attempts.sweep(clock);
    for (const { high, low } of batch.erased) this.attempts.erase(high, low);
    const contexts = batch.scopes.map(({ tenant, journey }) => entryContext(batch, this.scopes.of(tenant, journey), this.names));
    for (const event of batch.events) {
      const context = contexts[event.scope];
      if (context === undefined) this.faults.unknownJourney++;
      else {
        this.applyEvent(event, context, clock);
        if (!event.backfill) this.receipts.note(context.scope.number, columnOf(event), { occurredAt: event.occurredAt, at: batch.at });
      }
    }
    this.events += batch.events.length;
    if (batch.events.some(({ backfill }) => backfill)) this.history++;
  }

  /** When the first failure came that happened at `since` or after it (both ms since the epoch); undefined where it is not known any more. */
  receivedSince(tenant: string, journey: string, since: number): number | undefined {
    const scope = this.scopes.of(tenant, journey);
    return scope === undefined ? undefined : this.receipts.firstSince(scope.number, since);
  }

  /** An empty place to read single attempts into. */
  scratchAttempts(): Attempts {
    return this.makeAttempts(() => undefined);
  }

  /** Attempts of a tenant's journey that were told of too late, since the start, to count as such. */
  strayAttempts(tenant: string, journey: string): number {
    const scope = this.scopes.of(tenant, journey);
    return scope === undefined ? 0 : (this.attempts.strays.get(scope.number) ?? 0);
  }

  /** Attempts of a tenant's journey that are under way and not stalled. */
  openAttempts(tenant: string, journey: string): number {
    const scope = this.scopes.of(tenant, journey);
    return scope === undefined ? 0 : (this.attempts.open.get(scope.number) ?? 0);
  }

  /** The series of a stage (or unit) and segment, or {@link ABSENT} where nothing of it was ever counted. */
  seriesOf(of: { readonly tenant: string; readonly journey: string; readonly stage: string }, segment: Segment): number {
    const { tenant, journey } = of;
    const tuple = [this.names.findSymbol({ kind: 'stage', ...of }) ?? ABSENT, NO_SYMBOL, NO_SYMBOL, NO_SYMBOL];
    Object.keys(segment)
      .sort()
      .forEach((dimension, i) => {
        const value = segment[dimension] ?? '';
        tuple[i + 1] = this.names.findSymbol({ kind: 'value', tenant, journey, dimension, value }) ?? ABSENT;
      });
    return tuple.includes(ABSENT) || tuple.length > MAX_DEPTH + 1 ? ABSENT : this.names.findSeries(tuple);
  }

  /** What a series counts; undefined for a number that names none. */
  describe(series: number): SeriesDescription | undefined {
    const { stage, values } = this.names.parts(series);
    const meaning = this.names.meaning(stage);
    if (meaning?.kind !== 'stage') return undefined;
    const segment: Record<string, string> = {};
    for (const symbol of values) {
      const value = this.names.meaning(symbol);
      if (value?.kind === 'value') segment[value.dimension] = value.value;
    }
    return { tenant: meaning.tenant, journey: meaning.journey, stage: meaning.stage, segment };
  }

  private makeAttempts(onChange: (change: AttemptChange) => void): Attempts {
    const { width, stride } = this.scopes;
    const rulesOf = (scope: number): AttemptRules => this.scopes.at(scope).rules;
    return new Attempts({ width, stride, rulesOf, compareValues: (a, b) => this.names.compareValues(a, b), onChange });
  }

  private applyEvent(event: LoggedEvent, context: EntryContext, clock: number): void {
    const { scope } = context;
    const stage = context.stages[event.stage];
    if (stage === undefined) {
      this.faults.unknownStage++;
      return;
    }
    context.pairs.read(event.pairs, this.values);
    const isMany = event.count > 1 || event.spanMs > 0;
    const alone = isMany || scope.journey.attempts === 'single';
    // What stands alone has nothing that could change, unless other tries of its purchase follow.
    const error = context.errors[event.error] ?? NO_SYMBOL;
    const amount = event.currency === context.currency ? event.amount : NO_AMOUNT;
    if (isMany || (alone && event.purchase.high === 0 && event.purchase.low === 0)) this.countAlone(event, { scope, stage, error, amount });
    else {
      this.attempts.report(reportOf(event, { scope: scope.number, stage, error, amount, alone }), this.values, clock);
    }
  }

  /**
   * Counts what stands alone at its stage, and as attempts what it says of them: where every event is a whole attempt all of
   * it; else those that began at the first stage, and those that ended: failed or left at any, succeeded at the last.
   */
  private countAlone(event: LoggedEvent, of: { scope: Scope; stage: number; error: number; amount: number }): void {
    const { scope, stage } = of;
    const segments = scope.segmentsOf(this.values, this.segments);
    const column = columnOf(event);
    const isSingle = scope.journey.attempts === 'single';
    const begins = isSingle || (column === STARTED && stage === 0);
    const ends = column !== STARTED && (isSingle || event.final || column !== OK || stage === scope.rules.stages - 1);
    this.countIn(stage, column, { ...of, event, segments });
    if (begins) this.countIn(this.scopes.stride, STARTED, { ...of, event, segments });
    if (ends) this.countIn(this.scopes.stride, column, { ...of, event, segments });
  }

  private countIn(
    unit: number,
    column: number,
    {
      event,
      scope,
      segments,
      error,
      amount,
    }: { event: LoggedEvent; scope: Scope; segments: readonly number[]; error: number; amount: number },
  ): void {
    const series = this.segments.series(scope.unit(unit), segments);
    this.counter.countSpread(series, event, column);
    const evidence = evidenceOf(column);
    if (evidence === NO_EVIDENCE) return;
    const row = this.leaves.rows.row(scope.unit(unit), this.values, scope.explaining);
    if (event.backfill) this.leaves.learn(row, evidence, event.count);
    else {
      this.leaves.hear(row, evidence, event.count, amount);
      if (error !== NO_SYMBOL && unit < this.scopes.stride) this.leaves.hearError(row, error, event.count);
      this.arrivals.hear(series, evidence, event.count, this.leaves.exclusions.isExcluded(row));
      this.arrivals.arrive(series, event.count);
    }
  }
}
