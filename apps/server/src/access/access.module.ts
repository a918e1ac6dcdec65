import { Module } from '@nestjs/common';
import { KeyVerifier, RateLimits, type AccessStore } from '@tillwatch/access';
import type { AppConfig } from '@tillwatch/config';
import { MAX_EVENTS_PER_REQUEST } from '@tillwatch/contract';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { CONFIG, KEYS, REDIS } from '../platform/tokens.js';
import { AccessHook } from './access-hook.js';
import { ACCESS_STORE } from './access-store.js';
import { Doorman } from './doorman.js';
import { FirstRunController } from './first-run.controller.js';
import { MeController } from './me.controller.js';

/** Seconds of its rate that a key may save up. */
const BURST_SECONDS = 2;

/** Who may see and send what. */
@Module({
  controllers: [FirstRunController, MeController],
  providers: [
    {
      provide: ACCESS_STORE,
      inject: [REDIS, KEYS],
      useFactory: (redis: Redis, keys: KeySpace): AccessStore => ({ redis, prefix: keys.prefix }),
    },
    { provide: KeyVerifier, inject: [ACCESS_STORE], useFactory: (store: AccessStore) => new KeyVerifier(store) },
    {
      provide: RateLimits,
      inject: [CONFIG],
      useFactory: ({ eventsPerSecond }: AppConfig) =>
        new RateLimits({ perSecond: eventsPerSecond, burst: Math.max(MAX_EVENTS_PER_REQUEST, eventsPerSecond * BURST_SECONDS) }),
    },
    Doorman,
    AccessHook,
  ],
  exports: [Doorman, AccessHook, RateLimits, ACCESS_STORE],
})
export class AccessModule {}
