import { usualCounts } from '@tillwatch/domain';
import { MIN_FOR_RATE, numberText, percentText } from '@tillwatch/wording';

/** A minute as the server tells of it. */
export interface Minute {
  /** Its start: ISO 8601, or ms since the epoch. */
  readonly at: string | number;
  readonly total: number;
  readonly failed: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What a chart draws: the share that failed over its usual band, or how many came beside how many were to be expected. */
export type ChartMeasure = 'share' | 'came';

/** One minute as drawn, null where nothing may be said. A share is in 0..1 and may rest on minutes before it. */
export interface ChartPoint {
  /** Start of the minute, ms since the epoch. */
  readonly at: number;
  readonly total: number;
  readonly failed: number;
  readonly value: number | null;
  /** The band of what is usual. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many were to be expected, of what came. */
  readonly usual: number | null;
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

/** What a minute is drawn as beside its counts. */
type Drawn = Pick<ChartPoint, 'value' | 'low' | 'high' | 'usual'>;

const UNKNOWN: Drawn = { value: null, low: null, high: null, usual: null };

function came({ total, failed }: Minute): Drawn {
  const [low, high] = usualCounts(total);
  return { value: total - failed, low, high, usual: total };
}

/**
 * Every minute from the first to the last; a minute nothing is known of has no value, nor has a share of too few attempts. Of what
 * came the last minute is left out: while it runs it looks like a drop.
 */
export function chartPoints(series: readonly Minute[], measure: ChartMeasure = 'share'): readonly ChartPoint[] {
  const byMinute = new Map(series.map((minute) => [Math.floor(new Date(minute.at).getTime() / MINUTE) * MINUTE, minute]));
  const times = [...byMinute.keys()];
  if (times.length === 0) return [];
  const [first, last] = [Math.min(...times), Math.max(...times) - (measure === 'came' ? MINUTE : 0)];
  const minutes = Array.from({ length: (last - first) / MINUTE + 1 }, (_, i) => byMinute.get(first + i * MINUTE));
  const share = (i: number): Drawn => ({
    ...UNKNOWN,
    value: pooledRate(minutes, i),
    low: minutes[i]?.low ?? null,
    high: minutes[i]?.high ?? null,
  });
  return minutes.map((minute, i) => ({
    at: first + i * MINUTE,
    total: minute?.total ?? 0,
    failed: minute?.failed ?? 0,
    ...(!minute ? UNKNOWN : measure === 'came' ? came(minute) : share(i)),
  }));
}

/** A chart's value as it is written: `31%`; `1,204` of counts. */
export function valueText(value: number, measure: ChartMeasure): string {
  return measure === 'share' ? percentText(value) : numberText(value);
}

/** The next of 10, 15, 20, 30, 50, 100, 150, … from `n` on. */
function roundCount(n: number): number {
  const power = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(1, n))));
  return power * ([1, 1.5, 2, 3, 5].find((step) => step * power >= n) ?? 10);
}

/** The top of a chart's scale: somewhat above everything drawn, at least 10 % or 10, at a round number. */
export function chartTop(points: readonly ChartPoint[], measure: ChartMeasure = 'share'): number {
  const most = Math.max(0, ...points.flatMap(({ value, high, usual }) => [value ?? 0, high ?? 0, usual ?? 0]));
  if (measure === 'came') return roundCount(most);
  return Math.min(1, Math.ceil(Math.max(0.1, most * 1.15) * 20 - 1e-9) / 20);
}

/** The highest rate since a moment, on at least {@link MIN_FOR_RATE} attempts; null where there is none. */
export function peakSince(points: readonly ChartPoint[], from: number): number | null {
  const rates = points.flatMap(({ at, value }) => (at + MINUTE > from && value !== null ? [value] : []));
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

/** Paths of a small chart in a box of 100 × 100: the line, and what is usual as a band or a line. */
export interface ChartPaths {
  readonly line: string;
  readonly band: string;
  readonly usual: string;
}

/** Draws a small chart below `top`. */
export function chartPaths(points: readonly ChartPoint[], top = chartTop(points)): ChartPaths {
  const x = (i: number) => ((i / Math.max(1, points.length - 1)) * 100).toFixed(2);
  const y = (value: number | null | undefined) => (100 - (Math.min(value ?? 0, top) / top) * 100).toFixed(2);
  const lineOf = (field: 'value' | 'usual') =>
    runs(points, (point) => point[field] !== null)
      .map((run) => `M${run.map((i) => `${x(i)} ${y(points[i]?.[field])}`).join('L')}`)
      .join('');
  const band = runs(points, ({ low, high }) => low !== null && high !== null)
    .map((run) => {
      const above = run.map((i) => `${x(i)} ${y(points[i]?.high)}`);
      const below = [...run].reverse().map((i) => `${x(i)} ${y(points[i]?.low)}`);
      return `M${[...above, ...below].join('L')}Z`;
    })
    .join('');
  return { line: lineOf('value'), band, usual: lineOf('usual') };
}

/** Where a moment lies between the middles of the first and the last minute, at which they are drawn, in 0..1; null outside. */
export function placeOf(at: number, points: readonly ChartPoint[]): number | null {
  const [first, last] = [points[0]?.at, points.at(-1)?.at];
  if (first === undefined || last === undefined || last === first || at < first || at > last + MINUTE) return null;
  return Math.min(1, Math.max(0, (at - first - MINUTE / 2) / (last - first)));
}
