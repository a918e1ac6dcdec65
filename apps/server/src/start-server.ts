import { loadCatalogue } from '@tillwatch/catalogue';
import { boardLinkKey } from '@tillwatch/access';
import { isLoopback, type AppConfig } from '@tillwatch/config';
import { systemClock } from '@tillwatch/domain';
import { connectRedis, DEFAULT_PREFIX, KeySpace, parseRedisAddress, startPrivateRedis, type RedisAddress } from '@tillwatch/redis';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Redis } from 'ioredis';
import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import { createApp } from './create-app.js';

/** How often idle connections are closed while the server closes, and how long requests under way may still take (ms). */
const [IDLE_CLOSED_MS, ANSWERED_WITHIN_MS] = [100, 10_000];

/** A server that answers. */
export interface RunningServer {
  /** Where it answers, as people on this machine write it. */
  readonly url: string;
  /** Opens the wall where screens need a token. */
  readonly wallToken: string | undefined;
  /** Takes no more requests, answers those under way, writes what waits, stops the private Redis. */
  stop(): Promise<void>;
}

/** Undoes what was started, in reverse, whatever fails on the way. */
class Undo {
  private readonly steps: (() => Promise<void>)[] = [];

  constructor(private readonly log: Logger) {}

  push(step: () => Promise<void>): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      await step().catch((error: unknown) => this.log.error({ err: error }, 'a part did not stop in order'));
    }
  }
}

async function findRedis(config: AppConfig, log: Logger, undo: Undo): Promise<RedisAddress> {
  if (config.redisUrl !== undefined) return parseRedisAddress(config.redisUrl);
  const redis = await startPrivateRedis(config, { purpose: 'server', tell: (line) => log.warn(line) });
  undo.push(() => redis.stop());
  return redis.address;
}

async function connect(address: RedisAddress, log: Logger, undo: Undo): Promise<Redis> {
  const redis = connectRedis(address, { name: 'server' });
  redis.on('error', (error: Error) => log.warn({ err: error }, 'the connection to Redis is broken'));
  undo.push(async () => {
    redis.disconnect();
    await Promise.resolve();
  });
  await redis.ping();
  return redis;
}

/**
 * Closes the app. A connection that was answered, or opened, while the server closed is no idle one at that moment, and would hold the
 * end up for as long as it may be kept alive.
 */
async function closeOrderly(app: NestFastifyApplication): Promise<void> {
  const server: HttpServer = app.getHttpServer();
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CLOSED_MS);
  const last = setTimeout(() => server.closeAllConnections(), ANSWERED_WITHIN_MS);
  await app.close().finally(() => {
    clearInterval(idle);
    clearTimeout(last);
  });
}

/** Starts everything a server needs and the server itself. What was started is stopped again where a later part fails. */
export async function startServer(config: AppConfig, log: Logger): Promise<RunningServer> {
  const undo = new Undo(log);
  try {
    const catalogue = loadCatalogue(config.configDirs);
    const redisAddress = await findRedis(config, log, undo);
    const redis = await connect(redisAddress, log, undo);
    const keys = new KeySpace(DEFAULT_PREFIX);
    const app = await createApp({ config, clock: systemClock, log, redis, redisAddress, keys, catalogue });
    undo.push(() => closeOrderly(app));
    const wallToken = isLoopback(config.listen) ? undefined : await boardLinkKey({ redis, prefix: keys.prefix }, systemClock.now());
    await app.listen({ port: config.port, host: config.listen });
    return { url: localUrl(await app.getUrl()), wallToken, stop: () => undo.run() };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

/** Addresses that mean "every one of this machine" are no addresses to open. */
function localUrl(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
