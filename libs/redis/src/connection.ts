import { Redis, type RedisOptions } from 'ioredis';

/** Where a Redis is: a URL (`redis://…`, `rediss://…`) or the path of a unix socket. */
export type RedisAddress = { readonly url: string } | { readonly socket: string };

/** Longest wait for one answer before a command counts as failed, in milliseconds. */
const COMMAND_TIMEOUT_MS = 2_000;
/** A connection that owes an answer for this long (ms) is dead: its other end may be gone without a word. */
const DEAD_MS = 10_000;

const retryStrategy = (times: number): number => Math.min(50 * times, 500);

/**
 * Reconnects for ever (at most half a second between tries) but fails commands at once while Redis is away:
 * callers here know whether a command may be repeated, the client does not.
 */
const options: RedisOptions = {
  maxRetriesPerRequest: 0,
  enableOfflineQueue: true,
  autoResendUnfulfilledCommands: false,
  connectTimeout: COMMAND_TIMEOUT_MS,
  retryStrategy,
};

/** How a connection is going to be used. */
export interface ConnectionUse {
  /** For connections that wait inside Redis (XREAD BLOCK), well below {@link DEAD_MS}: no other time limit on an answer. */
  readonly blocking?: boolean;
  /** Longest wait for one answer, in milliseconds; 2 s unless told otherwise. */
  readonly timeoutMs?: number;
  /** Shown by `CLIENT LIST`. */
  readonly name: string;
}

/** Opens a connection. Errors are also emitted as `error` events, which the caller must listen to. */
export function connectRedis(address: RedisAddress, use: ConnectionUse): Redis {
  const all: RedisOptions = {
    ...options,
    connectionName: `tillwatch-${use.name}`,
    socketTimeout: Math.max(DEAD_MS, use.timeoutMs ?? 0),
    ...(use.blocking === true ? {} : { commandTimeout: use.timeoutMs ?? COMMAND_TIMEOUT_MS }),
  };
  return 'url' in address ? new Redis(address.url, all) : new Redis({ ...all, path: address.socket });
}

/** Connection options and an address, as queues of jobs take them. */
export interface QueueConnection {
  readonly connectTimeout: number;
  readonly retryStrategy: (times: number) => number;
  readonly connectionName: string;
  readonly maxRetriesPerRequest: null;
  readonly url?: string;
  readonly path?: string;
}

/**
 * How a queue of jobs connects: it opens connections of its own, waits inside Redis with some of them, and repeats by itself what Redis
 * did not answer.
 */
export function queueConnection(address: RedisAddress, name: string): QueueConnection {
  const own = { connectTimeout: COMMAND_TIMEOUT_MS, retryStrategy, connectionName: `tillwatch-${name}`, maxRetriesPerRequest: null };
  return 'url' in address ? { ...own, url: address.url } : { ...own, path: address.socket };
}

/** Reads an address as people write it: a URL, or an absolute path of a unix socket. */
export function parseRedisAddress(text: string): RedisAddress {
  return text.startsWith('/') ? { socket: text } : { url: text };
}
