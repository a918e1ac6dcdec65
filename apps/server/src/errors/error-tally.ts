import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { WireEvent } from '@tillwatch/contract';
import type { Clock, StageEvent } from '@tillwatch/domain';
import { errorReport, type CheckedEvents } from '@tillwatch/intake';
import type { Logger } from 'pino';
import { Metrics, type Counter } from '../metrics/metrics.js';
import { CLOCK, LOG } from '../platform/tokens.js';
import { Days } from './days.js';
import { ErrorMappings } from './error-mappings.js';
import { PendingDay } from './pending-tally.js';
import { TallyWriter } from './tally-writer.js';

const EVERY_MS = 3_000;

/** Where the tally goes, and how it tells days apart. */
export class TallyPlaces {
  constructor(
    readonly writer: TallyWriter,
    readonly days: Days,
  ) {}
}

/** The events of one request that were written. */
export interface TakenEvents {
  readonly items: readonly unknown[];
  readonly checked: CheckedEvents;
  /** Positions among the accepted. */
  readonly duplicates: readonly number[];
}

/**
 * Counts what errors were reported and what they were taken for, by tenant and day. What was counted is written every few
 * seconds; a crash loses those, for this tells where the vocabulary has gaps and is no ledger.
 */
@Injectable()
export class ErrorTally implements OnModuleInit, OnApplicationShutdown {
  private pending = new Map<string, PendingDay>();
  private readonly total: Counter;
  private readonly lost: Counter;
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly places: TallyPlaces,
    private readonly mappings: ErrorMappings,
    metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.total = metrics.counter('tillwatch_error_codes_total', 'Reported failures and drop-offs, by how their error was found.');
    this.lost = metrics.counter('tillwatch_error_codes_lost_total', 'Of these, missing in the tally because Redis did not take them.');
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Counts the failures and drop-offs among events that were written; duplicates are not counted again. Must not throw. */
  taken({ items, checked: { accepted, rejections }, duplicates }: TakenEvents): void {
    const known = new Set(duplicates);
    let [item, rejected] = [0, 0];
    accepted.forEach((event, i) => {
      while (rejections[rejected]?.index === item) [item, rejected] = [item + 1, rejected + 1];
      if (!known.has(i)) this.count(items[item] as WireEvent, event);
      item++;
    });
  }

  /** Writes what was counted so far. Never rejects. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private count(wire: WireEvent, event: StageEvent): void {
    if (event.outcome !== 'failed' && event.outcome !== 'abandoned') return;
    const report = errorReport(wire, event, this.mappings.readerOf(event.tenant));
    const { days } = this.places;
    const day = days.of(event.occurredAt);
    // History reaches back further than the tally is kept.
    if (report === undefined || day < days.oldest(this.clock.now())) return;
    const { message, ...rest } = report;
    this.total.add(event.count, { how: rest.how });
    this.dayOf(event.tenant, day).add({ journey: event.journey, ...rest }, event.count, {
      at: event.occurredAt,
      stage: event.stage,
      message,
    });
  }

  private dayOf(tenant: string, day: string): PendingDay {
    const key = `${day} ${tenant}`;
    const pending = this.pending.get(key) ?? new PendingDay(tenant, day);
    this.pending.set(key, pending);
    return pending;
  }

  private async write(): Promise<void> {
    const days = [...this.pending.values()];
    this.pending = new Map();
    try {
      await this.places.writer.write(days, this.clock.now());
    } catch (error) {
      // What Redis took of it is not known; counting too little is better than counting twice.
      for (const { counts } of days) for (const count of counts.values()) this.lost.add(count);
      this.log.warn({ err: error }, 'counts of error codes were not kept');
    }
  }
}
