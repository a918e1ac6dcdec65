import { randomInt } from 'node:crypto';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';

/** Layout of the stored keys. A program that finds another number refuses to touch the data. */
const LAYOUT = 1;

/** Facts fixed when the first process opened this Redis. */
export interface Installation {
  /** Secret seed of fingerprints and attempt hashes, so that nobody outside can make two ids collide. */
  readonly seed: number;
  /** When it was opened first (ms since epoch). */
  readonly createdAt: number;
}

/** Who opens it, when (ms since epoch) and with which time zone for its days. */
export interface OpenedBy {
  readonly now: number;
  readonly timeZone: string;
}

/** Reads the installation's facts, creating them on first use: all of them at once, so that a crash leaves none or all. */
export async function openInstallation(redis: Redis, keys: KeySpace, by: OpenedBy): Promise<Installation> {
  const facts = { layout: LAYOUT, seed: randomInt(1, 0x7fffffff), createdAt: by.now, timeZone: by.timeZone };
  const creation = redis.multi();
  for (const [fact, value] of Object.entries(facts)) creation.hsetnx(keys.meta, fact, value);
  await creation.exec();
  const meta = await redis.hgetall(keys.meta);
  if (Number(meta['layout']) !== LAYOUT) {
    throw new Error(`This Redis holds data of layout ${meta['layout']}; this program reads layout ${LAYOUT}.`);
  }
  if (meta['timeZone'] !== by.timeZone) {
    throw new Error(
      `This data cuts its days in ${meta['timeZone']}, and the configuration says ${by.timeZone}. Days cannot be cut anew: set the time zone back, or begin with another data folder.`,
    );
  }
  return { seed: Number(meta['seed']), createdAt: Number(meta['createdAt']) };
}
