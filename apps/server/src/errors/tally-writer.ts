import type { ChainableCommander, Redis } from 'ioredis';
import { keptFor } from './days.js';
import { MOST_ROWS, MOST_SAMPLES, type PendingDay } from './pending-tally.js';
import { fieldOf, rowOf, withoutCode } from './tally-field.js';
import type { TallyKeys } from './tally-keys.js';

/** Days of which it is remembered what is in Redis; others are asked for again. */
const REMEMBERED = 32;

/** What Redis has of a day: its rows, each with how many samples it has. */
type KnownRows = Map<string, number>;

/** Writes what was counted. The only writer, so what it remembers of Redis is what is there. */
export class TallyWriter {
  private readonly known = new Map<string, KnownRows>();

  constructor(
    private readonly redis: Redis,
    private readonly keys: TallyKeys,
  ) {}

  /** Adds days to what Redis has, in one pipeline. @throws where Redis does not take all of it */
  async write(days: readonly PendingDay[], now: number): Promise<void> {
    if (days.length === 0) return;
    const pipeline = this.redis.pipeline();
    for (const day of days) this.add(pipeline, day, await this.knownOf(day), now);
    const failed = (await pipeline.exec())?.find(([error]) => error !== null)?.[0];
    if (!failed) return;
    this.known.clear();
    throw failed;
  }

  private add(pipeline: ChainableCommander, pending: PendingDay, known: KnownRows, now: number): void {
    const counts = this.keys.counts(pending.tenant, pending.day);
    const seen = this.keys.seen(pending.tenant, pending.day);
    for (const [field, count] of pending.counts) {
      const kept = admitted(field, known);
      pipeline.hincrby(counts, kept, count);
      if (kept === field) addSamples(pipeline, seen, field, { pending, known });
    }
    const ttl = Math.round(keptFor(pending.day, now));
    pipeline.pexpire(counts, ttl);
    pipeline.pexpire(seen, ttl);
  }

  private async knownOf({ tenant, day }: PendingDay): Promise<KnownRows> {
    const name = `${day} ${tenant}`;
    const remembered = this.known.get(name);
    if (remembered !== undefined) return remembered;
    const [rows, seen] = await Promise.all([
      this.redis.hkeys(this.keys.counts(tenant, day)),
      this.redis.hkeys(this.keys.seen(tenant, day)),
    ]);
    const known: KnownRows = new Map(rows.map((field) => [field, 0]));
    for (const name of seen) {
      const field = name.replace(/#\d$/, '');
      if (field !== name) known.set(field, (known.get(field) ?? 0) + 1);
    }
    if (this.known.size >= REMEMBERED) this.known.delete(this.known.keys().next().value ?? '');
    this.known.set(name, known);
    return known;
  }
}

/** The row itself where it is known or there is room for it, else the one for what is counted without its code. */
function admitted(field: string, known: KnownRows): string {
  if (known.has(field)) return field;
  const row = rowOf(field);
  const kept = row === undefined || known.size < MOST_ROWS ? field : fieldOf(withoutCode(row));
  if (!known.has(kept)) known.set(kept, 0);
  return kept;
}

interface SampleSource {
  readonly pending: PendingDay;
  readonly known: KnownRows;
}

function addSamples(pipeline: ChainableCommander, key: string, field: string, { pending, known }: SampleSource): void {
  const at = pending.seen.get(field);
  if (at === undefined) return;
  pipeline.hset(key, field, at);
  let count = known.get(field) ?? 0;
  for (const sample of pending.samples.get(field) ?? []) {
    if (count >= MOST_SAMPLES) break;
    pipeline.hset(key, `${field}#${count}`, JSON.stringify(sample));
    count++;
  }
  known.set(field, count);
}
