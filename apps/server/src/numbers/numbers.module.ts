import { Module } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { Clock } from '@tillwatch/domain';
import { Numbers, WeakSpots, type NumbersSources } from '@tillwatch/views';
import { Counting, RangeReader, TierClock } from '@tillwatch/windows';
import { CATALOGUE, CLOCK } from '../platform/tokens.js';
import { NUMBERS_SOURCES } from './numbers-sources.js';
import { NumbersController } from './numbers.controller.js';

/** Answers questions about counts. */
@Module({
  controllers: [NumbersController],
  providers: [
    {
      provide: NUMBERS_SOURCES,
      inject: [CATALOGUE, Counting, RangeReader, TierClock, CLOCK],
      useFactory: (
        ...[catalogue, counting, reader, tierClock, clock]: [Catalogue, Counting, RangeReader, TierClock, Clock]
      ): NumbersSources => ({ catalogue, counting, reader, tierClock, clock }),
    },
    { provide: Numbers, inject: [NUMBERS_SOURCES], useFactory: (sources: NumbersSources) => new Numbers(sources) },
    { provide: WeakSpots, inject: [NUMBERS_SOURCES], useFactory: (sources: NumbersSources) => new WeakSpots(sources) },
  ],
})
export class NumbersModule {}
