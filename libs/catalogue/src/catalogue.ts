import { defaultPolicy, type Journey, type Maintenance, type NotificationSettings, type Policy } from '@tillwatch/domain';
import type { Board } from './board-file.js';
import { ErrorVocabulary } from './errors/error-vocabulary.js';
import type { MetricDefinition } from './metric-file.js';

/** The parts of a catalogue. */
export interface CatalogueParts {
  readonly journeys: readonly Journey[];
  readonly boards: readonly Board[];
  readonly metrics: readonly MetricDefinition[];
  /** A journey without one is judged by its default policy. */
  readonly policies?: readonly Policy[];
  readonly maintenance?: readonly Maintenance[];
  /** Without them nobody is told of anything. */
  readonly notifications?: NotificationSettings;
  /** Without it every error is unknown. */
  readonly errors?: ErrorVocabulary;
}

/**
 * Checked configuration: which journeys there are and how they are judged, what the boards show, what numbers and errors mean.
 * Never changes.
 */
export class Catalogue {
  readonly journeys: readonly Journey[];
  readonly boards: readonly Board[];
  readonly metrics: readonly MetricDefinition[];
  readonly maintenance: readonly Maintenance[];
  readonly notifications: NotificationSettings;
  readonly errors: ErrorVocabulary;
  readonly #journeys: ReadonlyMap<string, Journey>;
  readonly #boards: ReadonlyMap<string, Board>;
  readonly #metrics: ReadonlyMap<string, MetricDefinition>;
  readonly #policies: ReadonlyMap<string, Policy>;

  constructor(parts: CatalogueParts) {
    this.journeys = parts.journeys;
    this.boards = parts.boards;
    this.metrics = parts.metrics;
    this.maintenance = parts.maintenance ?? [];
    this.notifications = parts.notifications ?? { channels: [], routes: [], statements: [], templates: [], heartbeats: [] };
    this.errors = parts.errors ?? new ErrorVocabulary();
    this.#journeys = new Map(parts.journeys.map((journey) => [journey.id, journey]));
    this.#boards = new Map(parts.boards.map((board) => [board.id, board]));
    this.#metrics = new Map(parts.metrics.map((metric) => [metric.id, metric]));
    const policies = [...parts.journeys.map(defaultPolicy), ...(parts.policies ?? [])];
    this.#policies = new Map(policies.map((policy) => [policy.journey, policy]));
  }

  journey(id: string): Journey | undefined {
    return this.#journeys.get(id);
  }

  board(id: string): Board | undefined {
    return this.#boards.get(id);
  }

  metric(id: string): MetricDefinition | undefined {
    return this.#metrics.get(id);
  }

  /** How a journey is judged; undefined where there is no such journey. */
  policy(journey: string): Policy | undefined {
    return this.#policies.get(journey);
  }
}
