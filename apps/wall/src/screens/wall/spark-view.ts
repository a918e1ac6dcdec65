import type { TileState, TrendPoint, Usual } from '@tillwatch/contract';
import { MIN_FOR_RATE } from '@tillwatch/wording';
import { TREND_MINUTES } from '../../live/board-state.js';

const MINUTE = 60_000;
/** The scale never ends below this, so that calm looks calm. */
const LEAST_MAXIMUM = 0.1;
const HEADROOM = 1.25;

/** One minute as drawn; shares in 0..1. A minute without outcomes has a null rate and is a gap. */
export interface SparkPoint {
  readonly rate: number | null;
  /** Rests on so few attempts that it is drawn as a dot and joined to nothing. */
  readonly few: boolean;
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

const NOTHING: SparkPoint = { rate: null, few: false, low: null, high: null };

function drawn(point: TrendPoint | undefined): SparkPoint {
  if (!point) return NOTHING;
  const { total, failed, low, high } = point;
  return { rate: total > 0 ? failed / total : null, few: total > 0 && total < MIN_FOR_RATE, low, high };
}

/** The last hour before `now` minute by minute; what is missing, or has not come yet, is a gap. */
export function sparkPoints(points: readonly TrendPoint[], now: number): readonly SparkPoint[] {
  const byMinute = new Map(points.map((point) => [point.at, point]));
  const last = Math.floor(now / MINUTE) * MINUTE;
  return Array.from({ length: TREND_MINUTES }, (_, i) => drawn(byMinute.get(last - (TREND_MINUTES - 1 - i) * MINUTE)));
}

/**
 * One scale for every tile of the board, so that they compare honestly: a quarter above the highest upper bound of what is
 * usual, at least 10 %. What is still being learnt is left out, for its bounds say little.
 */
export function boardMaximum(usuals: readonly (Usual | null)[]): number {
  const bounds = usuals.flatMap((usual) => (usual && !usual.learning ? [usual.high] : []));
  return Math.min(1, Math.max(LEAST_MAXIMUM, HEADROOM * Math.max(0, ...bounds)));
}

function toneOf(state: TileState): SparkTone {
  return state === 'critical' || state === 'warning' ? state : 'calm';
}

/** A tile's last hour, the rise marked from the minute it began. */
export function sparkView(
  points: readonly TrendPoint[],
  scene: { readonly now: number; readonly maximum: number; readonly state: TileState; readonly since: number | null },
): SparkView {
  const tone = toneOf(scene.state);
  const last = Math.floor(scene.now / MINUTE);
  const risen = scene.since === null ? 0 : last - Math.floor(scene.since / MINUTE) + 1;
  const risesFrom = tone === 'calm' || scene.since === null ? TREND_MINUTES : Math.max(0, TREND_MINUTES - risen);
  return { points: sparkPoints(points, scene.now), maximum: scene.maximum, tone, risesFrom };
}
