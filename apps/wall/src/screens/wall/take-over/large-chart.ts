import type { TrendPoint } from '@tillwatch/contract';
import { clockText } from '@tillwatch/wording';
import { boardMaximum, sparkPoints, sparkView, type SparkView } from '../spark-view.js';
import { TREND_MINUTES } from '../../../live/board-state.js';
import type { IncidentAlert } from './incident-alert.js';

/** The last hour of an incident, drawn large. */
export interface LargeChartView extends SparkView {
  /** What is usual, minute by minute, on the scale of the points. */
  readonly usual: readonly (number | null)[];
  /** On which side of the band trouble lies. */
  readonly worse: 'above' | 'below';
  /** The minute it began and its clock; null where that lies outside the hour. */
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

/** An incident's own hour on its own scale from 0 on; null where nothing is known of it. */
export function largeChart(alert: IncidentAlert, trend: readonly TrendPoint[], scene: LargeChartScene): LargeChartView | null {
  if (trend.length === 0) return null;
  const points = sparkPoints(trend, scene);
  const highest = Math.max(0, ...points.map((point) => point.rate ?? 0));
  const maximum = Math.min(1, Math.max(boardMaximum([alert.usual]), highest * 1.1));
  const view = sparkView(trend, { ...scene, maximum, state: 'critical', since: alert.since });
  const usual = view.points.map(() => alert.usual.rate);
  return { ...view, tone: scene.calm ? 'calm' : view.tone, usual, worse: 'above', start: startAt(view.risesFrom, alert, scene) };
}

/** The mark of the start at its place, where that lies within the hour. */
export function startAt(index: number, { since }: IncidentAlert, { timeZone }: LargeChartScene): LargeChartView['start'] {
  return index > 0 && index < TREND_MINUTES ? { index, label: clockText(since, timeZone) } : null;
}
