import { COUNT_COLUMNS } from '@tillwatch/domain';
import type { Fold } from './fold.js';
import { COLUMNS } from './slice-table.js';
import type { Tier } from './tiers.js';

/** Everything a fold holds in one tier, by the oracle's names. */
export function foldCounts(fold: Fold, tier: Tier = '10s'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [start, table] of fold.slices.tables[tier]) {
    table.each((key, n) => {
      if (n === 0) return;
      const { stage, values } = fold.names.parts(Math.floor(key / COLUMNS));
      const meaning = fold.names.meaning(stage);
      const segment = values.map((symbol) => {
        const value = fold.names.meaning(symbol);
        return value?.kind === 'value' ? `${value.dimension}=${value.value}` : '';
      });
      const column = COUNT_COLUMNS[key % COLUMNS] ?? '';
      counts.set(`${meaning?.kind === 'stage' ? meaning.stage : ''}|${segment.join(',')}|${start}|${column}`, n);
    });
  }
  return counts;
}
