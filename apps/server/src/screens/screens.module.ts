import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { installRoot } from '@tillwatch/config';
import { IncidentsView } from '@tillwatch/views';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { HttpModule } from '../http/http.module.js';
import { FirstEvents } from './first-events.js';
import { IncidentPageController } from './incident-page.controller.js';
import { IncidentPages } from './incident-pages.js';
import { IncidentSource } from './incident-source.js';
import { ScreensController } from './screens.controller.js';
import { Shelf } from './shelf.js';

const built = (...path: string[]): string => join(installRoot(), 'dist', ...path);

/** Serves the built screens. */
@Module({
  imports: [IntakeModule, IncidentsModule, HttpModule],
  controllers: [ScreensController, IncidentPageController],
  providers: [
    { provide: Shelf, useFactory: () => new Shelf(built('wall'), built('desk')) },
    { provide: IncidentPages, inject: [Shelf], useFactory: (shelf: Shelf) => new IncidentPages(built('pages', 'incident-page.js'), shelf) },
    { provide: IncidentSource, useExisting: IncidentsView },
    FirstEvents,
  ],
  exports: [Shelf, FirstEvents],
})
export class ScreensModule {}
