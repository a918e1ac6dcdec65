import type { TrendPoint } from '@tillwatch/contract';
import { usualCounts } from '@tillwatch/domain';
import { TREND_MINUTES } from '../../../live/board-state.js';
import { placeOf, type SparkPoint } from '../spark-view.js';
import type { IncidentAlert } from './incident-alert.js';
import { startAt, type LargeChartScene, type LargeChartView } from './large-chart.js';

const MINUTE = 60_000;
/** What came in a minute is known whole so long (ms) after its end: it is looked at every ten seconds. */
const SETTLED_AFTER = 15_000;
/** Where fewer than so many are to be expected a minute, several minutes are drawn as one. */
const ENOUGH = 10;

interface CamePoint extends SparkPoint {
  readonly usual: number | null;
}

const UNKNOWN: CamePoint = { rate: null, low: null, high: null, usual: null };

function pointOf(minutes: readonly (TrendPoint | undefined)[]): CamePoint {
  const known = minutes.filter((minute) => minute !== undefined);
  if (known.length < minutes.length) return UNKNOWN;
  const expected = known.reduce((sum, { total }) => sum + total, 0);
  const missing = known.reduce((sum, { failed }) => sum + failed, 0);
  const [low, high] = usualCounts(expected);
  return { rate: expected - missing, low, high, usual: expected };
}

/** The last whole hour up to `last` (ms since the epoch), each place what came in the `span` minutes up to it. */
function pointsUpTo(last: number, trend: readonly TrendPoint[], span: number): readonly CamePoint[] {
  const byMinute = new Map(trend.map((point) => [point.at, point]));
  return Array.from({ length: TREND_MINUTES }, (_, place) => {
    const at = Math.floor(last / MINUTE) * MINUTE - (TREND_MINUTES - 1 - place) * MINUTE;
    return pointOf(Array.from({ length: span }, (__, i) => byMinute.get(at - i * MINUTE)));
  });
}

/**
 * How many came against how many were to be expected, from 0 on, up to the last whole minute: a running one would always look
 * like a drop. Null where too little of it is known to draw a line.
 */
export function volumeChart(alert: IncidentAlert, trend: readonly TrendPoint[], scene: LargeChartScene): LargeChartView | null {
  const last = scene.now - SETTLED_AFTER - MINUTE;
  const perMinute = trend.reduce((sum, { total }) => sum + total, 0) / trend.length;
  const points = pointsUpTo(last, trend, perMinute < ENOUGH ? scene.poolMinutes : 1);
  if (points.filter(({ rate }) => rate !== null).length < 2) return null;
  const risesFrom = placeOf(alert.since, last);
  return {
    ...{ points, risesFrom, usual: points.map(({ usual }) => usual), worse: 'below', start: startAt(risesFrom, alert, scene) },
    maximum: 1.1 * Math.max(1, ...points.flatMap(({ rate, high }) => [rate ?? 0, high ?? 0])),
    tone: scene.calm ? 'calm' : 'critical',
  };
}
