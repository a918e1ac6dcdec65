import { Module } from '@nestjs/common';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { AccessModule } from '../access/access.module.js';
import { ErrorsModule } from '../errors/errors.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { KEYS, REDIS } from '../platform/tokens.js';
import { Aftermath } from './aftermath.js';
import { Arrivals } from './arrivals.js';
import { CheckContexts } from './check-contexts.js';
import { EventDoor } from './event-door.js';
import { EventsController } from './events.controller.js';
import { IntakeMetrics } from './intake-metrics.js';
import { RejectedLog } from './rejected-log.js';
import { RejectionKeeper } from './rejection-keeper.js';
import { RejectionsController } from './rejections.controller.js';

/** Events in, and what was rejected of them. */
@Module({
  imports: [AccessModule, LedgerModule, ErrorsModule],
  controllers: [EventsController, RejectionsController],
  providers: [
    { provide: RejectedLog, inject: [REDIS, KEYS], useFactory: (redis: Redis, keys: KeySpace) => new RejectedLog(redis, keys.prefix) },
    Arrivals,
    IntakeMetrics,
    CheckContexts,
    RejectionKeeper,
    Aftermath,
    EventDoor,
  ],
  exports: [Arrivals, EventDoor],
})
export class IntakeModule {}
