import { Module, type DynamicModule } from '@nestjs/common';
import { AttemptsModule } from './attempts/attempts.module.js';
import { CountingModule } from './counting/counting.module.js';
import { DocsModule } from './docs/docs.module.js';
import { ErrorsModule } from './errors/errors.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { LiveModule } from './live/live.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { NumbersModule } from './numbers/numbers.module.js';
import { PlatformModule, type Platform } from './platform/platform.module.js';
import { ScreensModule } from './screens/screens.module.js';

/** The server: everything behind its doors, put together. */
@Module({
  imports: [
    HttpModule,
    MetricsModule,
    HealthModule,
    IntakeModule,
    CountingModule,
    NumbersModule,
    AttemptsModule,
    ErrorsModule,
    IncidentsModule,
    NotificationsModule,
    LiveModule,
    ScreensModule,
    DocsModule,
  ],
})
export class ServerModule {
  static on(platform: Platform): DynamicModule {
    return { module: ServerModule, imports: [PlatformModule.with(platform)] };
  }
}
