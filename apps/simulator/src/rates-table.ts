import { createShop, DEMO_RHYTHM_DEPTH, rates } from '@tillwatch/scenarios';

const DAY = 86_400_000;
/** Any ordinary Wednesday, so that the table is the same each time. */
const WEDNESDAY = Date.parse('2026-11-18T00:00:00+09:00');

/** The healthy shop's failure rates as lines of tab-separated values, heading first. */
export function* ratesTable(eventsPerSecond: number, seed: string): Generator<string> {
  const shop = createShop({ rhythmDepth: DEMO_RHYTHM_DEPTH });
  yield ['stage', 'dimension', 'value', 'total', 'failed', 'rate', 'low', 'high', 'per_second'].join('\t');
  for (const row of rates(shop, { from: WEDNESDAY, to: WEDNESDAY + DAY, seed, eventsPerSecond })) {
    const shares = [row.rate, row.low, row.high].map((share) => (share ?? 0).toFixed(5));
    yield [row.stage, row.dimension, row.value, row.total, row.failed, ...shares, row.perSecond.toFixed(4)].join('\t');
  }
}
