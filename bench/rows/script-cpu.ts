import { runScript } from '@tillwatch/redis';
import { bareDedupe } from '../lua/bare-dedupe.generated.js';
import { BenchClock, Counted } from '../counted.js';
import { withPlace, type Place } from '../place.js';
import { RedisMeter } from '../redis-meter.js';
import { median, type Row } from '../report.js';
import type { StageEvent } from '@tillwatch/domain';
import { batchesOf, checkTraffic, drawTraffic } from '../traffic.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const PER_SECOND = 5_000;
const EVENTS = 100_000;
const RUNS = 3;

/** Redis CPU of the ledger's write and of nothing but recognising repeats, per event, in writes of 1,000. */
export async function scriptRows(): Promise<{ readonly rows: Row[]; readonly bareDedupe: number }> {
  const until = START + (EVENTS / PER_SECOND) * 1000;
  const events = checkTraffic(drawTraffic({ events: EVENTS, merchants: 1_000, until, perSecond: PER_SECOND }), until);
  const commits: number[] = [];
  const commits100: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await withPlace((place) => dedupe(place, events)));
    commits.push(await withPlace((place) => commit(place, events, 1_000)));
    commits100.push(await withPlace((place) => commit(place, events, 100)));
  }
  const limit = { what: 'bare dedupe', value: median(bare) };
  return {
    bareDedupe: limit.value,
    rows: [
      {
        id: 'commit-cpu',
        what: 'Redis CPU of commit, writes of 1,000 events',
        value: median(commits),
        unit: 'µs/event',
        limit,
        goal: { atMost: 3 },
      },
      { id: 'commit-cpu-100', what: 'the same, writes of 100', value: median(commits100), unit: 'µs/event', limit },
    ],
  };
}

async function commit(place: Place, events: readonly StageEvent[], batchEvents: number): Promise<number> {
  const counted = await Counted.open(place, new BenchClock(START), batchEvents);
  await counted.counting.stop();
  const batches = batchesOf(events, batchEvents);
  return (await new RedisMeter(place.redis).cpuOf(() => counted.append(batches))) / events.length;
}

/** The same ids into the same sets, but nothing else: no log, no positions, no times to live. */
async function dedupe({ redis, keys }: Place, events: readonly StageEvent[]): Promise<number> {
  const calls = batchesOf(events, 1_000).map((batch) => {
    const sets = new Map<string, number[]>();
    for (const [i, { occurredAt }] of batch.entries()) {
      // Any 53-bit numbers do: what counts is their length and into how many sets they go.
      const print = (Math.imul(i + occurredAt, 0x9e3779b1) >>> 0) * 2 ** 21 + i;
      const key = keys.seen(Math.floor(occurredAt / 1000), print % 4);
      sets.set(key, [...(sets.get(key) ?? []), print]);
    }
    return { keys: [...sets.keys()], args: [...sets.values()].flatMap((prints) => [prints.length, ...prints]) };
  });
  const cpu = await new RedisMeter(redis).cpuOf(async () => {
    for (const call of calls) await runScript(redis, bareDedupe, call.keys, call.args);
  });
  return cpu / events.length;
}
