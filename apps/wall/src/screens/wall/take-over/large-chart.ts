import type { TrendPoint } from '@tillwatch/contract';
import { clockText } from '@tillwatch/wording';
import { boardMaximum, sparkPoints, sparkView, type SparkView } from '../spark-view.js';
import { TREND_MINUTES } from '../../../live/board-state.js';
import type { IncidentAlert } from './incident-alert.js';

/** The last hour of an incident, drawn large. */
export interface LargeChartView extends SparkView {
  /** What is usual; a share in 0..1. */
  readonly usual: number;
  /** The minute it began and its clock; null where that lies before the hour. */
  readonly start: { readonly index: number; readonly label: string } | null;
}

/** What it is drawn from besides the incident's minutes. */
export interface LargeChartScene {
  readonly now: number;
  readonly timeZone: string;
  readonly poolMinutes: number;
  /** Not of this moment, or over: nothing of it is marked. */
  readonly calm: boolean;
}

/** An incident's own hour on its own scale from 0 on. */
export function largeChart(alert: IncidentAlert, trend: readonly TrendPoint[], scene: LargeChartScene): LargeChartView {
  const points = sparkPoints(trend, scene);
  const highest = Math.max(0, ...points.map((point) => point.rate ?? 0));
  const maximum = Math.min(1, Math.max(boardMaximum([alert.usual]), highest * 1.1));
  const view = sparkView(trend, { ...scene, maximum, state: 'critical', since: alert.since });
  const start =
    view.risesFrom > 0 && view.risesFrom < TREND_MINUTES ? { index: view.risesFrom, label: clockText(alert.since, scene.timeZone) } : null;
  return { ...view, tone: scene.calm ? 'calm' : view.tone, usual: alert.usual.rate, start };
}
