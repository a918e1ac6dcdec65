import { Inject, Injectable } from '@nestjs/common';
import type { ApiKey } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import type { CheckedEvents, RejectedEvent } from '@tillwatch/intake';
import type { Logger } from 'pino';
import { CATALOGUE, LOG } from '../platform/tokens.js';
import { Arrivals } from './arrivals.js';
import { IntakeMetrics } from './intake-metrics.js';
import { RejectedLog, type Misplaced } from './rejected-log.js';

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
    private readonly rejectedLog: RejectedLog,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  taken({ sender, items, checked, duplicates, now, seconds }: Taken): void {
    const { accepted, rejections } = checked;
    this.metrics.answered({ accepted: accepted.length - duplicates.length, duplicates: duplicates.length }, seconds);
    this.arrivals.tell(accepted, duplicates);
    if (rejections.length === 0) return;
    this.metrics.wereRejected(rejections);
    const misplaced = rejections.map((rejection) => ({ ...rejection, ...this.placeOf(items[rejection.index]) }));
    this.rejectedLog.keep(sender, misplaced, now).catch((error: unknown) => this.log.warn({ err: error }, 'rejected events were not kept'));
  }

  /** The journey and stage an event names, if they exist: anything else is the sender's text and is not kept. */
  private placeOf(item: unknown): Omit<Misplaced, keyof RejectedEvent> {
    if (typeof item !== 'object' || item === null) return {};
    const { journey: journeyId, stage: stageId } = item as Readonly<Record<string, unknown>>;
    const journey = typeof journeyId === 'string' ? this.catalogue.journey(journeyId) : undefined;
    const stage = journey?.stages.find(({ id }) => id === stageId);
    return { ...(journey === undefined ? {} : { journey: journey.id }), ...(stage === undefined ? {} : { stage: stage.id }) };
  }
}
