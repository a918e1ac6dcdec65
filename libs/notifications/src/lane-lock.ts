import { randomUUID } from 'node:crypto';
import { runScript, type KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { leaveLane } from './leave-lane.generated.js';
import type { Notification } from './notification.js';
import { stayInLane } from './stay-in-lane.generated.js';

/** Longer than one message takes at most, of three requests; a process that ends meanwhile blocks its lane for as long. */
export const LANE_HELD_MS = 45_000;

/** A lane that one process is in. */
export interface HeldLane {
  /** Holds it for another message. @returns false where it took so long that another process is in it by now */
  stay(): Promise<boolean>;
  leave(): Promise<void>;
}

/** Sees to it that of one incident and one channel only one process sends at a time: that keeps their order. */
export class LaneLock {
  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
  ) {}

  /** @returns undefined where another is in it */
  async enter({ incident, channel }: Pick<Notification, 'incident' | 'channel'>): Promise<HeldLane | undefined> {
    const key = this.keys.notificationLaneLock(incident, channel);
    const mine = randomUUID();
    if ((await this.redis.set(key, mine, 'PX', LANE_HELD_MS, 'NX')) === null) return undefined;
    return {
      stay: async () => (await runScript(this.redis, stayInLane, [key], [mine, LANE_HELD_MS])) === 1,
      leave: async () => {
        await runScript(this.redis, leaveLane, [key], [mine]);
      },
    };
  }
}
