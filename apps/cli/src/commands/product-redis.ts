import { KeyRequestError } from '@tillwatch/access';
import { DataFolderInUse, loadConfig, type AppConfig } from '@tillwatch/config';
import { connectRedis, openRedis } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { Session } from '../session.js';
import { UsageError } from '../usage-error.js';

/** Options of all commands that work on what the product keeps. */
export interface StoreOptions {
  /** The data folder whose product is meant. */
  readonly data?: string;
}

/** The configuration of the product that is meant. @throws ConfigError */
export function configOf({ data }: StoreOptions): AppConfig {
  return loadConfig({ args: data === undefined ? [] : ['--data', data] });
}

/** Does something in the Redis of the product, running or not. @throws UsageError that says what to do */
export async function withRedis<T>(config: AppConfig, session: Session, purpose: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const opened = await openRedis(config, { purpose, tell: session.terminal.tell, clock: session.clock });
  const redis = connectRedis(opened.address, { name: 'cli' });
  redis.on('error', () => undefined); // told by the command that fails
  try {
    return await use(redis);
  } catch (error) {
    throw explained(error, 'url' in opened.address ? redactedUrl(opened.address.url) : opened.address.socket);
  } finally {
    redis.disconnect();
    await opened.close();
  }
}

function explained(error: unknown, where: string): unknown {
  if (error instanceof KeyRequestError) return new UsageError({ ko: error.message, en: error.message });
  if (error instanceof DataFolderInUse || error instanceof UsageError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new UsageError({
    ko: `Redis(${where})가 응답하지 않습니다: ${text}. 제품이 실행 중인지(npm start), REDIS_URL이나 --data가 맞는지 확인해야 합니다`,
    en: `Redis at ${where} does not answer: ${text}. Is the product running (npm start), and is REDIS_URL or --data the right one?`,
  });
}

/** A Redis URL without its password. */
function redactedUrl(text: string): string {
  return URL.canParse(text) ? new URL(text).host : text;
}
