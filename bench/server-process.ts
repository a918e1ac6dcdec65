import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKey, DEFAULT_TENANT } from '@tillwatch/access';
import { childEnvironment, installRoot, loadConfig } from '@tillwatch/config';
import { systemClock } from '@tillwatch/domain';
import { connectRedis, DEFAULT_PREFIX, openRedis } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { temporaryFolder } from './place.js';

/** How a server is started; `nodeArgs` for profiling. */
export interface ServerPlan {
  readonly dataDir?: string;
  readonly port?: number;
  readonly nodeArgs?: readonly string[];
}

/** Longest start of a server, in milliseconds. */
const PATIENCE_MS = 60_000;

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The real, built server as a child process, with its private Redis in a folder of its own. */
export class ServerProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
    readonly dataDir: string,
    /** A connection to its Redis. */
    readonly redis: Redis,
    private readonly cleanUp: () => void,
  ) {}

  /** Starts it and waits until it takes events. */
  static async start(plan: ServerPlan = {}): Promise<ServerProcess> {
    const folder = plan.dataDir === undefined ? temporaryFolder() : { path: plan.dataDir, remove: () => undefined };
    const port = plan.port ?? (await freePort());
    const program = join(installRoot(), 'dist/node/apps/server/src/main.js');
    const args = [...(plan.nodeArgs ?? []), '--enable-source-maps', program, '--port', String(port), '--data', folder.path];
    const env = childEnvironment({ NODE_ENV: 'production', TILLWATCH_EVENTS_PER_SECOND: '10000000', TILLWATCH_LOG_LEVEL: 'error' });
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await ready(child, port);
    const { address } = await openRedis(loadConfig({ args: ['--data', folder.path] }), { purpose: 'bench', tell: () => undefined });
    const redis = connectRedis(address, { name: 'bench' }).on('error', () => undefined);
    return new ServerProcess(child, port, folder.path, redis, folder.remove);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A key that sends events and reads numbers. */
  async key(): Promise<string> {
    const request = { tenant: DEFAULT_TENANT, merchant: '*', scopes: ['events:write', 'stats:read'] as const, name: 'bench' };
    return (await createKey({ redis: this.redis, prefix: DEFAULT_PREFIX }, request, systemClock.now())).key;
  }

  /** CPU time of the server process since its start, in microseconds (Linux: /proc; clock ticks of 10 ms). */
  cpu(): number {
    const stat = readFileSync(`/proc/${this.child.pid ?? 0}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    this.redis.disconnect();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
    this.cleanUp();
  }
}

/** Waits until a server is ready. */
async function ready(child: ChildProcess, port: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server ended with status ${child.exitCode}.`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(50);
  }
  child.kill();
  throw new Error('The server did not get ready in a minute.');
}
