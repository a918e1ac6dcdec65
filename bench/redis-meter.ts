import type { Redis } from 'ioredis';

/** Reads what a Redis says of itself. */
export class RedisMeter {
  constructor(private readonly redis: Redis) {}

  /** CPU time of its main thread since its start, in microseconds. */
  async cpu(): Promise<number> {
    const info = await this.redis.info('cpu');
    return (field(info, 'used_cpu_user_main_thread') + field(info, 'used_cpu_sys_main_thread')) * 1e6;
  }

  /** Main-thread CPU that some work costs, in microseconds; the reading itself is subtracted. */
  async cpuOf(work: () => Promise<void>): Promise<number> {
    const idle = await this.cpu();
    const before = await this.cpu();
    await work();
    return (await this.cpu()) - before - (before - idle);
  }

  /** Memory of all keys that match a pattern, in bytes (MEMORY USAGE). */
  async memory(pattern: string): Promise<number> {
    let bytes = 0;
    for (const key of await this.keys(pattern)) bytes += Number(await this.redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0'));
    return bytes;
  }

  /** All keys that match a pattern. */
  async keys(pattern: string): Promise<string[]> {
    const found: string[] = [];
    for (let cursor = '0'; ;) {
      const [next, keys] = await this.redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000);
      found.push(...keys);
      if (next === '0') return found;
      cursor = next;
    }
  }
}

function field(info: string, name: string): number {
  return Number(new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1] ?? Number.NaN);
}
