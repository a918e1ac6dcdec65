import { NO_SYMBOL, UNITS, type AttemptRules } from '@tillwatch/attempts';
import { explainingDimensions, OTHER_VALUE, unitStage, type Journey } from '@tillwatch/domain';
import { combinationName, type CountedSince } from './combinations.js';
import { MAX_DEPTH, type Names } from './names.js';

/** Gives combinations of values their numbers. */
export interface SegmentNumbers {
  of(values: ArrayLike<number>): number;
}

/** How full a dimension is: values kept apart, and what was folded into `_other`. */
export interface DimensionUse {
  readonly dimension: string;
  readonly limit: number;
  readonly values: number;
  /** Distinct values folded away since this process started (counted up to {@link FOLDED_VALUES_KEPT}). */
  readonly foldedValues: number;
  readonly foldedEvents: number;
}

/** Folded values that are remembered in order to count them. */
const FOLDED_VALUES_KEPT = 10_000;

/** One dimension of one tenant's journey with the values seen so far. */
class DimensionValues {
  readonly symbols = new Map<string, number>();
  private readonly folded = new Set<string>();
  private foldedEvents = 0;

  constructor(
    readonly id: string,
    private readonly limit: number,
  ) {}

  /** The value's symbol; beyond the limit that of {@link OTHER_VALUE}. Depends on the order of the log alone. */
  symbolOf(value: string, make: (value: string) => number): number {
    const known = this.symbols.get(value);
    if (known !== undefined) return known;
    const room = this.symbols.size - (this.symbols.has(OTHER_VALUE) ? 1 : 0) < this.limit;
    if (room) return make(value);
    this.foldedEvents++;
    if (this.folded.size < FOLDED_VALUES_KEPT) this.folded.add(value);
    return this.symbols.get(OTHER_VALUE) ?? make(OTHER_VALUE);
  }

  get use(): DimensionUse {
    const other = this.symbols.has(OTHER_VALUE) ? 1 : 0;
    const { id: dimension, limit, foldedEvents } = this;
    return { dimension, limit, values: this.symbols.size - other, foldedValues: this.folded.size, foldedEvents };
  }
}

/** What scopes share. */
export interface ScopeSettings {
  readonly names: Names;
  readonly since: CountedSince;
  /** Most stages any journey has: units beside the stages are numbered from here on. */
  readonly stride: number;
}

function rulesOf(journey: Journey): AttemptRules {
  const seconds = (ms: number): number => Math.max(1, Math.round(ms / 1000));
  return {
    stages: journey.stages.length,
    deadlines: journey.stages.map(({ deadlineMs }) => seconds(deadlineMs)),
    usual: journey.stages.map(({ usualMs }) => seconds(usualMs)),
    reviseMinutes: Math.ceil(journey.reviseWithinMs / 60_000),
    knownBy: journey.dimensions.map(({ knownBy }) => knownBy),
    paceBy: journey.dimensions.findIndex(({ id }) => id === journey.paceBy),
  };
}

/** One tenant's journey as the fold sees it: its stages, its dimensions' values and the combinations that are counted. */
export class Scope {
  private readonly dimensions: readonly DimensionValues[];
  private readonly position = new Map<string, number>();
  private readonly stagePosition = new Map<string, number>();
  private readonly units: (number | undefined)[] = [];
  /** Kept combinations as positions of dimensions, each in the order of the dimensions' names. */
  private readonly cuboids: readonly (readonly number[])[];
  private readonly tuple = new Int32Array(MAX_DEPTH);
  private readonly sinceOf = new Map<string, number>();
  /** What happened from here on is counted in all of them (seconds since the epoch). */
  readonly newestSince: number;
  private readonly stride: number;

  /** Positions of the dimensions that explain. */
  readonly explaining: readonly number[];
  /** How its attempts are followed. */
  readonly rules: AttemptRules;
  private readonly names: Names;

  constructor(
    readonly tenant: string,
    readonly journey: Journey,
    /** The scope's number among all. */
    readonly number: number,
    { names, since, stride }: ScopeSettings,
  ) {
    this.names = names;
    this.stride = stride;
    journey.stages.forEach(({ id }, at) => this.stagePosition.set(id, at));
    this.rules = rulesOf(journey);
    this.dimensions = journey.dimensions.map(({ id, limit }) => new DimensionValues(id, limit));
    journey.dimensions.forEach(({ id }, at) => this.position.set(id, at));
    this.explaining = explainingDimensions(journey).map(({ id }) => this.position.get(id) ?? 0);
    this.cuboids = journey.cuboids
      .filter(({ dimensions }) => dimensions.length <= MAX_DEPTH && dimensions.every((id) => this.position.has(id)))
      .map(({ dimensions }) => [...dimensions].sort().map((id) => this.position.get(id) ?? 0));
    for (const { dimensions } of journey.cuboids) {
      this.sinceOf.set([...dimensions].sort().join(), since.get(combinationName(journey.id, dimensions)) ?? 0);
    }
    this.newestSince = Math.max(0, ...this.sinceOf.values());
  }

  /** Number of dimensions. */
  get width(): number {
    return this.dimensions.length;
  }

  get uses(): DimensionUse[] {
    return this.dimensions.map((dimension) => dimension.use);
  }

  /** Takes note of a value that has a symbol already. */
  learn(dimension: string, value: string, symbol: number): void {
    this.dimensions[this.position.get(dimension) ?? -1]?.symbols.set(value, symbol);
  }

  /** Position of a dimension, or undefined where the journey does not declare it (any more). */
  positionOf(dimension: string): number | undefined {
    return this.position.get(dimension);
  }

  /** Position of a stage, or undefined where the journey does not have it (any more). */
  stagePositionOf(id: string): number | undefined {
    return this.stagePosition.get(id);
  }

  /** Symbol of what is counted: a stage by its position, or one of the units beside them. */
  unit(number: number): number {
    let symbol = this.units[number];
    if (symbol === undefined) {
      const { tenant, journey } = this;
      const stage = number < this.stride ? (journey.stages[number]?.id ?? '') : unitStage(UNITS[number - this.stride] ?? 'attempt');
      symbol = this.names.symbol({ kind: 'stage', tenant, journey: journey.id, stage });
      this.units[number] = symbol;
    }
    return symbol;
  }

  /** Symbol of a value of the dimension at `position`. */
  value(position: number, value: string): number {
    const dimension = this.dimensions[position];
    if (dimension === undefined) return NO_SYMBOL;
    const make = (text: string): number =>
      this.names.symbol({
        kind: 'value',
        tenant: this.tenant,
        journey: this.journey.id,
        dimension: dimension.id,
        value: text,
      });
    return dimension.symbolOf(value, make);
  }

  /** From when on a combination of dimensions (sorted, joined by commas) is counted, in seconds since the epoch. */
  countedSince(dimensions: string): number {
    return this.sinceOf.get(dimensions) ?? 0;
  }

  /** The combinations that are counted of these values (by position), as numbers of {@link SegmentNumbers}. */
  segmentsOf(values: ArrayLike<number>, segments: SegmentNumbers): number[] {
    const found: number[] = [];
    const { tuple } = this;
    next: for (const positions of this.cuboids) {
      for (let i = 0; i < MAX_DEPTH; i++) {
        const position = positions[i];
        const symbol = position === undefined ? NO_SYMBOL : (values[position] ?? NO_SYMBOL);
        if (position !== undefined && symbol === NO_SYMBOL) continue next;
        tuple[i] = symbol;
      }
      found.push(segments.of(tuple));
    }
    return found;
  }
}
