import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { median } from './report.js';

/** What a Redis can do at most when it counts by itself: one SADD and eight HINCRBY an event, pipelined by 64. */
export interface CountingLimit {
  /** Events per second. */
  readonly perSecond: number;
  /** How it was measured, with the raw rates. */
  readonly how: string;
}

const PIPELINE = 64;
const CONNECTIONS = 20;
const RUNS = 3;
const COUNTERS_PER_EVENT = 8;
const COMMANDS = 400_000;

/** A command with one random part, as redis-benchmark writes it. */
const SADD = ['SADD', 'bench:limit:seen', '__rand_int__'];
const HINCRBY = ['HINCRBY', 'bench:limit:__rand_int__', 'ok', '1'];
const SPREAD = { sadd: 100_000_000, hincrby: 100_000 };

/** Measures it on the Redis behind a socket, with redis-benchmark or, where that is missing, with a raw pipeline of our own. */
export async function countingLimit(socket: string): Promise<CountingLimit> {
  const tool = spawnSync('redis-benchmark', ['--version']).status === 0;
  const rate = (command: string[], spread: number): Promise<number> | number =>
    tool ? withRedisBenchmark(socket, command, spread) : withOwnPipeline(socket, command, spread);
  const sadd: number[] = [];
  const hincrby: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    sadd.push(await rate(SADD, SPREAD.sadd));
    hincrby.push(await rate(HINCRBY, SPREAD.hincrby));
  }
  const [s, h] = [median(sadd), median(hincrby)];
  const by = tool ? 'redis-benchmark' : 'a raw pipeline of our own (redis-benchmark is not installed)';
  return {
    perSecond: 1 / (1 / s + COUNTERS_PER_EVENT / h),
    how: `${by} -P ${PIPELINE}: SADD ${Math.round(s / 1000)} k/s, HINCRBY ${Math.round(h / 1000)} k/s`,
  };
}

function withRedisBenchmark(socket: string, command: readonly string[], spread: number): number {
  const options = ['-s', socket, '-P', PIPELINE, '-c', CONNECTIONS, '-n', COMMANDS, '-r', spread, '--csv'].map(String);
  const { stdout, stderr } = spawnSync('redis-benchmark', [...options, ...command], { encoding: 'utf8', timeout: 120_000 });
  const rate = Number(/^"[^"]*","([\d.]+)"/m.exec(stdout)?.[1]);
  if (!(rate > 0)) throw new Error(`redis-benchmark said nothing usable: ${stdout} ${stderr}`);
  return rate;
}

/** The same with plain sockets: each sends 64 commands, waits for 64 answers, and so on. */
async function withOwnPipeline(socket: string, command: readonly string[], spread: number): Promise<number> {
  let left = COMMANDS / PIPELINE;
  const started = performance.now();
  await Promise.all(
    Array.from(
      { length: CONNECTIONS },
      () =>
        new Promise<void>((resolve, reject) => {
          const connection = connect(socket);
          let answers = 0;
          const sendNext = (): void => {
            if (left-- <= 0) return void connection.end(resolve);
            connection.write(Array.from({ length: PIPELINE }, () => encode(command, Math.floor(Math.random() * spread))).join(''));
          };
          connection.on('connect', sendNext);
          connection.on('error', reject);
          connection.on('data', (data) => {
            for (const byte of data) if (byte === 10) answers++;
            if (answers < PIPELINE) return;
            answers -= PIPELINE;
            sendNext();
          });
        }),
    ),
  );
  return COMMANDS / ((performance.now() - started) / 1000);
}

function encode(command: readonly string[], random: number): string {
  const args = command.map((arg) => arg.replace('__rand_int__', String(random).padStart(12, '0')));
  return `*${args.length}\r\n${args.map((arg) => `$${arg.length}\r\n${arg}\r\n`).join('')}`;
}
