import { COUNT_COLUMNS } from '@tillwatch/domain';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { Names } from './names.js';
import { parsePosition } from './position.js';
import { readSlice } from './slice-codec.js';
import { COLUMNS } from './slice-table.js';
import { Admission } from './stamp.js';
import type { Tier } from './tiers.js';

/**
 * Everything storage holds of one tier, by name: `stage|segment|slice start|column` → how many. Reads Redis alone, as a
 * foreign program would; for checks of an installation and for tests.
 */
export async function readStoredCounts(redis: Redis, keys: KeySpace, tier: Tier): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const position = await redis.get(keys.position);
  if (position === null) return counts;
  const current = parsePosition(position);
  const closed = new Map(Object.entries(await redis.hgetall(keys.epochs)).map(([epoch, last]) => [Number(epoch), Number(last)]));
  const admission = new Admission(closed, current);
  const names = new Names();
  names.load((await redis.getBuffer(keys.names)) ?? Buffer.alloc(0), admission);
  for (const start of await startsOf(redis, keys, tier)) {
    const [merged, deltas] = await redis.mgetBuffer([keys.slice(tier, start), keys.sliceDeltas(tier, start)]);
    readSlice({ merged: merged ?? null, deltas: deltas ?? null }, admission, (key, n) => {
      const name = `${nameOf(names, Math.floor(key / COLUMNS))}|${start}|${COUNT_COLUMNS[key % COLUMNS] ?? ''}`;
      const sum = (counts.get(name) ?? 0) + n;
      if (sum === 0) counts.delete(name);
      else counts.set(name, sum);
    });
  }
  return counts;
}

async function startsOf(redis: Redis, keys: KeySpace, tier: Tier): Promise<number[]> {
  const starts = new Set<number>();
  for (const pattern of [keys.slice(tier, 0), keys.sliceDeltas(tier, 0)]) {
    const prefix = pattern.slice(0, -1);
    for (const key of await redis.keys(`${prefix.replace(/[[\]*?\\]/g, '\\$&')}*`)) starts.add(Number(key.slice(prefix.length)));
  }
  return [...starts].sort((a, b) => a - b);
}

function nameOf(names: Names, series: number): string {
  const { stage, values } = names.parts(series);
  const meaning = names.meaning(stage);
  const pairs = values.map((symbol) => {
    const value = names.meaning(symbol);
    return value?.kind === 'value' ? `${value.dimension}=${value.value}` : '';
  });
  return `${meaning?.kind === 'stage' ? meaning.stage : ''}|${pairs.join(',')}`;
}
