import type { Clock } from '@tillwatch/domain';
import { appendErasure } from '@tillwatch/ledger';
import type { KeySpace } from '@tillwatch/redis';
import type { AttemptHash } from '@tillwatch/views';
import type { AttemptArchive } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import { storageAway } from '../problems/known-problems.js';

/** Where attempts are kept. */
export interface AttemptPlaces {
  readonly redis: Redis;
  readonly keys: KeySpace;
  readonly archive: AttemptArchive;
  readonly clock: Clock;
}

/** Erases attempts wherever they are kept: memory and its snapshots by way of the log, failed ones directly. */
export class AttemptEraser {
  constructor(private readonly places: AttemptPlaces) {}

  /** Returns once it is certain. @throws ProblemError where Redis does not answer */
  async erase(attempt: AttemptHash): Promise<void> {
    const { redis, keys, archive, clock } = this.places;
    try {
      await appendErasure(redis, keys, { attempt, now: clock.now() });
      await archive.erase(attempt, clock.now());
    } catch (error) {
      throw storageAway(error);
    }
  }
}
