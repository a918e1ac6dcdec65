import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { installRoot } from '@tillwatch/config';
import { IntakeModule } from '../intake/intake.module.js';
import { FirstEvents } from './first-events.js';
import { ScreensController } from './screens.controller.js';
import { Shelf } from './shelf.js';

/** Serves the built screens. */
@Module({
  imports: [IntakeModule],
  controllers: [ScreensController],
  providers: [{ provide: Shelf, useFactory: () => new Shelf(join(installRoot(), 'dist', 'wall')) }, FirstEvents],
  exports: [Shelf, FirstEvents],
})
export class ScreensModule {}
