import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { Arrivals } from '../intake/arrivals.js';
import { KEYS, REDIS } from '../platform/tokens.js';

/** Remembers which tenants ever sent an event: the others are shown how to. */
@Injectable()
export class FirstEvents implements OnModuleInit {
  private readonly known = new Set<string>();

  constructor(
    private readonly arrivals: Arrivals,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(KEYS) private readonly keys: KeySpace,
  ) {}

  onModuleInit(): void {
    this.arrivals.listen((events) => {
      const tenant = events[0]?.tenant;
      if (tenant === undefined || this.known.has(tenant)) return;
      this.known.add(tenant);
      this.redis.sadd(this.key, tenant).catch(() => this.known.delete(tenant));
    });
  }

  /** Whether a tenant ever sent an event. Taken for true while Redis does not answer. */
  async has(tenant: string): Promise<boolean> {
    if (this.known.has(tenant)) return true;
    const found = await this.redis.sismember(this.key, tenant).catch(() => 1);
    if (found === 1) this.known.add(tenant);
    return found === 1;
  }

  private get key(): string {
    return `${this.keys.prefix}senders`;
  }
}
