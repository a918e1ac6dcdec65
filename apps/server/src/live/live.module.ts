import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { ScreensModule } from '../screens/screens.module.js';
import { IncidentRooms } from './incident-rooms.js';
import { LiveGateway } from './live.gateway.js';
import { StartRooms } from './start-rooms.js';
import { WallRooms } from './wall-rooms.js';

/** Pushes numbers to screens. */
@Module({ imports: [AccessModule, IntakeModule, ScreensModule], providers: [LiveGateway, WallRooms, StartRooms, IncidentRooms] })
export class LiveModule {}
