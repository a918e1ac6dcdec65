import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askRedis } from './ask.js';
import { RedisProcess, type RedisProgram } from './redis-process.js';
import { makeOwnFolder } from './socket-place.js';
import { cutTornTail } from './torn-tail.js';

/** First wait before a restart, doubled with each further one, in milliseconds. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** After this long alive a death counts as the first again, in milliseconds. */
const STABLE_MS = 10_000;

/** Starts a redis-server on its folder, with all that belongs to a start. `tell` gets a line for people. */
export async function startOnce(program: RedisProgram, tell: (line: string) => void): Promise<RedisProcess> {
  makeOwnFolder(program.dir);
  makeOwnFolder(dirname(program.socketPath)); // below /tmp it may have been swept away
  const cut = await cutTornTail(program.dir);
  if (cut > 0) tell(`The append-only file ended inside an unfinished write (power loss?): ${cut} bytes cut off`);
  const redis = await RedisProcess.start(program);
  // A rewritten file holds nothing of an earlier accident. Refused only while one is already under way, which does as well.
  await askRedis(program.socketPath, 'BGREWRITEAOF');
  return redis;
}

/** Keeps one redis-server running: starts it again, with growing waits, whenever it ends without having been stopped. */
export class Supervisor {
  private readonly stopping = new AbortController();
  private readonly over: Promise<void>;

  constructor(
    private readonly program: RedisProgram,
    private current: RedisProcess,
    private readonly tell: (line: string) => void,
  ) {
    this.over = this.watch();
  }

  /** Process number of the redis-server of this moment; undefined between two of them. */
  get pid(): number | undefined {
    return this.current.pid;
  }

  /** Stops it for good and waits until it is gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.current.stop();
    await this.over;
  }

  /** A method and not a field's value: it changes while others wait. */
  private isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async watch(): Promise<void> {
    let wait = FIRST_WAIT_MS;
    for (;;) {
      const born = performance.now();
      const how = await this.current.ended;
      if (this.isStopped()) return this.current.stop();
      if (performance.now() - born > STABLE_MS) wait = FIRST_WAIT_MS;
      this.tell(`Redis ended (${how}), starting it again in ${wait} ms. ${this.current.lastWords}`);
      wait = await this.revive(wait);
      if (this.isStopped()) return this.current.stop();
    }
  }

  /** Tries until it runs again or is stopped; returns the wait for the next time. */
  private async revive(first: number): Promise<number> {
    for (let wait = first; ;) {
      await sleep(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      if (this.isStopped()) return wait;
      try {
        this.current = await startOnce(this.program, this.tell);
        this.tell('Redis runs again');
        return wait;
      } catch (error) {
        this.tell(`Redis does not start, next try in ${wait} ms: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
