import { Module } from '@nestjs/common';
import type { AppConfig } from '@tillwatch/config';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { CONFIG, KEYS, REDIS } from '../platform/tokens.js';
import { Days } from './days.js';
import { ErrorMappings } from './error-mappings.js';
import { ErrorsBook, TallySource } from './errors-book.js';
import { ErrorsController } from './errors.controller.js';
import { ErrorTally, TallyPlaces } from './error-tally.js';
import { MappingController } from './mapping.controller.js';
import { TallyKeys } from './tally-keys.js';
import { readTally } from './tally-reader.js';
import { TallyWriter } from './tally-writer.js';

/** What errors are reported, what they are taken for, and an installation's own word on it. */
@Module({
  controllers: [ErrorsController, MappingController],
  providers: [
    { provide: Days, inject: [CONFIG], useFactory: ({ timeZone }: AppConfig) => new Days(timeZone) },
    { provide: TallyKeys, inject: [KEYS], useFactory: ({ prefix }: KeySpace) => new TallyKeys(prefix) },
    {
      provide: TallyPlaces,
      inject: [REDIS, TallyKeys, Days],
      useFactory: (redis: Redis, keys: TallyKeys, days: Days) => new TallyPlaces(new TallyWriter(redis, keys), days),
    },
    {
      provide: TallySource,
      inject: [REDIS, TallyKeys, Days],
      useFactory: (redis: Redis, keys: TallyKeys, days: Days) => new TallySource(days, (of) => readTally(redis, keys, of)),
    },
    ErrorMappings,
    ErrorTally,
    ErrorsBook,
  ],
  exports: [ErrorMappings, ErrorTally],
})
export class ErrorsModule {}
