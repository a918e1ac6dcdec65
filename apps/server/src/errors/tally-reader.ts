import type { Redis } from 'ioredis';
import { z } from 'zod';
import { MOST_SAMPLES, type KeptSample } from './pending-tally.js';
import { rowOf, type TallyRow } from './tally-field.js';
import type { TallyKeys } from './tally-keys.js';

/** A row with what was counted of it over some days. */
export interface TallyTotal {
  readonly row: TallyRow;
  count: number;
  /** Milliseconds since the epoch; 0 where it was not noted. */
  lastSeen: number;
  /** The latest first. */
  samples: KeptSample[];
}

const sampleSchema = z.object({ at: z.number(), stage: z.string(), message: z.string() });

/** Reads the tally of some of a tenant's days. */
export async function readTally(redis: Redis, keys: TallyKeys, of: { readonly tenant: string; readonly days: readonly string[] }) {
  const pipeline = redis.pipeline();
  for (const day of of.days) pipeline.hgetall(keys.counts(of.tenant, day)).hgetall(keys.seen(of.tenant, day));
  const answers = (await pipeline.exec()) ?? [];
  const failed = answers.find(([error]) => error !== null)?.[0];
  if (failed) throw failed;
  const totals = new Map<string, TallyTotal>();
  // Counts of a day stand before what was seen on it.
  answers.forEach(([, hash], i) => (i % 2 === 0 ? addCounts : addSeen)(totals, hash as Record<string, string>));
  return [...totals.values()];
}

function addCounts(totals: Map<string, TallyTotal>, hash: Readonly<Record<string, string>>): void {
  for (const [field, count] of Object.entries(hash)) {
    const known = totals.get(field);
    const row = known?.row ?? rowOf(field);
    if (row === undefined) continue;
    if (known === undefined) totals.set(field, { row, count: Number(count), lastSeen: 0, samples: [] });
    else known.count += Number(count);
  }
}

function addSeen(totals: Map<string, TallyTotal>, hash: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(hash)) {
    const field = name.replace(/#\d$/, '');
    const total = totals.get(field);
    if (total === undefined) continue;
    if (field === name) total.lastSeen = Math.max(total.lastSeen, Number(value));
    else total.samples = [...total.samples, ...sampleOf(value)].sort((a, b) => b.at - a.at).slice(0, MOST_SAMPLES);
  }
}

function sampleOf(text: string): KeptSample[] {
  try {
    const parsed = sampleSchema.safeParse(JSON.parse(text));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
