import { Injectable } from '@nestjs/common';
import type { ApiKey } from '@tillwatch/access';
import type { CheckedEvents } from '@tillwatch/intake';
import { ErrorTally } from '../errors/error-tally.js';
import { SELF_TEST_SENDER } from '../self-test/self-test-journey.js';
import { Arrivals } from './arrivals.js';
import { IntakeMetrics } from './intake-metrics.js';
import { RejectionKeeper } from './rejection-keeper.js';

/** One request of which the good events were written. */
export interface Taken {
  readonly sender: ApiKey;
  readonly items: readonly unknown[];
  readonly checked: CheckedEvents;
  readonly duplicates: readonly number[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly seconds: number;
}

/** What happens once events were taken and that no sender waits for: counting, telling, keeping what was rejected. */
@Injectable()
export class Aftermath {
  constructor(
    private readonly metrics: IntakeMetrics,
    private readonly arrivals: Arrivals,
    private readonly rejected: RejectionKeeper,
    private readonly errors: ErrorTally,
  ) {}

  taken({ sender, items, checked, duplicates, now, seconds }: Taken): void {
    // The product's own attempt is in no statistic.
    if (sender === SELF_TEST_SENDER) return;
    const { accepted, rejections } = checked;
    this.metrics.answered({ accepted: accepted.length - duplicates.length, duplicates: duplicates.length }, seconds);
    this.arrivals.tell(accepted, duplicates);
    this.errors.taken({ items, checked, duplicates });
    if (rejections.length === 0) return;
    this.metrics.wereRejected(rejections);
    this.rejected.keep({ sender, items, rejections, now });
  }
}
