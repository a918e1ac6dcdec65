import { Module } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { Clock } from '@tillwatch/domain';
import { Numbers } from '@tillwatch/views';
import { Counting, RangeReader, TierClock } from '@tillwatch/windows';
import { CATALOGUE, CLOCK } from '../platform/tokens.js';
import { NumbersController } from './numbers.controller.js';

/** Answers questions about counts. */
@Module({
  controllers: [NumbersController],
  providers: [
    {
      provide: Numbers,
      inject: [CATALOGUE, Counting, RangeReader, TierClock, CLOCK],
      useFactory: (...[catalogue, counting, reader, tierClock, clock]: [Catalogue, Counting, RangeReader, TierClock, Clock]) =>
        new Numbers({ catalogue, counting, reader, tierClock, clock }),
    },
  ],
})
export class NumbersModule {}
