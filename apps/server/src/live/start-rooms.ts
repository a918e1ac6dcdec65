import { Injectable } from '@nestjs/common';
import type { SubscribeResult } from '@tillwatch/contract';
import { Arrivals } from '../intake/arrivals.js';
import type { LiveSocket } from './live-socket.js';

/** Events a first-run page is told of, at most, in one batch of arrivals a second. */
const MOST_PER_SECOND = 5;

/** Tells first-run pages of the events they wait for. */
@Injectable()
export class StartRooms {
  private readonly ends = new Map<LiveSocket, () => void>();

  constructor(private readonly arrivals: Arrivals) {}

  /** Tells a socket of its tenant's events whose attempt begins with `prefix`. */
  join(socket: LiveSocket, prefix: string): SubscribeResult {
    this.leave(socket);
    let second = 0;
    let told = 0;
    const end = this.arrivals.listen((events) => {
      for (const { tenant, journey, stage, outcome, attempt, occurredAt, receivedAt } of events) {
        if (tenant !== socket.data.viewer.tenant || !attempt.startsWith(prefix)) continue;
        const now = Math.floor(receivedAt / 1000);
        if (now !== second) [second, told] = [now, 0];
        if (told++ < MOST_PER_SECOND) socket.emit('arrival.v1', { journey, stage, outcome, attempt, occurredAt, receivedAt });
      }
    });
    this.ends.set(socket, end);
    return { ok: true };
  }

  /** Ends what {@link join} began. */
  leave(socket: LiveSocket): void {
    this.ends.get(socket)?.();
    this.ends.delete(socket);
  }
}
