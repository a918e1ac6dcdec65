import type { TileState, TrendPoint, Usual } from '@tillwatch/contract';
import { MIN_FOR_RATE } from '@tillwatch/wording';
import { TREND_MINUTES } from '../../live/board-state.js';

const MINUTE = 60_000;
/** The scale never ends below this, so that calm looks calm. */
const LEAST_MAXIMUM = 0.1;
const HEADROOM = 1.25;

/** One minute as drawn: shares in 0..1, or counts where it is about how many come. A null rate is a gap. */
export interface SparkPoint {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How a rise is marked on the line. */
export type SparkTone = 'calm' | 'warning' | 'critical';

/** The last hour as drawn: one place per minute up to now, whether or not something is known of it. */
export interface SparkView {
  readonly points: readonly SparkPoint[];
  /** Top of the scale. */
  readonly maximum: number;
  readonly tone: SparkTone;
  /** Index from which the tone applies; the number of points where nothing rises. */
  readonly risesFrom: number;
}

/**
 * The rate at minute `last` of `minutes`, on at least {@link MIN_FOR_RATE} attempts: that minute's alone where it holds so
 * many, else together with as few minutes before it as are needed, at most `most` of them. Null where even these do not
 * suffice (no percentage is drawn that would not be printed), and for a minute nothing was heard of.
 */
function pooledRate(minutes: readonly (TrendPoint | undefined)[], last: number, most: number): number | null {
  if (!minutes[last]) return null;
  let [total, failed] = [0, 0];
  for (let i = last; i >= 0 && i > last - most; i -= 1) {
    total += minutes[i]?.total ?? 0;
    failed += minutes[i]?.failed ?? 0;
    if (total >= MIN_FOR_RATE) return failed / total;
  }
  return null;
}

/** The last hour before `now` minute by minute; what is missing, or has not come yet, is a gap. */
export function sparkPoints(
  points: readonly TrendPoint[],
  scene: { readonly now: number; readonly poolMinutes: number },
): readonly SparkPoint[] {
  const byMinute = new Map(points.map((point) => [point.at, point]));
  const last = Math.floor(scene.now / MINUTE) * MINUTE;
  const minutes = Array.from({ length: TREND_MINUTES }, (_, i) => byMinute.get(last - (TREND_MINUTES - 1 - i) * MINUTE));
  return minutes.map((point, i) => ({
    rate: pooledRate(minutes, i, scene.poolMinutes),
    low: point?.low ?? null,
    high: point?.high ?? null,
  }));
}

/**
 * One scale for every tile of the board, so that they compare honestly: a quarter above the highest upper bound of what is
 * usual, at least 10 %. What is still being learnt is left out, for its bounds say little.
 */
export function boardMaximum(usuals: readonly (Usual | null)[]): number {
  const bounds = usuals.flatMap((usual) => (usual && !usual.learning ? [usual.high] : []));
  return Math.min(1, Math.max(LEAST_MAXIMUM, HEADROOM * Math.max(0, ...bounds)));
}

/** The place of a moment's minute in the last hour before `now`, 0 where it lies before that. */
export function placeOf(moment: number, now: number): number {
  return Math.max(0, TREND_MINUTES - 1 - Math.floor(now / MINUTE) + Math.floor(moment / MINUTE));
}

/** What a sparkline is drawn from besides its points. */
export interface SparkScene {
  readonly now: number;
  readonly maximum: number;
  /** Length of the board's running window: the most minutes one point may rest on. */
  readonly poolMinutes: number;
  readonly state: TileState;
  readonly since: number | null;
}

/** A tile's last hour, the rise marked from the minute it began. */
export function sparkView(points: readonly TrendPoint[], scene: SparkScene): SparkView {
  const { state, since, now, maximum } = scene;
  const tone = state === 'critical' || state === 'warning' ? state : 'calm';
  const risesFrom = tone === 'calm' || since === null ? TREND_MINUTES : placeOf(since, now);
  return { points: sparkPoints(points, scene), maximum, tone, risesFrom };
}
