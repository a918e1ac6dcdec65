import type { Journey } from '@tillwatch/domain';
import type { Board } from './board-file.js';
import type { MetricDefinition } from './metric-file.js';

/** Checked configuration: which journeys there are, what the boards show and what the numbers mean. Never changes. */
export class Catalogue {
  readonly journeys: readonly Journey[];
  readonly boards: readonly Board[];
  readonly metrics: readonly MetricDefinition[];
  readonly #journeys: ReadonlyMap<string, Journey>;
  readonly #boards: ReadonlyMap<string, Board>;
  readonly #metrics: ReadonlyMap<string, MetricDefinition>;

  constructor(parts: { journeys: readonly Journey[]; boards: readonly Board[]; metrics: readonly MetricDefinition[] }) {
    this.journeys = parts.journeys;
    this.boards = parts.boards;
    this.metrics = parts.metrics;
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
