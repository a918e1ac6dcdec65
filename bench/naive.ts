import type { StageEvent } from '@tillwatch/domain';
import type { Redis } from 'ioredis';

/** Events that wait for their answer at the same time. */
const IN_FLIGHT = 100;
const WINDOW_MS = 300_000;
const SERIES = ['provider', 'method', 'browser', 'issuer', 'region', 'merchant'] as const;

/**
 * The obvious way to keep rolling counts: per event a SET NX against repeats, and for each of eight series an INCR of its
 * total and a sorted set of its last five minutes, everything of an event in one pipeline.
 * @returns events per second
 */
export async function naivePerSecond(redis: Redis, events: readonly StageEvent[]): Promise<number> {
  const started = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let event = events[next++]; event !== undefined; event = events[next++]) await countNaively(redis, event);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return events.length / ((performance.now() - started) / 1000);
}

async function countNaively(redis: Redis, event: StageEvent): Promise<void> {
  const pipeline = redis.pipeline().set(`bench:naive:seen:${event.id}`, 1, 'EX', 172_800, 'NX');
  const { stage, outcome, occurredAt, dimensions } = event;
  const pair = `${dimensions['provider'] ?? ''}:${dimensions['method'] ?? ''}`;
  for (const segment of ['', pair, ...SERIES.map((name) => `${name}=${dimensions[name] ?? ''}`)]) {
    const series = `bench:naive:${stage}:${outcome}:${segment}`;
    pipeline.incr(series);
    pipeline.zadd(`${series}:last`, occurredAt, event.id);
    pipeline.zremrangebyscore(`${series}:last`, '-inf', occurredAt - WINDOW_MS);
  }
  await pipeline.exec();
}
