import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { ScreensModule } from '../screens/screens.module.js';
import { SelfTestModule } from '../self-test/self-test.module.js';
import { IncidentRooms } from './incident-rooms.js';
import { LiveGateway } from './live.gateway.js';
import { StartRooms } from './start-rooms.js';
import { WallRooms } from './wall-rooms.js';

/** Pushes numbers to screens. */
@Module({
  imports: [AccessModule, IntakeModule, ScreensModule, SelfTestModule],
  providers: [LiveGateway, WallRooms, StartRooms, IncidentRooms],
})
export class LiveModule {}
