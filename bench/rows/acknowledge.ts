import type { StageEvent } from '@tillwatch/domain';
import { GROUP_COMMIT_LIMITS, GroupCommit, openInstallation } from '@tillwatch/ledger';
import type { Redis } from 'ioredis';
import { closedLoop, eventsRequest, openLoop } from '../http-load.js';
import { withPlace, type Place } from '../place.js';
import { median, quantile, type Row } from '../report.js';
import { ServerProcess } from '../server-process.js';
import { checkTraffic, drawTraffic } from '../traffic.js';

const PER_SECOND = 2_000;
const SECONDS = 8;
/** The first part lets the compiler settle and is not counted. */
const WARM_SECONDS = 2;
const WARM_CONNECTIONS = 8;
const RUNS = 3;

/** Answers one event, however that is done. */
type Acknowledge = (event: StageEvent) => Promise<unknown>;

/**
 * How long a sender of single events waits for its answer at 2,000 events/s, next to the same gathering with a PING in place
 * of the write; and the same through the door of the whole product.
 */
export async function acknowledgeRows(): Promise<Row[]> {
  const [off, on, ping]: [number[][], number[][], number[][]] = [[], [], []];
  for (let run = 0; run < RUNS; run++) {
    ping.push(await withPlace(async (place) => pace(pingGroup(await withoutFile(place)))));
    off.push(await withPlace(async (place) => pace(await commitGroup({ ...place, redis: await withoutFile(place) }))));
    on.push(await withPlace(async (place) => pace(await commitGroup(place))));
  }
  const p99 = (runs: readonly number[][]): number => median(runs.map((run) => quantile(run, 0.99)));
  const p50 = (runs: readonly number[][]): string => `median ${median(runs.flat()).toFixed(1)} ms`;
  const limit = { what: 'PING', value: p99(ping) };
  const common = { unit: 'ms', limit } as const;
  return [
    { id: 'ack', what: 'p99 of an answer, no append-only file', value: p99(off), ...common, goal: { atMost: 2 }, note: p50(off) },
    { id: 'ack-file', what: 'p99 of an answer, append-only file on', value: p99(on), ...common, note: p50(on) },
    await overHttp(),
  ];
}

async function withoutFile({ redis }: Place): Promise<Redis> {
  await redis.config('SET', 'appendonly', 'no');
  return redis;
}

async function commitGroup({ redis, keys }: Pick<Place, 'redis' | 'keys'>): Promise<Acknowledge> {
  const { seed } = await openInstallation(redis, keys, { now: Date.now(), timeZone: 'Asia/Seoul' });
  const silent = { committed: () => undefined, retried: () => undefined };
  const ledger = new GroupCommit(redis, { keys, seed }, { now: () => Date.now() }, silent);
  return (event) => ledger.append([event]);
}

/** The same gathering as the ledger's, with nothing to write. */
function pingGroup(redis: Redis): Acknowledge {
  let waiting: (() => void)[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    void redis.ping().then(() => group.forEach((resolve) => resolve()));
  };
  return () =>
    new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setTimeout(flush, GROUP_COMMIT_LIMITS.gatherMs);
    });
}

/** Sends at the wanted rate, each event at its due time. @returns milliseconds from due time to answer, without the warm-up's */
async function pace(acknowledge: Acknowledge): Promise<number[]> {
  const now = Date.now();
  const count = PER_SECOND * SECONDS;
  const events = checkTraffic(drawTraffic({ events: count, merchants: 1_000, until: now, perSecond: PER_SECOND }), now);
  const latencies: number[] = [];
  const answers: Promise<void>[] = [];
  const started = performance.now();
  for (let sent = 0; sent < count; await new Promise((resolve) => setTimeout(resolve, 1))) {
    const due = Math.min(count, Math.floor(((performance.now() - started) / 1000) * PER_SECOND));
    for (const event of events.slice(sent, due)) {
      const dueAt = started + (sent++ * 1000) / PER_SECOND;
      answers.push(acknowledge(event).then(() => void latencies.push(performance.now() - dueAt)));
    }
  }
  await Promise.all(answers);
  return latencies.slice(WARM_SECONDS * PER_SECOND);
}

/** One event a request through the real door, with everything on. */
async function overHttp(): Promise<Row> {
  const server = await ServerProcess.start();
  try {
    const target = { port: server.port, key: await server.key() };
    const now = Date.now();
    const events = drawTraffic({ events: PER_SECOND * SECONDS, merchants: 1_000, until: now, perSecond: PER_SECOND });
    const requests = events.map((event) => eventsRequest(target, JSON.stringify(event)));
    // A server that has just started is no measure: the first requests of an open loop would only queue.
    await closedLoop(server.port, requests.splice(0, WARM_SECONDS * PER_SECOND), WARM_CONNECTIONS);
    const { latencies, failed } = await openLoop(server.port, requests, PER_SECOND);
    if (failed > 0) throw new Error(`${failed} requests were not accepted.`);
    const note = `median ${median(latencies).toFixed(1)} ms; one event a request, append-only file on, sender on the same two cores`;
    return { id: 'ack-http', what: 'p99 of an answer over HTTP', value: quantile(latencies, 0.99), unit: 'ms', note };
  } finally {
    await server.stop();
  }
}
