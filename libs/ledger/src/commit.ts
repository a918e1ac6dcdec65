import type { StageEvent } from '@tillwatch/domain';
import { runScript, type KeySpace, type ScriptArgument } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { encodeBatch } from './encode-batch.js';
import { commit as commitScript } from './commit.generated.js';
import type { Fingerprints } from './fingerprint.js';

/** Sets a second's ids are spread over; small sets stay packed integer sets (see config/redis.conf). */
const BUCKETS = 4;
/** Imports are spread by hour instead of second, over more sets. */
const IMPORT_BUCKETS = 16;
/** Ids are remembered for one hour more than the oldest event that is accepted (47 h). */
const SEEN_TTL_SECONDS = 48 * 3600;

/** A batch ready to be sent, and sent again unchanged. */
export interface PreparedCommit {
  readonly keys: readonly string[];
  readonly args: readonly ScriptArgument[];
  /** Position in the caller's list of each event that is sent. */
  readonly sent: readonly number[];
  /** Positions whose id occurs earlier in the same list: duplicates whatever Redis says. */
  readonly repeated: readonly number[];
}

/** The ids of a batch that one set remembers, as the script's arguments: position, fingerprint, position, fingerprint … */
interface IdGroup {
  readonly key: string;
  readonly ttl: number;
  readonly entries: number[];
}

/** Groups a batch's ids by the set that remembers them and encodes it for the log. */
export function prepareCommit(
  events: readonly StageEvent[],
  at: number,
  space: { readonly keys: KeySpace; readonly prints: Fingerprints },
): PreparedCommit {
  const groups = new Map<number, IdGroup>();
  const { sent, repeated } = withoutRepeats(events);
  const unique = repeated.length === 0 ? events : sent.flatMap((position) => events[position] ?? []);
  unique.forEach((event, position) => {
    const print = space.prints.of(event.tenant, event.id);
    const name = setNumber(event, print);
    let group = groups.get(name);
    if (group === undefined) groups.set(name, (group = { ...seenSet(event, print, space.keys), entries: [] }));
    group.entries.push(position, print);
  });
  const args: ScriptArgument[] = [encodeBatch(unique, at, space.prints)];
  const keys = [space.keys.log];
  for (const { key, ttl, entries } of groups.values()) {
    keys.push(key);
    args.push(ttl, entries.length / 2);
    for (const entry of entries) args.push(entry);
  }
  return { keys, args, sent, repeated };
}

function withoutRepeats(events: readonly StageEvent[]): { sent: number[]; repeated: number[] } {
  const seen = new Map<string, Set<string>>();
  const sent: number[] = [];
  const repeated: number[] = [];
  events.forEach(({ tenant, id }, position) => {
    let ids = seen.get(tenant);
    if (ids === undefined) seen.set(tenant, (ids = new Set()));
    const before = ids.size;
    (ids.add(id).size === before ? repeated : sent).push(position);
  });
  return { sent, repeated };
}

/** Tells the sets of a batch apart without spelling their keys. */
function setNumber(event: StageEvent, print: number): number {
  if (event.backfill) return -1 - (Math.floor(event.occurredAt / 3_600_000) * IMPORT_BUCKETS + (print % IMPORT_BUCKETS));
  return Math.floor(event.occurredAt / 1000) * BUCKETS + (print % BUCKETS);
}

function seenSet(event: StageEvent, print: number, keys: KeySpace): { key: string; ttl: number } {
  if (event.backfill) {
    return { key: keys.seenImport(Math.floor(event.occurredAt / 3_600_000), print % IMPORT_BUCKETS), ttl: 0 };
  }
  return { key: keys.seen(Math.floor(event.occurredAt / 1000), print % BUCKETS), ttl: SEEN_TTL_SECONDS };
}

/** What Redis said to a commit. */
export interface CommitReply {
  /** Id of the log entry; null where every event was known. */
  readonly entry: string | null;
  /** Positions (in the caller's list) of events that were known before or repeated within it. */
  readonly duplicates: readonly number[];
}

/** Sends a prepared batch. Safe to repeat after an error or a lost answer: ids are remembered and logged in one step. */
export async function sendCommit(redis: Redis, prepared: PreparedCommit): Promise<CommitReply> {
  const reply = await runScript(redis, commitScript, prepared.keys, prepared.args);
  if (!Array.isArray(reply)) throw new Error('The commit script answered something else than a list.');
  const [entry, known] = reply as [Buffer | null, Buffer[]];
  const duplicates = known.map((position) => prepared.sent[Number(position.toString())] ?? -1);
  return { entry: entry === null ? null : entry.toString(), duplicates: [...prepared.repeated, ...duplicates] };
}
