import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@tillwatch/domain';
import { GROUP_COMMIT_LIMITS } from '@tillwatch/ledger';
import { CLOCK } from '../platform/tokens.js';

/** What was refused comes again within this time, as the longest `Retry-After` of our own refusals asks for (ms). */
const AGAIN_MS = 5_000;

/**
 * Whether the door takes what comes. Of the time in which it refuses by a fault of ours (503, 500) nobody knows what came, so
 * nothing of it may be read as silence. What a sender did wrong (4xx, among them its own key's rate, 429) says nothing of the door.
 */
@Injectable()
export class DoorHealth {
  /** The first refusal since something was taken (ms since the epoch). */
  private closedSince: number | undefined;
  private refusedAt = -Infinity;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** A request was answered with this HTTP status. */
  answered(status: number): void {
    if (status >= 500) this.refused();
    else if (status < 300) this.closedSince = undefined;
  }

  /** Something was refused that should have been taken. */
  refused(): void {
    this.refusedAt = this.clock.now();
    this.closedSince ??= this.refusedAt;
  }

  /** Up to when everything that came was taken (ms since the epoch). */
  takenUntil(now: number): number {
    const since = this.closedSince ?? (now - this.refusedAt < AGAIN_MS ? this.refusedAt : undefined);
    // It may have waited for as long as the ledger tries before it was refused.
    return since === undefined ? now : since - GROUP_COMMIT_LIMITS.giveUpMs;
  }
}
