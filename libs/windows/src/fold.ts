import type { Journey, Segment } from '@tillwatch/domain';
import type { LoggedBatch, LoggedEvent } from '@tillwatch/ledger';
import { Arrivals, type Counted } from './arrivals.js';
import { Cells, type Report } from './cells.js';
import { Leaves } from './leaves.js';
import { MAX_DEPTH, Names, NO_SYMBOL } from './names.js';
import { Scope, type DimensionUse } from './scope.js';
import { SeriesFlags } from './series-flags.js';
import { Slices, type Sealed } from './slices.js';
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

const STARTED = 0;

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

  constructor(settings: FoldSettings, sealed: Sealed) {
    this.journeys = new Map(settings.journeys.map((journey) => [journey.id, journey]));
    const width = Math.max(1, ...settings.journeys.map(({ dimensions }) => dimensions.length));
    this.leaves = new Leaves(width, this.names);
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
    const scopes = batch.scopes.map(({ tenant, journey }) => this.scope(tenant, journey));
    const symbols = scopes.map(() => new Int32Array(batch.pairs.length));
    for (const event of batch.events) {
      const scope = scopes[event.scope];
      const known = symbols[event.scope];
      if (scope === undefined || known === undefined) this.faults.unknownJourney++;
      else this.applyEvent(event, { batch, scope, symbols: known });
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
      scope = new Scope(tenant, journey, this.names);
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

  private applyEvent(event: LoggedEvent, of: EventContext): void {
    const stage = of.scope.stage(of.batch.stages[event.stage] ?? '');
    if (stage === undefined) {
      this.faults.unknownStage++;
      return;
    }
    const values = this.valuesOf(event, of);
    const column = columnOf(event);
    const { scope } = of;
    if (scope.journey.attempts === 'single' || event.count > 1 || event.spanMs > 0) {
      this.countSpread(scope.seriesOf(stage, values), event, column);
      return;
    }
    const expiry = Math.ceil((this.clock + scope.journey.reviseWithinMs) / 60_000);
    const row = this.cells.row([event.attemptHigh, event.attemptLow, stage], expiry);
    const report: Report = { column, revision: event.revision, at: event.occurredAt, leaf: this.leaves.hold(values) };
    const outcome = this.cells.offer(row, report);
    if (outcome === undefined) {
      this.leaves.release(report.leaf);
      return;
    }
    if (outcome.replaced !== null) this.takeBack(outcome.replaced, { scope, stage, live: !event.backfill });
    const second = Math.floor(event.occurredAt / 1000);
    this.count(scope.seriesOf(stage, values), { column, second, n: 1, live: !event.backfill });
  }

  private takeBack(report: Report, of: { scope: Scope; stage: number; live: boolean }): void {
    const series = of.scope.seriesOf(of.stage, this.leaves.values(report.leaf));
    this.count(series, { column: report.column, second: Math.floor(report.at / 1000), n: -1, live: of.live });
    this.leaves.release(report.leaf);
  }

  private valuesOf(event: LoggedEvent, { batch, scope, symbols }: EventContext): number[] {
    const values = new Array<number>(this.leaves.width).fill(NO_SYMBOL);
    for (const index of event.pairs) {
      const pair = batch.pairs[index];
      const position = pair === undefined ? undefined : scope.positionOf(pair.dimension);
      if (pair === undefined || position === undefined) continue;
      const known = symbols[index] ?? NO_SYMBOL;
      values[position] = known === NO_SYMBOL ? (symbols[index] = scope.value(position, pair.value)) : known;
    }
    return values;
  }

  private isShort(series: number): boolean {
    const { stage } = this.names.parts(series);
    const meaning = this.names.meaning(stage);
    const dimensions = this.names.dimensionsOf(series).join();
    const cuboids = this.journeys.get(meaning?.journey ?? '')?.cuboids ?? [];
    return cuboids.some((cuboid) => cuboid.keep === 'short' && [...cuboid.dimensions].sort().join() === dimensions);
  }

  /** Counts an event that stands for many; coarse slices get the sum of their parts at once. */
  private countSpread(series: Int32Array, event: LoggedEvent, column: number): void {
    const now = Math.floor(this.clock / 1000);
    const sums = { fine: new Map<SliceTable, number>(), coarse: new Map<SliceTable, number>() };
    for (const { second, n } of spread(event, (at) => this.slices.finestEnd(at, now))) {
      const { fine, coarse } = this.slices.targets(second, now);
      for (const table of fine) sums.fine.set(table, (sums.fine.get(table) ?? 0) + n);
      for (const table of coarse) sums.coarse.set(table, (sums.coarse.get(table) ?? 0) + n);
      this.follow(series, { column, second, n }, !event.backfill);
    }
    for (const [table, n] of sums.fine) for (const id of series) table.add(id, column, n);
    for (const [table, n] of sums.coarse) for (const id of series) if (!this.slices.isShort(id)) table.add(id, column, n);
  }

  private count(series: Int32Array, of: { column: number; second: number; n: number; live: boolean }): void {
    const { fine, coarse } = this.slices.targets(of.second, Math.floor(this.clock / 1000));
    for (const table of fine) for (const id of series) table.add(id, of.column, of.n);
    for (const table of coarse) for (const id of series) if (!this.slices.isShort(id)) table.add(id, of.column, of.n);
    this.follow(series, of, of.live);
  }

  private follow(series: Int32Array, counted: Counted, live: boolean): void {
    if (!live && this.arrivals.isPast(counted.second)) return;
    const judged = live && counted.column !== STARTED;
    for (const id of series) this.arrivals.add(id, counted, judged);
  }
}

interface EventContext {
  readonly batch: LoggedBatch;
  readonly scope: Scope;
  readonly symbols: Int32Array;
}

/** Column of the counts that an event belongs to. */
function columnOf(event: LoggedEvent): number {
  switch (event.outcome) {
    case 'started':
      return STARTED;
    case 'ok':
      return 1;
    case 'failed':
      return event.failureClass === 'system' ? 2 : event.failureClass === 'declined' ? 3 : 4;
    case 'abandoned':
      return 5;
  }
}
