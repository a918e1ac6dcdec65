import type { CommitObserver } from '@tillwatch/ledger';
import type { Logger } from 'pino';
import type { Counter, Histogram, Metrics } from '../metrics/metrics.js';

/** Milliseconds between two lines about the same trouble. */
const QUIET_MS = 5_000;

/** Tells the metrics and the log how writing to Redis goes. */
export class CommitMetrics implements CommitObserver {
  private readonly seconds: Histogram;
  private readonly retries: Counter;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    metrics: Metrics,
    private readonly log: Logger,
  ) {
    this.seconds = metrics.histogram('tillwatch_ledger_commit_seconds', 'Time until Redis confirmed a batch of events.');
    this.retries = metrics.counter('tillwatch_ledger_retries_total', 'Batches of events that were sent to Redis again.');
  }

  committed(batch: { readonly ms: number }): void {
    this.seconds.observe(batch.ms / 1_000);
  }

  retried(error: unknown): void {
    this.retries.add(1);
    if (performance.now() - this.toldAt < QUIET_MS) return;
    this.toldAt = performance.now();
    this.log.warn({ err: error }, 'Redis did not take a batch of events; it is sent again');
  }
}
