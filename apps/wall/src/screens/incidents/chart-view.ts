import { MIN_FOR_RATE } from '@tillwatch/wording';

/** A minute as the server tells of it. */
export interface Minute {
  /** Its start: ISO 8601, or ms since the epoch. */
  readonly at: string | number;
  readonly total: number;
  readonly failed: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One minute as drawn; shares in 0..1, null where nothing may be said. `rate` may rest on minutes before it. */
export interface ChartPoint {
  /** Start of the minute, ms since the epoch. */
  readonly at: number;
  readonly total: number;
  readonly failed: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const MINUTE = 60_000;
/** The most minutes one point may rest on. */
const POOL = 5;

function pooledRate(minutes: readonly (Minute | undefined)[], last: number): number | null {
  let [total, failed] = [0, 0];
  for (let i = last; i >= 0 && i > last - POOL; i -= 1) {
    total += minutes[i]?.total ?? 0;
    failed += minutes[i]?.failed ?? 0;
    if (total >= MIN_FOR_RATE) return failed / total;
  }
  return null;
}

/** Every minute from the first to the last; a minute nothing is known of has no rate, nor has one on too few attempts. */
export function chartPoints(series: readonly Minute[]): readonly ChartPoint[] {
  const byMinute = new Map(series.map((minute) => [Math.floor(new Date(minute.at).getTime() / MINUTE) * MINUTE, minute]));
  const times = [...byMinute.keys()];
  if (times.length === 0) return [];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const minutes = Array.from({ length: (last - first) / MINUTE + 1 }, (_, i) => byMinute.get(first + i * MINUTE));
  return minutes.map((minute, i) => ({
    at: first + i * MINUTE,
    total: minute?.total ?? 0,
    failed: minute?.failed ?? 0,
    rate: minute ? pooledRate(minutes, i) : null,
    low: minute?.low ?? null,
    high: minute?.high ?? null,
  }));
}

/** The top of a chart's scale: a quarter above everything drawn, at least 10 %, at a round number. */
export function chartTop(points: readonly ChartPoint[]): number {
  const most = Math.max(0, ...points.flatMap(({ rate, high }) => [rate ?? 0, high ?? 0]));
  return Math.min(1, Math.ceil(Math.max(0.1, most * 1.15) * 20 - 1e-9) / 20);
}

/** The highest rate since a moment, on at least {@link MIN_FOR_RATE} attempts; null where there is none. */
export function peakSince(points: readonly ChartPoint[], from: number): number | null {
  const rates = points.flatMap(({ at, rate }) => (at + MINUTE > from && rate !== null ? [rate] : []));
  return rates.length === 0 ? null : Math.max(...rates);
}

/** Parts of a line without gaps in them, as indices. */
function runs(points: readonly ChartPoint[], has: (point: ChartPoint) => boolean): readonly (readonly number[])[] {
  const found: number[][] = [];
  points.forEach((point, i) => {
    if (!has(point)) return;
    const before = points[i - 1];
    if (before && has(before)) found.at(-1)?.push(i);
    else found.push([i]);
  });
  return found;
}

/** Paths of a small chart in a box of 100 × 100: the rate's line and the band of what is usual. */
export function chartPaths(points: readonly ChartPoint[], top = chartTop(points)): { readonly line: string; readonly band: string } {
  const x = (i: number) => ((i / Math.max(1, points.length - 1)) * 100).toFixed(2);
  const y = (share: number | null | undefined) => (100 - (Math.min(share ?? 0, top) / top) * 100).toFixed(2);
  const line = runs(points, ({ rate }) => rate !== null)
    .map((run) => `M${run.map((i) => `${x(i)} ${y(points[i]?.rate)}`).join('L')}`)
    .join('');
  const band = runs(points, ({ low, high }) => low !== null && high !== null)
    .map((run) => {
      const above = run.map((i) => `${x(i)} ${y(points[i]?.high)}`);
      const below = [...run].reverse().map((i) => `${x(i)} ${y(points[i]?.low)}`);
      return `M${[...above, ...below].join('L')}Z`;
    })
    .join('');
  return { line, band };
}

/** Where a moment lies between the first and the last minute, in 0..1; null outside. */
export function placeOf(at: number, points: readonly ChartPoint[]): number | null {
  const [first, last] = [points[0]?.at, points.at(-1)?.at];
  if (first === undefined || last === undefined || last === first || at < first || at > last + MINUTE) return null;
  return Math.min(1, (at - first) / (last - first));
}
