import { spawn, type ChildProcess } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '@tillwatch/config';
import { askRedis } from './ask.js';

/** How to run one redis-server. */
export interface RedisProgram {
  /** Program: a path, or a name on PATH. */
  readonly bin: string;
  /** Folder of shared libraries it needs, if the system has not got them. */
  readonly libPath: string | undefined;
  /** The shipped redis.conf. */
  readonly confFile: string;
  /** Folder of its append-only file. */
  readonly dir: string;
  readonly socketPath: string;
}

/** Longest wait for a first sign of life, in milliseconds. Reading a large file afterwards may take as long as it takes. */
const FIRST_SIGN_MS = 10_000;
/** Wait for an orderly exit before the process is killed, in milliseconds. */
const STOP_MS = 15_000;
const POLL_MS = 10;
/** Characters of its output kept for an error message. */
const KEPT_OUTPUT = 2_000;

/** util-linux's helper: the kernel sends the started process a SIGTERM when this one is gone, however it went. */
const SETPRIV = '/usr/bin/setpriv';

/** Not on other systems, and not where it is a link to busybox, which cannot do this: an orphan is then stopped by the next start. */
const hasSetpriv = (): boolean => lstatSync(SETPRIV, { throwIfNoEntry: false })?.isFile() === true;

/** A running redis-server of our own. */
export class RedisProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    /** Settles when the process has ended, however it ended, with how. */
    readonly ended: Promise<string>,
  ) {
    const keep = (data: Buffer): void => {
      this.output = (this.output + data.toString('utf8')).slice(-KEPT_OUTPUT);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /** Starts redis-server and waits until it answers, its file being read. Throws with its own words when it ends before. */
  static async start(program: RedisProgram): Promise<RedisProcess> {
    const { bin, libPath, confFile, dir, socketPath } = program;
    const args = [confFile, '--unixsocket', socketPath, '--dir', dir];
    const command = hasSetpriv() ? [SETPRIV, '--pdeathsig', 'TERM', bin, ...args] : [bin, ...args];
    const env = childEnvironment(libPath === undefined ? {} : { LD_LIBRARY_PATH: libPath });
    // A session of its own: Ctrl-C in the terminal reaches the server only, which stops Redis after its last write.
    const child = spawn(command[0] ?? bin, command.slice(1), { env, cwd: dir, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit status ${code ?? 'unknown'}`));
    });
    const started = new RedisProcess(child, ended);
    await started.untilReady(socketPath);
    return started;
  }

  /** Process number; undefined when it never ran. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** What it last said. */
  get lastWords(): string {
    return this.output.trim();
  }

  /** Ends it in order (the append-only file is flushed) and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.isOver()) return;
    const force = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(force);
  }

  private isOver(): boolean {
    return this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async untilReady(socketPath: string): Promise<void> {
    const start = performance.now();
    let alive = false;
    for (;;) {
      const answer = await askRedis(socketPath, 'PING');
      if (answer === '+PONG' && !this.isOver()) return;
      alive ||= answer !== undefined; // -LOADING: it is reading its file
      if (this.isOver()) throw new Error(`redis-server did not start (${await this.ended}). ${this.lastWords}`);
      if (!alive && performance.now() - start > FIRST_SIGN_MS) {
        this.child.kill('SIGKILL');
        throw new Error(`redis-server gave no sign of life in ${FIRST_SIGN_MS / 1000} s. ${this.lastWords}`);
      }
      await sleep(POLL_MS);
    }
  }
}
