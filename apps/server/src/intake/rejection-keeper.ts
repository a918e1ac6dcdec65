import { Inject, Injectable } from '@nestjs/common';
import type { ApiKey } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import type { RejectedEvent } from '@tillwatch/intake';
import type { Logger } from 'pino';
import { CATALOGUE, LOG } from '../platform/tokens.js';
import { RejectedLog, type Misplaced } from './rejected-log.js';

/** What was rejected of a request. */
export interface RejectedOf {
  readonly sender: ApiKey;
  readonly items: readonly unknown[];
  readonly rejections: readonly RejectedEvent[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Keeps rejected events with the place they were meant for. */
@Injectable()
export class RejectionKeeper {
  constructor(
    private readonly rejectedLog: RejectedLog,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Nobody waits for it; a failure is logged. */
  keep({ sender, items, rejections, now }: RejectedOf): void {
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
