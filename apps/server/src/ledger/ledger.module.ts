import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { AppConfig } from '@tillwatch/config';
import type { Clock } from '@tillwatch/domain';
import { GroupCommit, openInstallation, type Installation } from '@tillwatch/ledger';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Metrics } from '../metrics/metrics.js';
import { CLOCK, CONFIG, INSTALLATION, KEYS, LEDGER, LOG, REDIS } from '../platform/tokens.js';
import { CommitMetrics } from './commit-metrics.js';

/** The log of events behind the door. Writes what waits before the server ends. */
@Module({
  providers: [
    { provide: CommitMetrics, inject: [Metrics, LOG], useFactory: (metrics: Metrics, log: Logger) => new CommitMetrics(metrics, log) },
    {
      provide: INSTALLATION,
      inject: [REDIS, KEYS, CLOCK, CONFIG],
      useFactory: (redis: Redis, keys: KeySpace, clock: Clock, { timeZone }: AppConfig) =>
        openInstallation(redis, keys, { now: clock.now(), timeZone }),
    },
    {
      provide: LEDGER,
      inject: [REDIS, KEYS, CLOCK, CommitMetrics, INSTALLATION],
      useFactory: (...[redis, keys, clock, observer, { seed }]: [Redis, KeySpace, Clock, CommitMetrics, Installation]) =>
        new GroupCommit(redis, { keys, seed }, clock, observer),
    },
  ],
  exports: [LEDGER, INSTALLATION],
})
export class LedgerModule implements OnApplicationShutdown {
  constructor(@Inject(LEDGER) private readonly ledger: GroupCommit) {}

  /** The HTTP server is closed by now, so nothing more can come. */
  async onApplicationShutdown(): Promise<void> {
    await this.ledger.idle();
  }
}
