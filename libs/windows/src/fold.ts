import type { Journey, Segment } from '@tillwatch/domain';
import type { LoggedBatch, LoggedEvent } from '@tillwatch/ledger';
import { Arrivals, type Counted } from './arrivals.js';
import { Cells, type Report } from './cells.js';
import { ABANDONED, columnOf, STARTED } from './column.js';
import type { CountedSince } from './combinations.js';
import { entryContext, type EntryContext } from './entry-context.js';
import { Leaves } from './leaves.js';
import { MAX_DEPTH, Names, NO_SYMBOL } from './names.js';
import { Scope, type DimensionUse } from './scope.js';
import { Segments } from './segments.js';
import { SeriesFlags } from './series-flags.js';
import { Slices, type Sealed, type Targets } from './slices.js';
import type { SliceTable } from './slice-table.js';
import { spread } from './spread.js';
import type { TierClock } from './tiers.js';
import { ABSENT } from './tuple-table.js';

/** What was left uncounted, and why. Only a change of configuration makes these. */
export interface FoldFaults {
  unknownJourney: number;
  unknownStage: number;
}

/** A series in words. */
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
}

/**
 * Turns the log into counts: a pure function of the log, so that reading it again gives the same state.
 * Holds the open slices, the pairs that can still be revised, and the names; see `Snapshots` for how it is stored.
 */
export class Fold {
  readonly names = new Names();
  readonly leaves: Leaves;
  readonly cells: Cells;
  readonly slices: Slices;
  readonly arrivals: Arrivals;
  readonly faults: FoldFaults = { unknownJourney: 0, unknownStage: 0 };
  /** The log's clock (ms since epoch): the time of the newest entry. */
  clock = 0;
  /** Events folded since this object was made. */
  events = 0;
  /** Entries with history folded since this object was made: whoever learns from the past looks again when it grows. */
  history = 0;
  private readonly journeys: ReadonlyMap<string, Journey>;
  private readonly scopes = new Map<string, Scope>();
  private readonly segments = new Segments(this.names);
  /** By finest slice, for the entry at hand: between entries slices are sealed and leave memory. */
  private readonly targetsOfSlice = new Map<number, Targets>();
  /** Values of the event at hand, by position: one array for all of them. */
  private readonly values: Int32Array;

  constructor(
    settings: FoldSettings,
    sealed: Sealed,
    private readonly since: CountedSince = new Map(),
  ) {
    this.journeys = new Map(settings.journeys.map((journey) => [journey.id, journey]));
    const width = Math.max(1, ...settings.journeys.map(({ dimensions }) => dimensions.length));
    this.values = new Int32Array(width);
    this.leaves = new Leaves(width, this.names);
    this.leaves.onGone = (leaf) => this.segments.forget(leaf);
    this.cells = new Cells(this.leaves);
    const short = new SeriesFlags((series) => this.isShort(series));
    this.slices = new Slices(settings.tierClock, sealed, (series) => short.of(series));
    this.arrivals = new Arrivals(this.names, settings.watched);
    this.names.onSymbol = (id, meaning) => {
      if (meaning.kind === 'value') this.scope(meaning.tenant, meaning.journey)?.learn(meaning.dimension, meaning.value, id);
    };
  }

  /** Counts one entry of the log. Entries must come in order, each once. */
  apply(batch: LoggedBatch): void {
    this.clock = Math.max(this.clock, batch.at);
    this.cells.expire(Math.floor(this.clock / 60_000));
    this.targetsOfSlice.clear();
    const contexts = batch.scopes.map(({ tenant, journey }) => entryContext(batch, this.scope(tenant, journey)));
    for (const event of batch.events) {
      const context = contexts[event.scope];
      if (context === undefined) this.faults.unknownJourney++;
      else this.applyEvent(event, context);
    }
    this.events += batch.events.length;
    if (batch.events.some(({ backfill }) => backfill)) this.history++;
  }

  /** Series that an outcome with these values would be counted in; for tests and the readers of the fold. */
  scope(tenant: string, journeyId: string): Scope | undefined {
    const key = `${tenant}\u0000${journeyId}`;
    let scope = this.scopes.get(key);
    const journey = this.journeys.get(journeyId);
    if (scope === undefined && journey !== undefined) {
      scope = new Scope(tenant, journey, this.names, this.since);
      this.scopes.set(key, scope);
    }
    return scope;
  }

  /** How full each tenant's dimensions are. */
  uses(): { readonly tenant: string; readonly journey: string; readonly dimensions: readonly DimensionUse[] }[] {
    return [...this.scopes.values()].map(({ tenant, journey, uses }) => ({ tenant, journey: journey.id, dimensions: uses }));
  }

  /** The series of a stage and segment, or {@link ABSENT} where nothing of it was ever counted. */
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

