import { statSync } from 'node:fs';
import { readStoredCounts } from '@tillwatch/windows';
import { appendOnlyFile, bytesByPart, type BytesByPart } from '../append-only-file.js';
import { BenchClock, Counted } from '../counted.js';
import { withPlace, type Place } from '../place.js';
import { RedisMeter } from '../redis-meter.js';
import type { Row } from '../report.js';
import { batchesOf, checkTraffic, drawTraffic } from '../traffic.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const PER_SECOND = 2_000;
const SECONDS = 120;
/** The first part makes the names and is not counted. */
const WARM_SECONDS = 60;
const SNAPSHOT_SECONDS = 2;

interface Measured {
  readonly events: number;
  readonly snapshotCpu: number;
  readonly bytes: BytesByPart;
  readonly seenBytesPerEvent: number;
  readonly sliceBytes: number;
  readonly seriesSlices: number;
}

/** What storing costs per event at 2,000 events/s for two minutes: bytes of the append-only file and of memory, CPU of snapshots. */
export async function storageRows(bareDedupe: number): Promise<Row[]> {
  const grouped = await withPlace((place) => run(place, 100));
  const single = await withPlace((place) => run(place, 4));
  const perEvent = (bytes: BytesByPart, events: number): number => Object.values(bytes).reduce((sum, n) => sum + n, 0) / events;
  return [
    {
      id: 'snapshot-cpu',
      what: 'Redis CPU of snapshots, every 2 s at 2,000 events/s',
      value: grouped.snapshotCpu / grouped.events,
      unit: 'µs/event',
      limit: { what: 'bare dedupe', value: bareDedupe },
      goal: { atMost: 1 },
    },
    {
      id: 'append-only',
      what: 'append-only file, writes of 100 events',
      value: perEvent(grouped.bytes, grouped.events),
      unit: 'B/event',
      limit: { what: 'allowed', value: 150 },
      goal: { atMost: 1 },
      note: partsOf(grouped),
    },
    {
      id: 'append-only-4',
      what: 'append-only file, writes of 4 events (2,000 senders of one event a second)',
      value: perEvent(single.bytes, single.events),
      unit: 'B/event',
      note: partsOf(single),
    },
    {
      id: 'slice-bytes',
      what: 'closed 10 s slices, with what was learnt of their attempts since',
      value: grouped.sliceBytes / grouped.seriesSlices,
      unit: 'B per active series-slice',
      limit: { what: 'allowed', value: 4 },
      goal: { atMost: 1 },
      note: `${grouped.seriesSlices} active series-slices`,
    },
    {
      id: 'seen-bytes',
      what: 'memory of seen ids',
      value: grouped.seenBytesPerEvent,
      unit: 'B/event',
      limit: { what: 'allowed', value: 10 },
      goal: { atMost: 1 },
    },
  ];
}

function partsOf({ bytes, events }: Measured): string {
  const parts = Object.entries(bytes).sort(([, a], [, b]) => b - a);
  return parts.map(([part, n]) => `${part} ${(n / events).toFixed(1)}`).join(', ');
}

async function run(place: Place, batchEvents: number): Promise<Measured> {
  const meter = new RedisMeter(place.redis);
  const until = START + SECONDS * 1000;
  const events = checkTraffic(drawTraffic({ events: SECONDS * PER_SECOND, merchants: 1_000, until, perSecond: PER_SECOND }), until);
  await rewritten(place);
  const clock = new BenchClock(START);
  const counted = await Counted.open(place, clock, batchEvents);
  await counted.counting.snapshots?.hold();
  const file = appendOnlyFile(place.dataDir);
  let [warmBytes, snapshotCpu, measured] = [0, 0, 0];
  for (const step of batchesOf(events, SNAPSHOT_SECONDS * PER_SECOND)) {
    clock.time += SNAPSHOT_SECONDS * 1000;
    await counted.append(batchesOf(step, batchEvents));
    await counted.caughtUp();
    const cpu = await meter.cpuOf(() => counted.snapshot());
    if (clock.time <= START + WARM_SECONDS * 1000) {
      warmBytes = statSync(file).size;
      continue;
    }
    snapshotCpu += cpu;
    measured += step.length;
  }
  const bytes = bytesByPart(file, warmBytes);
  const seenBytesPerEvent = (await meter.memory('*:d:*')) / events.length;
  await counted.counting.stop();
  return { events: measured, snapshotCpu, bytes, seenBytesPerEvent, ...(await closedSlices(place)) };
}

/** Waits until the rewrite that the launcher begins at a start is over, so that one file gets everything. */
async function rewritten({ redis }: Place): Promise<void> {
  while (/aof_rewrite_(in_progress|scheduled):1/.test(await redis.info('persistence')))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Size of the slices that are merged, with what came for them since, and how many series are active in them. */
async function closedSlices({ redis, keys }: Place): Promise<{ sliceBytes: number; seriesSlices: number }> {
  const active = new Map<number, Set<string>>();
  for (const name of (await readStoredCounts(redis, keys, '10s')).keys()) {
    const [stage, segment, start] = name.split('|');
    const series = active.get(Number(start)) ?? new Set();
    active.set(Number(start), series.add(`${stage}|${segment}`));
  }
  let [sliceBytes, seriesSlices] = [0, 0];
  for (const [start, series] of active) {
    const merged = await redis.strlen(keys.slice('10s', start));
    if (merged === 0) continue;
    sliceBytes += merged + (await redis.strlen(keys.sliceDeltas('10s', start)));
    seriesSlices += series.size;
  }
  return { sliceBytes, seriesSlices };
}
