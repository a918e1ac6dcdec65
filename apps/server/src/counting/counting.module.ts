import { Global, Module, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { AppConfig } from '@tillwatch/config';
import type { Clock, LocalisedText } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { IncidentRules, judgedTogether, LiveJudge } from '@tillwatch/judge';
import type { Installation } from '@tillwatch/ledger';
import { connectRedis, type KeySpace, type RedisAddress } from '@tillwatch/redis';
import { ReadableWindows } from '@tillwatch/views';
import { Counting, RangeReader, TierClock, type CountingState } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { DoorHealth } from '../health/door-health.js';
import { Readiness } from '../health/readiness.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { CATALOGUE, CLOCK, CONFIG, INSTALLATION, KEYS, LOG, REDIS, REDIS_ADDRESS } from '../platform/tokens.js';
import { SELF_TEST_JOURNEY } from '../self-test/self-test-journey.js';
import { CountingMetrics } from './counting-metrics.js';
import { ReadableWriter } from './readable-writer.js';

/** Connections of the counting alone: one waits inside Redis, and a slow snapshot must hold up no request. */
class CountingConnections {
  readonly redis: Redis;
  readonly reader: Redis;

  constructor(address: RedisAddress, log: Logger) {
    const heard = (name: string, blocking = false): Redis => {
      // Reading back a lot on a busy machine takes longer than an ordinary answer; giving up would only mean to begin again.
      const redis = connectRedis(address, { name, blocking, timeoutMs: PATIENCE_MS });
      // Every fault also fails the command it belongs to, which is where it is dealt with and logged.
      return redis.on('error', (error) => log.debug({ err: error }, `connection ${name}`));
    };
    this.redis = heard('counting');
    this.reader = heard('log', true);
  }

  close(): void {
    this.redis.disconnect();
    this.reader.disconnect();
  }
}

function openCounting(...[connections, config, catalogue, keys, clock, log, tierClock, door]: CountingParts): Counting {
  return new Counting(connections, {
    journeys: [...catalogue.journeys, SELF_TEST_JOURNEY],
    tierClock,
    watched: catalogue.boards.flatMap(({ tiles }) => tiles.map(({ segment }) => Object.keys(segment))).filter((names) => names.length > 1),
    judgedTogether: judgedTogether(catalogue),
    keys,
    clock,
    alone: config.redisUrl === undefined,
    onFault: (what, error) => log.warn({ err: error }, `${what}: starting over from what is stored`),
    takenUntil: (now) => door.takenUntil(now),
  });
}

type JudgeParts = [Counting, RangeReader, TierClock, Clock, Logger, IncidentRules, IncidentStore];
type CountingParts = [CountingConnections, AppConfig, Catalogue, KeySpace, Clock, Logger, TierClock, DoorHealth];

/** Longest wait of the counting for one answer of Redis, in milliseconds. */
const PATIENCE_MS = 15_000;

const READING_BACK: LocalisedText = { ko: '집계를 다시 읽는 중입니다', en: 'the counts are being read back' };
const NOT_COUNTING: Readonly<Record<CountingState, LocalisedText>> = {
  loading: READING_BACK,
  counting: READING_BACK,
  standby: { ko: '다른 프로세스가 이 Redis를 집계하고 있습니다', en: 'another process counts on this Redis' },
  stopped: { ko: '서버를 끝내는 중입니다', en: 'the server is about to end' },
};

/** Follows the log, keeps the counts, judges them, and writes them where other programs can read them. */
@Global()
@Module({
  imports: [LedgerModule, MetricsModule],
  providers: [
    { provide: TierClock, inject: [CONFIG], useFactory: ({ timeZone }: AppConfig) => new TierClock(timeZone) },
    {
      provide: CountingConnections,
      inject: [REDIS_ADDRESS, LOG],
      useFactory: (address: RedisAddress, log: Logger) => new CountingConnections(address, log),
    },
    {
      provide: Counting,
      inject: [CountingConnections, CONFIG, CATALOGUE, KEYS, CLOCK, LOG, TierClock, DoorHealth],
      useFactory: openCounting,
    },
    {
      provide: RangeReader,
      inject: [Counting, INSTALLATION],
      useFactory: (counting: Counting, { createdAt }: Installation) => new RangeReader(counting, createdAt),
    },
    { provide: IncidentStore, inject: [REDIS, KEYS], useFactory: (redis: Redis, keys: KeySpace) => new IncidentStore(redis, keys) },
    { provide: IncidentRules, inject: [CATALOGUE], useFactory: (catalogue: Catalogue) => new IncidentRules(catalogue) },
    {
      provide: LiveJudge,
      inject: [Counting, RangeReader, TierClock, CLOCK, LOG, IncidentRules, IncidentStore],
      useFactory: (...[counting, reader, tierClock, clock, log, rules, store]: JudgeParts) =>
        new LiveJudge(counting, reader, { tierClock, clock, rules, store, onFault: (error) => log.warn({ err: error }, 'judging') }),
    },
    {
      provide: ReadableWindows,
      inject: [REDIS, KEYS, CATALOGUE],
      useFactory: (redis: Redis, keys: KeySpace, catalogue: Catalogue) => new ReadableWindows(redis, keys, catalogue),
    },
    ReadableWriter,
    CountingMetrics,
  ],
  exports: [Counting, RangeReader, TierClock, LiveJudge, IncidentStore, IncidentRules],
})
export class CountingModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly counting: Counting,
    private readonly judge: LiveJudge,
    private readonly readable: ReadableWriter,
    private readonly readiness: Readiness,
    private readonly connections: CountingConnections,
  ) {}

  onModuleInit(): void {
    this.readiness.require('counts', () => (this.counting.fold === undefined ? NOT_COUNTING[this.counting.state] : undefined));
  }

  onApplicationBootstrap(): void {
    this.counting.start();
    this.judge.start();
    this.readable.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.readable.stop();
    await this.judge.stop();
    await this.counting.stop();
    this.connections.close();
  }
}
