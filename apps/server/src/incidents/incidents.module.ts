import { Module } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { Clock } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { IncidentRules, LiveJudge } from '@tillwatch/judge';
import { IncidentsView, Slices } from '@tillwatch/views';
import { Counting, TierClock } from '@tillwatch/windows';
import { CATALOGUE, CLOCK } from '../platform/tokens.js';
import { IncidentDesk } from './incident-desk.js';
import { IncidentsController } from './incidents.controller.js';
import { SlicesController } from './slices.controller.js';

type SliceParts = [Counting, LiveJudge, IncidentRules, Catalogue, TierClock, Clock];

/** Incidents: reading them, doing something about them, and how every slice stands. */
@Module({
  controllers: [IncidentsController, SlicesController],
  providers: [
    {
      provide: IncidentsView,
      inject: [IncidentStore, LiveJudge, CATALOGUE, CLOCK],
      useFactory: (...[store, judge, catalogue, clock]: [IncidentStore, LiveJudge, Catalogue, Clock]) =>
        new IncidentsView({ store, judge, catalogue, clock }),
    },
    {
      provide: Slices,
      inject: [Counting, LiveJudge, IncidentRules, CATALOGUE, TierClock, CLOCK],
      useFactory: (...[counting, judge, rules, catalogue, tierClock, clock]: SliceParts) =>
        new Slices({ counting, judge, rules, catalogue, tierClock, clock }),
    },
    IncidentDesk,
  ],
  exports: [IncidentsView],
})
export class IncidentsModule {}
