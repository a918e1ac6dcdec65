import { setTimeout as sleep } from 'node:timers/promises';
import type { WireEvent } from '@tillwatch/contract';
import { closedLoop, eventsRequest, type Target } from './http-load.js';
import { drawTraffic } from './traffic.js';

const PER_SECOND = 40;

/** A shop that stays open: as many events every second as the demo shop sends, until it is closed. */
export class SteadyTraffic {
  /** Events per second. */
  static readonly perSecond = PER_SECOND;
  private closed = false;
  private readonly over: Promise<void>;

  /** @param seconds for how long there are events */
  constructor(target: Target, seconds: number) {
    const plan = { events: seconds * PER_SECOND, merchants: 1_000, until: Date.now(), perSecond: PER_SECOND };
    this.over = this.send(target, drawTraffic(plan));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.over;
  }

  private async send(target: Target, events: readonly WireEvent[]): Promise<void> {
    const started = performance.now();
    for (let second = 0; second * PER_SECOND < events.length && !this.closed; second++) {
      await sleep(Math.max(0, started + second * 1000 - performance.now()));
      const occurredAt = new Date().toISOString();
      const batch = events.slice(second * PER_SECOND, (second + 1) * PER_SECOND).map((event) => ({ ...event, occurredAt }));
      await closedLoop(target.port, [eventsRequest(target, JSON.stringify(batch))], 1);
    }
  }
}