  /** Where a symbol's dimension stands in its journey today. */
  readonly positionOf = (symbol: number): number | undefined => {
    const meaning = this.names.meaning(symbol);
    if (meaning?.kind !== 'value') return undefined;
    return this.scope(meaning.tenant, meaning.journey)?.positionOf(meaning.dimension);
  };

  private applyEvent(event: LoggedEvent, { scope, stages, pairs }: EntryContext): void {
    const stage = stages[event.stage];
    if (stage === undefined) {
      this.faults.unknownStage++;
      return;
    }
    pairs.read(event.pairs, this.values);
    const column = columnOf(event);
    const live = !event.backfill;
    if (scope.journey.attempts === 'single' || event.count > 1 || event.spanMs > 0) {
      this.countSpread(this.segments.series(stage, scope.segmentsOf(this.values, this.segments)), event, column);
      return;
    }
    const expiry = Math.ceil((this.clock + scope.journey.reviseWithinMs) / 60_000);
    const row = this.cells.row(event.attemptHigh, event.attemptLow, stage, expiry);
    const report: Report = { column, revision: event.revision, at: event.occurredAt, leaf: this.leaves.hold(this.values) };
    const outcome = this.cells.offer(row, report);
    if (outcome === undefined) {
      this.leaves.release(report.leaf);
      return;
    }
    if (outcome.replaced !== null) {
      this.countReport(outcome.replaced, { scope, stage, live, n: -1 });
      this.leaves.release(outcome.replaced.leaf);
    }
    this.countReport(report, { scope, stage, live, n: 1 });
  }

  private countReport(report: Report, { scope, stage, live, n }: { scope: Scope; stage: number; live: boolean; n: number }): void {
    const second = Math.floor(report.at / 1000);
    // History is sent whole, also to combinations that were added before it came.
    const segments =
      live && second < scope.newestSince
        ? scope.segmentsOf(this.leaves.values(report.leaf), this.segments, second)
        : this.segments.ofLeaf(report.leaf, this.leaves, scope);
    this.count(this.segments.series(stage, segments), { column: report.column, second, n, live });
  }

  private isShort(series: number): boolean {
    const { stage } = this.names.parts(series);
    const meaning = this.names.meaning(stage);
    const dimensions = this.names.dimensionsOf(series).join();
    const cuboids = this.journeys.get(meaning?.journey ?? '')?.cuboids ?? [];
    return cuboids.some((cuboid) => cuboid.keep === 'short' && [...cuboid.dimensions].sort().join() === dimensions);
  }

  /** Counts an event that stands for many; coarse slices get the sum of their parts at once. */
  private countSpread(series: readonly number[], event: LoggedEvent, column: number): void {
    const now = Math.floor(this.clock / 1000);
    const sums = { fine: new Map<SliceTable, number>(), coarse: new Map<SliceTable, number>() };
    for (const { second, n } of spread(event, (at) => this.slices.finestEnd(at, now))) {
      const { fine, coarse, minuteSealed } = this.targets(second);
      for (const table of fine) sums.fine.set(table, (sums.fine.get(table) ?? 0) + n);
      for (const table of coarse) sums.coarse.set(table, (sums.coarse.get(table) ?? 0) + n);
      this.follow(series, { column, second, n }, { minuteSealed, live: !event.backfill });
    }
    for (const [table, n] of sums.fine) for (const id of series) table.add(id, column, n);
    for (const [table, n] of sums.coarse) for (const id of series) if (!this.slices.isShort(id)) table.add(id, column, n);
  }

  private count(series: readonly number[], of: { column: number; second: number; n: number; live: boolean }): void {
    const { column, second, n, live } = of;
    const { fine, coarse, minuteSealed } = this.targets(second);
    for (const table of fine) for (const id of series) table.add(id, column, n);
    for (const table of coarse) for (const id of series) if (!this.slices.isShort(id)) table.add(id, column, n);
    this.follow(series, of, { minuteSealed, live });
  }

  private follow(series: readonly number[], counted: Counted, of: { readonly minuteSealed: boolean; readonly live: boolean }): void {
    const { column, n } = counted;
    if (of.minuteSealed) this.arrivals.addLate(series, counted);
    if (of.live && column !== STARTED && column !== ABANDONED) this.arrivals.hear(series, column, n);
  }

  /** Where outcomes of this second go; looked up once per slice and log entry. */
  private targets(second: number): Targets {
    const slice = Math.floor(second / 10);
    let targets = this.targetsOfSlice.get(slice);
    if (targets === undefined) {
      targets = this.slices.targets(second, Math.floor(this.clock / 1000));
      this.targetsOfSlice.set(slice, targets);
    }
    return targets;
  }
}
