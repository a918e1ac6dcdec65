// The process that the crash tests kill: the real group commit and the real counting on a Redis somebody else runs.
// Arguments: socket of the Redis. Speaks with its parent over IPC (see protocol.ts).
import { appendClockTick, GroupCommit, openInstallation } from '@tillwatch/ledger';
import { connectRedis, DEFAULT_PREFIX, KeySpace } from '@tillwatch/redis';
import { Counting, recordOf, TierClock, type AttemptRecord } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import { CHAOS_JOURNEY, TIME_ZONE } from './journey.js';
import type { FromChild, ToChild } from './protocol.js';

const [socket = ''] = process.argv.slice(2);
const clock = { time: 0, now: () => clock.time };
const tell = (message: FromChild): void => void process.send?.(message);

function connect(name: string, blocking = false): Redis {
  return connectRedis({ socket }, { name, blocking }).on('error', () => undefined); // it is killed in these tests
}

/** Repeats what needs Redis until Redis is there. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function start(now: number): Promise<void> {
  clock.time = now;
  const keys = new KeySpace(DEFAULT_PREFIX);
  const redis = connect('ledger');
  const { seed } = await persist(() => openInstallation(redis, keys, { now, timeZone: TIME_ZONE }));
  const ledger = new GroupCommit(redis, { keys, seed }, clock, { committed: () => undefined, retried: () => undefined });
  const counting = new Counting(
    { redis: connect('counting'), reader: connect('log', true) },
    {
      journeys: [CHAOS_JOURNEY],
      tierClock: new TierClock(TIME_ZONE),
      watched: [['provider', 'method']],
      keys,
      clock,
      alone: true,
      onFault: (what, error) => tell({ kind: 'fault', text: `${what}: ${error instanceof Error ? error.message : String(error)}` }),
    },
  );
  counting.start();
  process.on('message', (message: ToChild) => void answer(message, { redis, keys, ledger, counting, seed }));
  tell({ kind: 'ready' });
}

interface Parts {
  readonly redis: Redis;
  readonly keys: KeySpace;
  readonly ledger: GroupCommit;
  readonly counting: Counting;
  readonly seed: number;
}

async function answer(message: ToChild, parts: Parts): Promise<void> {
  const { ledger, counting, seed } = parts;
  clock.time = Math.max(clock.time, message.now);
  if (message.kind === 'append') {
    const answered = await ledger.append(message.events).then(
      ({ duplicates }) => ({ ok: true, duplicates: duplicates.length }),
      () => ({ ok: false, duplicates: 0 }),
    );
    tell({ kind: 'appended', batch: message.batch, ...answered });
  }
  if (message.kind === 'tellAttempts') {
    await countTo(message.now, parts);
    tell({ kind: 'attempts', seed, rows: rowsOf(counting) });
  }
  if (message.kind === 'finish') {
    await countTo(message.now, parts);
    tell({ kind: 'finished' });
  }
}

/** Has everything counted and stored that happened until `now`, in spite of what may happen to Redis. */
async function countTo(now: number, { redis, keys, counting }: Parts): Promise<void> {
  await persist(() => appendClockTick(redis, keys, now));
  await persist(async () => {
    if (!(await counting.caughtUp(10_000)) || counting.snapshots === undefined) throw new Error('not caught up');
    await counting.snapshots.write();
  });
}

function rowsOf({ fold }: Counting): AttemptRecord[] {
  if (fold === undefined) return [];
  const { attempts } = fold;
  return [...attempts.changed.minutes].flatMap((minute) => attempts.changed.of(minute).map((row) => recordOf(fold, attempts, row)));
}

process.once('message', (message: ToChild) => void start(message.now));
process.on('disconnect', () => process.exit());
