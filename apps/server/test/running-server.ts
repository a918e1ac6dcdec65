import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from '@tillwatch/config';

const ROOT = join(__dirname, '../../..');
const program = (app: string): string => join(ROOT, 'dist/node/apps', app, 'src/main.js');

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** Asks until it is so; the test's own time limit ends it. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The built server as a process of its own, with a data folder that goes with it. */
export class RunningServer {
  readonly dir = mkdtempSync(join(tmpdir(), 'tillwatch-chain-'));
  url = '';
  key = '';
  private child: ChildProcess | undefined;
  private readonly env: NodeJS.ProcessEnv;

  /**
   * @param redis socket of a Redis that others share with it; a private one where there is none
   * @param settings environment and further arguments
   */
  constructor(
    redis?: string,
    private readonly settings: { readonly env?: Readonly<Record<string, string>>; readonly args?: readonly string[] } = {},
  ) {
    this.env = childEnvironment({ ...settings.env, ...(redis === undefined ? {} : { REDIS_URL: redis }) });
  }

  /** Starts it (again, on the same data and port) and waits until it `is` up: one beside a process that counts is never ready. */
  async start(is: 'readyz' | 'healthz' = 'readyz'): Promise<void> {
    const port = this.url === '' ? await freePort() : Number(new URL(this.url).port);
    this.url = `http://127.0.0.1:${port}`;
    const args = [program('server'), '--port', String(port), '--data', join(this.dir, 'data'), '--no-demo', ...(this.settings.args ?? [])];
    this.child = spawn(process.execPath, args, { stdio: 'ignore', env: this.env });
    await until(() =>
      fetch(`${this.url}/${is}`).then(
        (answer) => answer.status === 200,
        () => false,
      ),
    );
    if (this.key === '') this.key = await this.createKey();
  }

  /** Stops it in its tracks, or has it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  /** Ends it the given way and waits until it has ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Ends it and deletes its data. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Sends events; the door's answer. */
  async send(events: readonly object[]): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) });
    return answer.json();
  }

  /** Path of the private Redis's unix socket. */
  get redisSocket(): string {
    return join(this.dir, 'data', 'redis', 'redis.sock');
  }

  private async createKey(): Promise<string> {
    const args = [program('cli'), 'token', 'create', '--scope', 'events:write,stats:read', '--data', join(this.dir, 'data')];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: this.env });
    return stdout.trimEnd().split('\n').at(-1) ?? '';
  }
}
