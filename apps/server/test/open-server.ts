import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createKey, type AccessStore, type KeyRequest } from '@tillwatch/access';
import { loadCatalogue } from '@tillwatch/catalogue';
import { installRoot, loadConfig, type AppConfig } from '@tillwatch/config';
import { connectRedis, KeySpace, parseRedisAddress, type RedisAddress } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { createApp } from '../src/create-app.js';
import { createLog } from '../src/platform/log.js';

/** A whole server on the test Redis, with a key prefix, a clock and a log of its own. */
export interface TestServer {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly redis: Redis;
  readonly store: AccessStore;
  /** Every line that was logged. */
  readonly logged: string[];
  readonly clock: { now(): number; ms: number };
  key(request?: Partial<KeyRequest>): Promise<string>;
  close(): Promise<void>;
}

/** The Redis that the runner of the specs started. */
export function sharedRedis(): RedisAddress {
  // eslint-disable-next-line no-restricted-properties -- said by the runner of the specs, not by people
  return parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? '');
}

/** Starts one, listening on a free port of this machine. Settings as in the configuration; `own` is laid over the shipped configuration. */
export async function openServer(
  settings: Partial<AppConfig> = {},
  redisAddress = sharedRedis(),
  own: readonly string[] = [],
): Promise<TestServer> {
  const redis = connectRedis(redisAddress, { name: 'server-spec' });
  const clock = { ms: Date.now(), now: () => clock.ms };
  const keys = new KeySpace(`test:${randomUUID()}:`);
  const store = { redis, prefix: keys.prefix };
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  const config: AppConfig = { ...loadConfig({ env: {} }), ...settings };
  const catalogue = loadCatalogue([join(installRoot(), 'config'), ...own]);
  const app = await createApp({ config, clock, log, redis, redisAddress, keys, catalogue });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    ...{ app, redis, store, logged, clock, url: (await app.getUrl()).replace('[::1]', '127.0.0.1') },
    key: async (request) =>
      (await createKey(store, { tenant: 'default', merchant: '*', scopes: ['events:write'], name: 'spec', ...request }, clock.ms)).key,
    close: async () => {
      await app.close();
      for (const name of await redis.keys(`${keys.prefix}*`)) await redis.del(name);
      redis.disconnect();
    },
  };
}

/** An event that is accepted at this time. */
export function eventAt(ms: number, more: object = {}): Record<string, unknown> {
  return {
    id: randomUUID(),
    journey: 'checkout',
    stage: 'authorisation',
    attempt: 'a1',
    outcome: 'ok',
    occurredAt: new Date(ms).toISOString(),
    dimensions: { merchant: 'm_01', provider: 'kg-inicis', method: 'card' },
    ...more,
  };
}
