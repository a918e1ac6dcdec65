import { randomUUID } from 'node:crypto';
import { runScript, type KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { Notification } from './notification.js';
import { leaveLane } from './leave-lane.generated.js';

/** Longer than one message takes at most; a process that ends meanwhile blocks its lane for as long. */
export const LANE_HELD_MS = 30_000;

/** Sees to it that of one incident and one channel only one process sends at a time: that keeps their order. */
export class LaneLock {
  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
  ) {}

  /** @returns what leaves the lane again; undefined where another is in it */
  async enter({ incident, channel }: Pick<Notification, 'incident' | 'channel'>): Promise<(() => Promise<void>) | undefined> {
    const key = this.keys.notificationLaneLock(incident, channel);
    const mine = randomUUID();
    if ((await this.redis.set(key, mine, 'PX', LANE_HELD_MS, 'NX')) === null) return undefined;
    return async () => {
      await runScript(this.redis, leaveLane, [key], [mine]);
    };
  }
}
