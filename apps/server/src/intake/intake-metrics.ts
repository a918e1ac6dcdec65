import { Injectable } from '@nestjs/common';
import type { RejectedEvent } from '@tillwatch/intake';
import { Metrics, type Counter, type Histogram } from '../metrics/metrics.js';

/** Counts what came through the door and what became of it. */
@Injectable()
export class IntakeMetrics {
  private readonly accepted: Counter;
  private readonly duplicates: Counter;
  private readonly rejected: Counter;
  private readonly refused: Counter;
  private readonly seconds: Histogram;

  constructor(metrics: Metrics) {
    this.accepted = metrics.counter('tillwatch_events_accepted_total', 'Events that were written.');
    this.duplicates = metrics.counter('tillwatch_events_duplicate_total', 'Events that were known already.');
    this.rejected = metrics.counter('tillwatch_events_rejected_total', 'Events that were not accepted, by code.');
    this.refused = metrics.counter('tillwatch_event_requests_refused_total', 'Requests of which no event was taken, by code.');
    this.seconds = metrics.histogram('tillwatch_event_request_seconds', 'Time from a request’s body to its answer.');
  }

  answered(counts: { readonly accepted: number; readonly duplicates: number }, seconds: number): void {
    this.accepted.add(counts.accepted);
    this.duplicates.add(counts.duplicates);
    this.seconds.observe(seconds);
  }

  wereRejected(rejections: readonly RejectedEvent[]): void {
    for (const { code } of rejections) this.rejected.add(1, { code });
  }

  wasRefused(code: string): void {
    this.refused.add(1, { code });
  }
}
