import { Module } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { Clock } from '@tillwatch/domain';
import { Fingerprints, type Installation } from '@tillwatch/ledger';
import type { KeySpace } from '@tillwatch/redis';
import { AttemptLookup } from '@tillwatch/views';
import { AttemptArchive, RangeReader } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import { LedgerModule } from '../ledger/ledger.module.js';
import { CATALOGUE, CLOCK, INSTALLATION, KEYS, REDIS } from '../platform/tokens.js';
import { AttemptEraser } from './attempt-eraser.js';
import { AttemptsController } from './attempts.controller.js';

/** Looks up and erases single attempts. */
@Module({
  imports: [LedgerModule],
  controllers: [AttemptsController],
  providers: [
    {
      provide: AttemptArchive,
      inject: [REDIS, KEYS],
      useFactory: (redis: Redis, keys: KeySpace) => new AttemptArchive(redis, keys),
    },
    {
      provide: AttemptLookup,
      inject: [CATALOGUE, RangeReader, AttemptArchive, CLOCK, INSTALLATION],
      useFactory: (...parts: [Catalogue, RangeReader, AttemptArchive, Clock, Installation]) => {
        const [catalogue, reader, archive, clock, { seed }] = parts;
        const prints = new Fingerprints(seed);
        return new AttemptLookup({ catalogue, reader, archive, clock, hashOf: (scope, attempt) => prints.attempt(scope, attempt) });
      },
    },
    {
      provide: AttemptEraser,
      inject: [REDIS, KEYS, AttemptArchive, CLOCK],
      useFactory: (redis: Redis, keys: KeySpace, archive: AttemptArchive, clock: Clock) =>
        new AttemptEraser({ redis, keys, archive, clock }),
    },
  ],
})
export class AttemptsModule {}
