import type { Journey } from '@tillwatch/domain';
import type { Board } from './board-file.js';
import { ErrorVocabulary } from './errors/error-vocabulary.js';
import type { MetricDefinition } from './metric-file.js';

/** The parts of a catalogue. */
export interface CatalogueParts {
  readonly journeys: readonly Journey[];
  readonly boards: readonly Board[];
  readonly metrics: readonly MetricDefinition[];
  /** Without it every error is unknown. */
  readonly errors?: ErrorVocabulary;
}

/** Checked configuration: which journeys there are, what the boards show, what numbers and errors mean. Never changes. */
export class Catalogue {
  readonly journeys: readonly Journey[];
  readonly boards: readonly Board[];
  readonly metrics: readonly MetricDefinition[];
  readonly errors: ErrorVocabulary;
  readonly #journeys: ReadonlyMap<string, Journey>;
  readonly #boards: ReadonlyMap<string, Board>;
  readonly #metrics: ReadonlyMap<string, MetricDefinition>;

  constructor(parts: CatalogueParts) {
    this.journeys = parts.journeys;
    this.boards = parts.boards;
    this.metrics = parts.metrics;
    this.errors = parts.errors ?? new ErrorVocabulary();
    this.#journeys = new Map(parts.journeys.map((journey) => [journey.id, journey]));
    this.#boards = new Map(parts.boards.map((board) => [board.id, board]));
    this.#metrics = new Map(parts.metrics.map((metric) => [metric.id, metric]));
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
}
