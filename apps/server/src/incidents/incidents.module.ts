import { Module } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { AppConfig } from '@tillwatch/config';
import type { Clock } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { IncidentRules, LiveJudge } from '@tillwatch/judge';
import { IncidentsView, SliceFailures, Slices } from '@tillwatch/views';
import { Counting, TierClock } from '@tillwatch/windows';
import { CATALOGUE, CLOCK, CONFIG } from '../platform/tokens.js';
import { IncidentDesk } from './incident-desk.js';
import { IncidentsController } from './incidents.controller.js';
import { SlicesController } from './slices.controller.js';

type ViewParts = [IncidentStore, LiveJudge, Catalogue, Clock, AppConfig];
type SliceParts = [Counting, LiveJudge, IncidentRules, TierClock, Clock, AppConfig];

/** Incidents: reading them, doing something about them, and how every slice stands. */
@Module({
  controllers: [IncidentsController, SlicesController],
  providers: [
    {
      provide: IncidentsView,
      inject: [IncidentStore, LiveJudge, CATALOGUE, CLOCK, CONFIG],
      useFactory: (...[store, judge, catalogue, clock, { timeZone }]: ViewParts) =>
        new IncidentsView({ store, judge, catalogue, clock, timeZone }),
    },
    {
      provide: Slices,
      inject: [Counting, LiveJudge, IncidentRules, TierClock, CLOCK, CONFIG],
      useFactory: (...[counting, judge, rules, tierClock, clock, { timeZone }]: SliceParts) =>
        new Slices({ counting, judge, rules, tierClock, clock, timeZone }),
    },
    {
      provide: SliceFailures,
      inject: [Counting, CATALOGUE, CLOCK],
      useFactory: (counting: Counting, catalogue: Catalogue, clock: Clock) => new SliceFailures({ counting, catalogue, clock }),
    },
    IncidentDesk,
  ],
  exports: [IncidentsView],
})
export class IncidentsModule {}
