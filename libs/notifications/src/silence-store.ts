import type { Silence } from '@tillwatch/domain';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';

/** How long a silence is shown that is over, in ms. */
const SHOWN_MS = 7 * 86_400_000;

/** Silences in Redis. */
export class SilenceStore {
  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
  ) {}

  async put(silence: Silence): Promise<void> {
    await this.redis.hset(this.keys.silences, silence.id, JSON.stringify(silence));
  }

  async find(id: string): Promise<Silence | undefined> {
    const text = await this.redis.hget(this.keys.silences, id);
    return text === null ? undefined : (JSON.parse(text) as Silence);
  }

  /** All that hold, will, or did lately, the last to end first; what is over for long is forgotten. @param now ms since the epoch */
  async list(now: number): Promise<Silence[]> {
    const stored = (await this.redis.hvals(this.keys.silences)).map((text) => JSON.parse(text) as Silence);
    const old = stored.filter(({ endsAt }) => endsAt < now - SHOWN_MS).map(({ id }) => id);
    if (old.length > 0) await this.redis.hdel(this.keys.silences, ...old);
    return stored.filter(({ id }) => !old.includes(id)).sort((a, b) => b.endsAt - a.endsAt);
  }
}
