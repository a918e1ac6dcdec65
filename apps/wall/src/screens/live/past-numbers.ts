import { MIN_FOR_RATE } from '@tillwatch/wording';
import { isoText } from '../../address/moment.js';
import type { Asker } from '../../api/errors.js';
import { readNumbers } from '../../api/numbers.js';
import type { ChartPoint } from '../incidents/chart-view.js';

/** What is kept of a slice's past. */
export interface PastNumbers {
  readonly total: number;
  readonly failed: number;
  /** Wilson 95 % interval of the rate, in 0..1; null where nothing concluded. */
  readonly low: number | null;
  readonly high: number | null;
  readonly points: readonly ChartPoint[];
}

const NOTHING = { total: 0, failed: 0, low: null, high: null };

/** The counts of a slice over a period (ms since the epoch), as the server keeps them. Throws as {@link readNumbers}. */
export async function readPast(slice: URLSearchParams, { from, to }: { from: number; to: number }, asker: Asker): Promise<PastNumbers> {
  const asked = [...slice, ['from', isoText(from)] as const, ['to', isoText(to)] as const];
  const [stats, series] = await Promise.all([readNumbers('stats', asked, asker), readNumbers('series', asked, asker)]);
  const { total, failed, low, high } = stats.groups[0] ?? NOTHING;
  const points = (series.groups[0]?.points ?? []).map((point) => ({
    ...{ at: Date.parse(point.at), total: point.total, failed: point.failed, low: null, high: null, usual: null },
    value: point.total < MIN_FOR_RATE ? null : point.failed / point.total,
  }));
  return { total, failed, low, high, points };
}
