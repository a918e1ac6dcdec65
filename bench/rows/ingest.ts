import type { WireEvent } from '@tillwatch/contract';
import { countingLimit } from '../counting-limit.js';
import { closedLoop, eventsRequest, type Target } from '../http-load.js';
import { median, type Row } from '../report.js';
import { ServerProcess } from '../server-process.js';
import { batchesOf, checkTraffic, drawTraffic } from '../traffic.js';
import { naivePerSecond } from '../naive.js';
import { WallViewers } from '../wall-viewers.js';

const EVENTS_PER_REQUEST = 100;
const CONNECTIONS = 8;
const WARM_EVENTS = 60_000;
const EVENTS = 150_000;
const RUNS = 3;
const VIEWERS = 5;
const MERCHANTS = 1_000;
/** Rate at which the events say they happened: about what one core takes. */
const PACE = 40_000;
const NAIVE_EVENTS = 6_000;

interface Run {
  readonly acknowledged: number;
  readonly counted: number;
  readonly cpuPerEvent: number;
}

/** Events per second through the real door with everything on, next to what a Redis could count at most by itself. */
export async function ingestRows(): Promise<Row[]> {
  const server = await ServerProcess.start();
  const viewers = await WallViewers.open(server.url, VIEWERS);
  try {
    const target = { port: server.port, key: await server.key() };
    await send(server, target, drawTraffic({ events: WARM_EVENTS, merchants: MERCHANTS, until: Date.now(), perSecond: PACE, seed: 99 }));
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run++) {
      const plan = { events: EVENTS, merchants: MERCHANTS, until: Date.now() + 2_000, perSecond: PACE, seed: run + 1 };
      runs.push(await send(server, target, drawTraffic(plan)));
    }
    // On the same Redis, with the same settings, while the server has nothing to do.
    const limit = await countingLimit(socketOf(server));
    await server.redis.eval("for _, key in ipairs(redis.call('KEYS', 'bench:*')) do redis.call('UNLINK', key) end", 0);
    const naiveEvents = drawTraffic({ events: NAIVE_EVENTS, merchants: MERCHANTS, until: Date.now(), perSecond: PACE });
    const naive = await naivePerSecond(server.redis, checkTraffic(naiveEvents, Date.now()));
    return rowsOf(runs, limit, naive);
  } finally {
    viewers.close();
    await server.stop();
  }
}

/** CPU of the server process for one event over HTTP until it is counted, in µs. */
export async function serverCpuPerEvent(): Promise<number> {
  const server = await ServerProcess.start();
  try {
    const target = { port: server.port, key: await server.key() };
    const traffic = (events: number, seed: number): WireEvent[] =>
      drawTraffic({ events, merchants: MERCHANTS, until: Date.now() + 2_000, perSecond: PACE, seed });
    await send(server, target, traffic(WARM_EVENTS, 99));
    return (await send(server, target, traffic(EVENTS, 1))).cpuPerEvent;
  } finally {
    await server.stop();
  }
}

function socketOf({ redis }: ServerProcess): string {
  const { path } = redis.options;
  if (path === undefined) throw new Error('The bench measures a private Redis only.');
  return path;
}

function rowsOf(runs: readonly Run[], limit: { perSecond: number; how: string }, naive: number): Row[] {
  const counted = median(runs.map((run) => run.counted));
  return [
    {
      id: 'ingest',
      what: `events over HTTP, ${EVENTS_PER_REQUEST} a request, until counted`,
      value: counted,
      unit: 'events/s',
      limit: { what: 'SADD + 8 HINCRBY', value: limit.perSecond },
      goal: { atLeast: 0.5 },
      note: limit.how,
    },
    {
      id: 'ingest-acked',
      what: 'the same, until acknowledged',
      value: median(runs.map((run) => run.acknowledged)),
      unit: 'events/s',
      limit: { what: 'SADD + 8 HINCRBY', value: limit.perSecond },
      note: `runs: ${runs.map((run) => Math.round(run.acknowledged)).join(', ')}`,
    },
    {
      id: 'ingest-naive',
      what: 'the same, until counted',
      value: counted,
      unit: 'events/s',
      limit: { what: 'INCR + ZSET per event', value: naive },
      goal: { atLeast: 10 },
    },
    { id: 'ingest-cpu', what: 'CPU of the server process', value: median(runs.map((run) => run.cpuPerEvent)), unit: 'µs/event' },
  ];
}

async function send(server: ServerProcess, target: Target, events: readonly WireEvent[]): Promise<Run> {
  const requests = batchesOf(events, EVENTS_PER_REQUEST).map((batch) => eventsRequest(target, JSON.stringify(batch)));
  const cpu = server.cpu();
  const started = performance.now();
  const { statuses, seconds } = await closedLoop(server.port, requests, CONNECTIONS);
  if (statuses.get(202) !== requests.length) throw new Error(`Answers by status: ${JSON.stringify([...statuses])}`);
  await untilCounted(server);
  const total = (performance.now() - started) / 1000;
  return {
    acknowledged: events.length / seconds,
    counted: events.length / total,
    cpuPerEvent: (server.cpu() - cpu) / events.length,
  };
}

/** Numbers are answered once everything in the log by then is counted. */
async function untilCounted(server: ServerProcess): Promise<void> {
  const to = Math.floor(Date.now() / 10_000) * 10_000;
  const range = `from=${new Date(to - 60_000).toISOString()}&to=${new Date(to).toISOString()}`;
  for (;;) {
    const answer = await fetch(`${server.url}/v1/stats?journey=checkout&stage=authorisation&${range}`);
    const text = await answer.text();
    if (answer.status === 200) return;
    if (answer.status !== 503) throw new Error(`/v1/stats: ${answer.status} ${text}`);
  }
}
