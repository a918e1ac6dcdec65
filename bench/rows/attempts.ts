import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { StageEvent } from '@tillwatch/domain';
import type { LoggedBatch } from '@tillwatch/ledger';
import { logged } from '@tillwatch/testing';
import { Fold, TierClock } from '@tillwatch/windows';
import { BenchClock, Counted } from '../counted.js';
import { plainCounting } from '../plain-counting.js';
import { shippedCatalogue, withPlace, type Place } from '../place.js';
import { median, type Row } from '../report.js';
import { batchesOf, checkTraffic, drawTraffic } from '../traffic.js';
import { serverCpuPerEvent } from './ingest.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const PER_SECOND = 2_000;
const EVENTS = 120_000;
const RUNS = 3;
const OPEN = 200_000;
const EVENTS_PER_WRITE = 1_000;

/** What following attempts costs: on the way in, in memory, in storage, and at a restart. */
export async function attemptRows(): Promise<Row[]> {
  const cpu = await serverCpuPerEvent();
  const { followed, plain } = foldCosts();
  const memory = bytesPerAttempt();
  const restart = await withPlace(restartOf);
  return [
    {
      id: 'attempts-fold',
      what: 'counting an event, its attempt followed',
      value: followed,
      unit: 'µs/event',
      limit: { what: 'counted by itself, knowing all of it', value: plain },
      note: `${Math.round(1_000_000 / followed)} events/s; every report, take-back and whole attempt included`,
    },
    {
      id: 'attempts-ingest',
      what: 'events a second that one core takes in, attempts followed',
      value: 1_000_000 / cpu,
      unit: 'events/s',
      limit: { what: 'without attempts', value: 1_000_000 / (cpu - followed + plain) },
      goal: { atLeast: 0.6 },
      note: 'without: CPU of the server process less what following attempts adds to the counting',
    },
    {
      id: 'attempts-memory',
      what: `memory of an open attempt (${OPEN.toLocaleString('en-US')}, three stages, nine dimensions)`,
      value: memory,
      unit: 'B',
    },
    { id: 'attempts-stored', what: 'Redis, of an open attempt', value: restart.bytes, unit: 'B' },
    { id: 'attempts-restart', what: `restart with ${OPEN.toLocaleString('en-US')} open attempts`, value: restart.ms, unit: 'ms' },
  ];
}

/** What each event would have to say by itself for the same numbers: all that is known of its attempt by then. */
function knowing(events: readonly StageEvent[]): StageEvent[] {
  const known = new Map<string, Readonly<Record<string, string>>>();
  return events.map((event) => {
    const dimensions = { ...known.get(event.attempt), ...event.dimensions };
    known.set(event.attempt, dimensions);
    return { ...event, dimensions };
  });
}

/** CPU of an event in µs, with attempts and without, each the median of a few runs over the same traffic. */
function foldCosts(): { followed: number; plain: number } {
  const until = START + (EVENTS / PER_SECOND) * 1000;
  const events = checkTraffic(drawTraffic({ events: EVENTS, merchants: 1_000, until, perSecond: PER_SECOND }), until);
  const entriesOf = (of: readonly StageEvent[]): LoggedBatch[] =>
    batchesOf(of, 100).map((batch) => logged(batch, batch.at(-1)?.occurredAt ?? START));
  const [told, known] = [entriesOf(events), entriesOf(knowing(events))];
  const timed = (work: () => void): number => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / EVENTS;
  };
  const runs = Array.from({ length: RUNS }, () => {
    const [fold, plain] = [openFold(), plainCounting(openFold())];
    return {
      followed: timed(() => {
        for (const batch of told) fold.apply(batch);
      }),
      plain: timed(() => {
        for (const batch of known) plain(batch);
      }),
    };
  });
  return { followed: median(runs.map((run) => run.followed)), plain: median(runs.map((run) => run.plain)) };
}

function openFold(): Fold {
  const sealed = { '1m': START / 1000 - 120, '1h': START / 1000 - 3_600, '1d': START / 1000 - 86_400 };
  return new Fold({ journeys: shippedCatalogue().journeys, tierClock: new TierClock('Asia/Seoul'), watched: [] }, sealed);
}

/** Attempts that wait in the payment window, each with its own mix of values. */
function openAttempts(): StageEvent[] {
  const until = START + 100_000;
  const traffic = checkTraffic(drawTraffic({ events: 40_000, merchants: 1_000, until, perSecond: 400 }), until);
  const known = traffic.filter(({ dimensions }) => dimensions['browser'] !== undefined).map(({ dimensions }) => dimensions);
  return Array.from({ length: OPEN }, (_, i) => i).flatMap((i) => {
    const dimensions = { ...known[i % known.length], provider: 'kg-inicis', method: 'card' };
    return ['opened', 'method', 'window'].map((stage, at): StageEvent => ({
      ...{ tenant: 'default', id: `${i}:${stage}`, journey: 'checkout', stage, attempt: `open-${i}`, purchase: `order-${i}` },
      ...{ reporter: 'page', outcome: 'started', revision: 0, dimensions, count: 1, spanMs: 0, backfill: false },
      ...{ occurredAt: START + (i % 60_000) + at * 1_000, receivedAt: START + 60_000 },
    }));
  });
}

function used(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What the attempts take beyond the counts they belong to. */
function bytesPerAttempt(): number {
  const entries = batchesOf(openAttempts(), EVENTS_PER_WRITE).map((batch) => logged(batch, START + 63_000));
  const taken = (count: (fold: Fold) => (batch: LoggedBatch) => void): { bytes: number; fold: Fold } => {
    const before = used();
    const fold = openFold();
    const apply = count(fold);
    for (const entry of entries) apply(entry);
    return { bytes: used() - before, fold };
  };
  const counts = taken(plainCounting);
  const all = taken((fold) => (entry) => fold.apply(entry));
  if (all.fold.attempts.size !== OPEN || counts.fold.clock !== 0) throw new Error('The attempts are not all there.');
  return (all.bytes - counts.bytes) / OPEN;
}

async function restartOf(place: Place): Promise<{ bytes: number; ms: number }> {
  const clock = new BenchClock(START + 63_000);
  const counted = await Counted.open(place, clock, EVENTS_PER_WRITE);
  for (const part of batchesOf(batchesOf(openAttempts(), EVENTS_PER_WRITE), 20)) await counted.append(part);
  await counted.caughtUp();
  await counted.snapshot();
  await counted.counting.stop();
  let bytes = 0;
  for (const key of await place.redis.keys('*:at:*')) bytes += await place.redis.memory('USAGE', key).then((size) => size ?? 0);
  const started = performance.now();
  const again = await Counted.open(place, clock, EVENTS_PER_WRITE);
  const ms = performance.now() - started;
  if (again.counting.fold?.attempts.size !== OPEN) throw new Error('The attempts were not read back.');
  await again.counting.stop();
  return { bytes: bytes / OPEN, ms };
}
