import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { AppConfig } from '@tillwatch/config';
import type { Clock } from '@tillwatch/domain';
import type { KeySpace, RedisAddress } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { CATALOGUE, CLOCK, CONFIG, KEYS, LOG, REDIS, REDIS_ADDRESS } from './tokens.js';

/** What a server stands on; made, and taken down after it, by whoever starts it. */
export interface Platform {
  readonly config: AppConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly redis: Redis;
  readonly redisAddress: RedisAddress;
  readonly keys: KeySpace;
  readonly catalogue: Catalogue;
}

/** Gives every module what the server stands on. */
@Global()
@Module({})
export class PlatformModule {
  static with(platform: Platform): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: platform.config },
      { provide: CLOCK, useValue: platform.clock },
      { provide: LOG, useValue: platform.log },
      { provide: REDIS, useValue: platform.redis },
      { provide: REDIS_ADDRESS, useValue: platform.redisAddress },
      { provide: KEYS, useValue: platform.keys },
      { provide: CATALOGUE, useValue: platform.catalogue },
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}
