import { Injectable } from '@nestjs/common';
import type { CountName, Notification } from '@tillwatch/notifications';
import { Metrics, type Counter, type Histogram } from '../metrics/metrics.js';

/** From a verdict to what a receiver took: promptly, after some tries, or after a night, in seconds. */
const DELAY_BOUNDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3_600];

/** What this process decided, sent and gave up: all that was decided is sent, superseded, dead or waiting, whoever did it. */
@Injectable()
export class NotificationMetrics {
  private readonly decided: Counter;
  private readonly held: Counter;
  private readonly settled: Counter;
  private readonly delay: Histogram;

  constructor(private readonly metrics: Metrics) {
    this.decided = metrics.counter('tillwatch_notifications_decided_total', 'Notifications that were decided.');
    this.held = metrics.counter('tillwatch_notifications_held_total', 'Changes of incidents that a channel was not told of, by reason.');
    this.settled = metrics.counter(
      'tillwatch_notifications_settled_total',
      'Notifications that are dealt with: sent, superseded or dead (lost).',
    );
    this.delay = metrics.histogram('tillwatch_notification_delay_seconds', 'From the verdict to what the receiver took.', DELAY_BOUNDS);
  }

  /** Tells how many are still to be sent. */
  watch(waiting: () => number | undefined): void {
    this.metrics.gauge('tillwatch_notifications_waiting', 'Notifications that are still to be sent, by all processes.', waiting);
  }

  count(names: readonly CountName[]): void {
    for (const name of names) {
      if (name === 'decided' || name === 'statement:decided') this.decided.add(1);
      else if (name.startsWith('hold:')) this.held.add(1, { reason: name.slice('hold:'.length) });
    }
  }

  settle({ state, judgedAt, deliveredAt }: Notification): void {
    this.settled.add(1, { state });
    if (state === 'sent' && deliveredAt !== null) this.delay.observe((deliveredAt - judgedAt) / 1_000);
  }
}
