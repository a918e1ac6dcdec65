import type { Alert } from '@tillwatch/contract';
import {
  alertPlace,
  alertRateText,
  alertTimeText,
  alertUsualText,
  clockText,
  failedOfText,
  inLanguage,
  MIN_FOR_RATE,
  minuteText,
  ongoingText,
  roughElapsedText,
  STATE_WORDS,
  type Language,
} from '@tillwatch/wording';
import { firstThatFits } from '../../format/width.js';
import { canJudge } from '../../live/vitals.js';
import type { SeenHistory } from './history.js';
import type { RailScene } from './overall-view.js';
import { WALL_TEXTS } from './wall-texts.js';

/** One alert as the rail tells it. */
export interface AlertView {
  readonly id: string;
  readonly state: Alert['state'];
  readonly word: string;
  readonly ongoing: string;
  readonly condition: string | null;
  readonly stage: string;
  /** How bad and against what; how many; since when: a line each where there is room. */
  readonly facts: readonly (readonly string[])[];
}

/** The lower half of the rail. */
export interface AlertsView {
  /** The worst ones, at most two. */
  readonly shown: readonly AlertView[];
  /** Tells how many more there are. */
  readonly more: string;
  /** Above what is shown where it is not of this moment. */
  readonly asOf: string;
  readonly calm: {
    readonly title: string;
    readonly lines: readonly { id: string; at: string; where: string; lasted: string }[];
    readonly note: string;
  };
}

const SHOWN_AT_ONCE = 2;
/** Room across the rail, in em of small print. */
const ROOM_ACROSS = 12;
/** Among equals the server's order stands: the one nearest to the cause first. */
const RANK: Readonly<Record<Alert['state'], number>> = { critical: 0, warning: 1, watch: 2, recovering: 3 };

/** A condition short enough for one line where several alerts share the rail: the more telling part comes last. */
function shortCondition(alert: Alert, language: Language): string | null {
  const labels = alert.segmentLabels.map((label) => inLanguage(label, language));
  if (labels.length === 0) return null;
  return firstThatFits(
    labels.map((_, i) => labels.slice(i).join(' × ')),
    ROOM_ACROSS,
  );
}

function alertView(alert: Alert, alone: boolean, scene: RailScene): AlertView {
  const { language } = scene;
  const many = failedOfText(alert.failed, alert.total, language);
  const [rate, usual] = [alertRateText(alert, language), alertUsualText(alert, language)];
  const time = alertTimeText(alert, scene);
  const place = alertPlace(alert, language);
  const few = alert.total < MIN_FOR_RATE;
  return {
    id: alert.id,
    state: alert.state,
    word: inLanguage(STATE_WORDS[alert.state], language),
    ongoing: ongoingText(scene.now - alert.since, language),
    condition: alone ? place.condition : shortCondition(alert, language),
    stage: alone ? place.stage : inLanguage(alert.stageLabel, language),
    facts: few ? [[many], [usual], [time]] : [[rate, usual], [many], [time]],
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
  const [from, to] = [minuteText(history.since, timeZone), clockText(scene.now - (scene.vitals.dataAge ?? 0), timeZone)];
  const note = canJudge(scene.vitals) ? texts.noAlertsSince(from) : texts.noAlertsBetween(from, to);
  return { title: texts.recentlyRecovered, lines, note: lines.length > 0 ? '' : note };
}

/** The alerts of the moment, the worst first; when calm, what this page saw recover. */
export function alertsView(alerts: readonly Alert[], history: SeenHistory, scene: RailScene): AlertsView {
  const running = alerts.filter((alert) => alert.state !== 'recovering');
  const sorted = [...running].sort((a, b) => RANK[a.state] - RANK[b.state]);
  const shown = sorted.slice(0, SHOWN_AT_ONCE).map((alert) => alertView(alert, sorted.length === 1, scene));
  const rest = sorted.length - shown.length;
  const texts = WALL_TEXTS[scene.language];
  const seen = scene.now - (scene.vitals.dataAge ?? 0);
  const asOf = canJudge(scene.vitals) || shown.length === 0 ? '' : texts.asOf(clockText(seen, scene.timeZone));
  return {
    shown,
    ...{ asOf, more: [rest > 0 ? texts.moreAlerts(rest) : '', shown.length > 1 ? asOf : ''].filter(Boolean).join(' · ') },
    calm: calmView(history, scene),
  };
}
