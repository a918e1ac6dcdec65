import type { Alert, TileFrame, TileUpdate, TrendPoint } from '@tillwatch/contract';
import {
  alertPlace,
  alertRateText,
  alertTimeText,
  alertUsualText,
  clockText,
  compactCountText,
  failedOfText,
  inLanguage,
  MIN_FOR_RATE,
  minuteText,
  ongoingText,
  percentText,
  roughElapsedText,
  STATE_WORDS,
  type Language,
} from '@tillwatch/wording';
import { canJudge, type Vitals } from '../../live/vitals.js';
import type { SeenHistory } from './history.js';
import { boardMaximum, sparkPoints, type SparkPoint } from './spark-view.js';
import { shownRate, usualText, type ShownRate } from './tile-view.js';
import { WALL_TEXTS } from './wall-texts.js';

/** What the rail is drawn from. */
export interface RailScene {
  readonly language: Language;
  readonly timeZone: string;
  readonly now: number;
  readonly vitals: Vitals;
}

/** The board's headline number and its hour. */
export interface OverallView {
  readonly title: string;
  readonly stage: string;
  readonly rate: ShownRate;
  readonly usual: string;
  readonly count: string;
  readonly points: readonly SparkPoint[];
  /** Labels of the first and the last minute drawn. */
  readonly span: readonly [string, string];
  readonly maximum: number;
  readonly stale: boolean;
  readonly summary: string;
}

/** One alert as the rail tells it. */
export interface AlertView {
  readonly id: string;
  readonly state: Alert['state'];
  readonly word: string;
  readonly ongoing: string;
  readonly condition: string | null;
  readonly stage: string;
  /** How bad, against what, how many, since when: each kept in one piece. */
  readonly facts: readonly string[];
}

/** The lower half of the rail. */
export interface AlertsView {
  /** The worst ones, at most two. */
  readonly shown: readonly AlertView[];
  /** Tells how many more there are. */
  readonly more: string;
  /** Above what is shown where it is not of this moment. */
  readonly asOf: string;
  readonly calm: { readonly title: string; readonly lines: readonly { id: string; at: string; where: string; lasted: string }[]; readonly note: string };
}

const SHOWN_AT_ONCE = 2;
const RANK: Readonly<Record<Alert['state'], number>> = { critical: 0, warning: 1, watch: 2, recovering: 3 };

function highest(points: readonly SparkPoint[]): number {
  return Math.max(0, ...points.map((point) => (point.few ? 0 : (point.rate ?? 0))));
}

function scaleOf(points: readonly SparkPoint[], update: TileUpdate): number {
  return Math.min(1, Math.max(boardMaximum([update.usual]), highest(points) * 1.1));
}

/** The overall trend as painted. Its stage is named, for stage numbers are never summed over stages. */
export function overallView(overall: { frame: TileFrame; update: TileUpdate; trend: readonly TrendPoint[] }, scene: RailScene): OverallView {
  const { frame, update } = overall;
  const texts = WALL_TEXTS[scene.language];
  const points = sparkPoints(overall.trend, scene.now);
  const rate = shownRate(update, scene);
  const stage = inLanguage(frame.stageLabel, scene.language);
  const usual = usualText(update, scene.language);
  const gone = scene.vitals.data === 'gone';
  return {
    ...{ title: texts.overall, stage: `${stage} · ${texts.lastHour}`, rate, usual, points },
    count: gone ? '—' : compactCountText(update.numbers.total, scene.language),
    span: [minuteText(scene.now - 59 * 60_000, scene.timeZone), minuteText(scene.now, scene.timeZone)],
    maximum: scaleOf(points, update),
    stale: !canJudge(scene.vitals),
    summary: texts.trend({ stage, rate: rate.text, usual, highest: percentText(highest(points)) }),
  };
}

function alertView(alert: Alert, scene: RailScene): AlertView {
  const { language } = scene;
  const many = failedOfText(alert.failed, alert.total, language);
  const rate = alertRateText(alert, language);
  const usual = alertUsualText(alert, language);
  const over = alert.recoveredAt !== null;
  return {
    id: alert.id,
    state: alert.state,
    word: inLanguage(STATE_WORDS[alert.state], language),
    ongoing: over ? '' : ongoingText(scene.now - alert.since, language),
    ...alertPlace(alert, language),
    facts: [...(alert.total < MIN_FOR_RATE ? [many, usual] : [rate, usual, many]), alertTimeText(alert, scene)],
  };
}

function calmView(history: SeenHistory, scene: RailScene): AlertsView['calm'] {
  const { language, timeZone } = scene;
  const texts = WALL_TEXTS[language];
  const lines = history.recovered.map((alert) => ({
    id: alert.id,
    at: minuteText(alert.since, timeZone),
    where: [...alert.segmentLabels.map((label) => inLanguage(label, language)), inLanguage(alert.stageLabel, language)].join(' · '),
    lasted: roughElapsedText((alert.recoveredAt ?? alert.since) - alert.since, language),
  }));
  return { title: texts.recentlyRecovered, lines, note: lines.length > 0 ? '' : texts.noAlertsSince(minuteText(history.since, timeZone)) };
}

/** The alerts of the moment, the worst first; when calm, what this page saw recover. */
export function alertsView(alerts: readonly Alert[], history: SeenHistory, scene: RailScene): AlertsView {
  const running = alerts.filter((alert) => alert.state !== 'recovering');
  const sorted = [...running].sort((a, b) => RANK[a.state] - RANK[b.state] || b.since - a.since);
  const shown = sorted.slice(0, SHOWN_AT_ONCE).map((alert) => alertView(alert, scene));
  const rest = sorted.length - shown.length;
  const texts = WALL_TEXTS[scene.language];
  const seen = scene.now - (scene.vitals.dataAge ?? 0);
  return {
    shown,
    more: rest > 0 ? texts.moreAlerts(rest) : '',
    asOf: canJudge(scene.vitals) || shown.length === 0 ? '' : texts.asOf(clockText(seen, scene.timeZone)),
    calm: calmView(history, scene),
  };
}
