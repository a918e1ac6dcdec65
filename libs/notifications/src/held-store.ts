import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { Heard, Held } from './decided.js';
import type { HoldReason } from './notice.js';

/** How long it is kept why a channel was not told, in seconds. */
const KEPT_SECONDS = 90 * 86_400;
/** Stands for all channels where no route leads to any. */
const NO_CHANNEL = '*';
/** What says nothing about somebody who waits for a message: they know all there is to know, or never do from this channel. */
const SAYS_NOTHING: ReadonlySet<HoldReason> = new Set(['unchanged', 'nothing_to_say']);

/** Why a channel was not told of an incident last, and since when (ms since the epoch). */
export interface HeldSince extends Held {
  readonly at: number;
}

/** Why channels were not told of incidents: who asks why nobody heard is answered from here. */
export class HeldStore {
  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
  ) {}

  /** Keeps why channels are not told; of those that are, there is nothing to keep any more. @param now ms since the epoch */
  async keep({ incident, told, held }: Heard, now: number): Promise<void> {
    const key = this.keys.notificationsHeld(incident);
    const reasons = held.filter(({ reason }) => !SAYS_NOTHING.has(reason));
    const over = told.map(({ channel }) => channel);
    if (reasons.length + over.length === 0) return;
    const known = new Map((await this.of(incident)).map((one) => [one.channel, one.reason]));
    // That it was over before anybody was told is not why.
    const fresh = reasons.filter(({ channel, reason }) => {
      const before = known.get(channel);
      return before === undefined || (before !== reason && reason !== 'over_untold');
    });
    const all = this.redis.multi();
    if (over.length > 0) all.hdel(key, ...over, NO_CHANNEL);
    for (const { channel, reason } of fresh) all.hset(key, channel ?? NO_CHANNEL, JSON.stringify({ reason, at: now }));
    await all.expire(key, KEPT_SECONDS).exec();
  }

  /** Channels that were not told of an incident, or not of what it became, and why; the first of them first. */
  async of(incident: string): Promise<HeldSince[]> {
    const stored = Object.entries(await this.redis.hgetall(this.keys.notificationsHeld(incident)));
    const all = stored.map(([channel, text]) => {
      const { reason, at } = JSON.parse(text) as Pick<HeldSince, 'reason' | 'at'>;
      return { channel: channel === NO_CHANNEL ? null : channel, reason, at };
    });
    return all.sort((a, b) => a.at - b.at);
  }
}
