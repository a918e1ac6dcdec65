import { NO_SYMBOL, type RowNames } from '@tillwatch/attempts';
import type { Journey } from '@tillwatch/domain';
import type { CountedSince } from './combinations.js';
import type { Names } from './names.js';
import { Scope, type DimensionUse } from './scope.js';

/** How full the dimensions of one tenant's journey are. */
export interface ScopeUse {
  readonly tenant: string;
  readonly journey: string;
  readonly dimensions: readonly DimensionUse[];
}

/** Where a symbol belongs in today's configuration. */
interface SymbolPlace {
  readonly scope: number | undefined;
  readonly stage: number | undefined;
  readonly position: number | undefined;
}

/** Every tenant's journeys, as they are met. */
export class Scopes {
  /** Most dimensions and most stages any journey has. */
  readonly width: number;
  readonly stride: number;
  private readonly journeys: ReadonlyMap<string, Journey>;
  private readonly scopes = new Map<string, Scope>();
  private readonly list: Scope[] = [];
  private readonly places: (SymbolPlace | undefined)[] = [];

  constructor(
    journeys: readonly Journey[],
    private readonly names: Names,
    private readonly since: CountedSince,
  ) {
    this.journeys = new Map(journeys.map((journey) => [journey.id, journey]));
    this.width = Math.max(1, ...journeys.map(({ dimensions }) => dimensions.length));
    this.stride = Math.max(1, ...journeys.map(({ stages }) => stages.length));
    names.onSymbol = (id, meaning) => {
      if (meaning.kind === 'value') this.of(meaning.tenant, meaning.journey)?.learn(meaning.dimension, meaning.value, id);
    };
  }

  /** One tenant's journey, or undefined where there is no such journey (any more). */
  of(tenant: string, journeyId: string): Scope | undefined {
    const key = `${tenant}\u0000${journeyId}`;
    let scope = this.scopes.get(key);
    const journey = this.journeys.get(journeyId);
    if (scope === undefined && journey !== undefined) {
      const { names, since, stride } = this;
      scope = new Scope(tenant, journey, this.list.length, { names, since, stride });
      this.scopes.set(key, scope);
      this.list.push(scope);
    }
    return scope;
  }

  /** The scope of a number. @throws Error where there is none */
  at(number: number): Scope {
    const scope = this.list[number];
    if (scope === undefined) throw new Error(`There is no scope ${number}.`);
    return scope;
  }

  /** How full each tenant's dimensions are. */
  get uses(): ScopeUse[] {
    return this.list.map(({ tenant, journey, uses }) => ({ tenant, journey: journey.id, dimensions: uses }));
  }

  /** Whether a symbol's series are kept for 48 hours only, given their dimensions (sorted, joined by commas). */
  isShort(stage: number, dimensions: string): boolean {
    const meaning = this.names.meaning(stage);
    const cuboids = meaning?.kind === 'stage' ? (this.journeys.get(meaning.journey)?.cuboids ?? []) : [];
    return cuboids.some((cuboid) => cuboid.keep === 'short' && [...cuboid.dimensions].sort().join() === dimensions);
  }

  /** What stored attempts call things, in the numbers of today's configuration. */
  readonly rowNames: RowNames = {
    symbolOfScope: (scope) => this.list[scope]?.unit(this.stride) ?? NO_SYMBOL,
    scopeOfSymbol: (symbol) => this.placeOf(symbol).scope,
    symbolOfStage: (scope, stage) => this.list[scope]?.unit(stage) ?? NO_SYMBOL,
    stageOfSymbol: (symbol) => this.placeOf(symbol).stage,
    positionOf: (symbol) => this.placeOf(symbol).position,
  };

  /** Looked up once a symbol: reading attempts back asks for a few of them a million times. */
  private placeOf(symbol: number): SymbolPlace {
    let place = this.places[symbol];
    if (place === undefined) this.places[symbol] = place = this.findPlace(symbol);
    return place;
  }

  private findPlace(symbol: number): SymbolPlace {
    const meaning = this.names.meaning(symbol);
    const scope = meaning === undefined || meaning.kind === 'error' ? undefined : this.of(meaning.tenant, meaning.journey);
    return {
      scope: scope?.number,
      stage: meaning?.kind === 'stage' ? scope?.stagePositionOf(meaning.stage) : undefined,
      position: meaning?.kind === 'value' ? scope?.positionOf(meaning.dimension) : undefined,
    };
  }
}
