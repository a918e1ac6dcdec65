import type { Clock } from '@tillwatch/domain';
import { GroupCommit, openInstallation } from '@tillwatch/ledger';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';

/** A real ledger on its own keys, which tells nobody how it is doing. */
export async function ledgerFor(redis: Redis, keys: KeySpace, clock: Clock): Promise<GroupCommit> {
  const { seed } = await openInstallation(redis, keys, { now: clock.now(), timeZone: 'Asia/Seoul' });
  return new GroupCommit(redis, { keys, seed }, clock, { committed: () => undefined, retried: () => undefined });
}
