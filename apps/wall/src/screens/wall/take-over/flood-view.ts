import { alertRateText, clockText, countedText, inLanguage, kindWord, STATE_WORDS, type Language } from '@tillwatch/wording';
import { firstThatFits, textWidth } from '../../../format/width.js';
import { countsWithin, shortCondition, whatRises } from '../alert-place.js';
import type { RailScene } from '../overall-view.js';
import { barView, type BarView } from './card-view.js';
import { commonFactor, type CommonFactor } from './common-factor.js';
import type { IncidentAlert } from './incident-alert.js';
import type { Stand } from './take-over.js';
import { TAKE_OVER_TEXTS } from './take-over-texts.js';

/** One of many incidents, in a line. */
export interface FloodLine {
  readonly id: string;
  readonly where: string;
  readonly rate: string;
  readonly counts: string;
}

/** Many incidents on one card, by what they have in common. */
export interface FloodView extends BarView {
  /** `공통 원인 추정`, or that they merely fall together. */
  readonly title: string;
  readonly factor: string;
  readonly count: string;
  readonly unit: string;
  readonly facts: readonly string[];
  readonly lines: readonly FloodLine[];
  readonly note: string;
  readonly summary: string;
}

const LINES = 4;
/** Room across the card in em of the headline, of a line beside its rate, and within that of its counts. */
const ROOM = { headline: 15.2, line: 17, counts: 6.4 } as const;

function factorText({ labels, stage }: CommonFactor, scene: RailScene): string {
  const { language } = scene;
  if (labels.length > 0) return shortCondition({ segmentLabels: labels }, language, ROOM.headline) ?? '';
  return stage ? inLanguage(stage, language) : '';
}

/** What of a condition the factor does not say already, and what rises there. */
function whereOf(alert: IncidentAlert, factor: CommonFactor, language: Language, room: number): string {
  const own = alert.segmentLabels
    .filter(({ ko }) => !factor.labels.some((label) => label.ko === ko))
    .map((label) => inLanguage(label, language));
  const [what, stage, kind] = [whatRises(alert, language), countedText(alert, language), kindWord(alert.kind, language)];
  // Another rate than of failures is never told without its word.
  const brief = kind === '' ? stage : kind;
  const wordings = [[...own, what], [...own.slice(-1), what], [...own.slice(-1), brief], [brief]].map((parts) => parts.join(' · '));
  return firstThatFits(wordings, room);
}

function countsOf(alert: IncidentAlert, language: Language): string {
  return countsWithin({ ...alert, kind: alert.kind === 'volume' ? 'volume' : 'failure_rate' }, language, ROOM.counts);
}

/** A line each; counts stand in a column of their own, as wide as the widest. */
function linesOf(alerts: readonly IncidentAlert[], factor: CommonFactor, language: Language): readonly FloodLine[] {
  const room = ROOM.line - Math.max(...alerts.map((alert) => textWidth(countsOf(alert, language))));
  return alerts.map((alert) => ({
    id: alert.incident.id,
    where: whereOf(alert, factor, language, room),
    rate: alertRateText(alert, language),
    counts: countsOf(alert, language),
  }));
}

/** Many incidents as one card tells them, those of the common factor in lines of their own. */
export function floodView(stand: Extract<Stand, { kind: 'flood' }>, scene: RailScene): FloodView | null {
  const { language, timeZone } = scene;
  const texts = TAKE_OVER_TEXTS[language];
  const factor = commonFactor(stand.incidents);
  const oldest = factor.related.reduce<IncidentAlert | null>((first, alert) => (first && first.since <= alert.since ? first : alert), null);
  if (!oldest) return null;
  const critical = factor.related.filter(({ state }) => state === 'critical').length;
  const byUrgency = [...factor.related].sort(
    (a, b) => Number(b.state === 'critical') - Number(a.state === 'critical') || b.failed - a.failed,
  );
  const [shown, apart] = [byUrgency.slice(0, LINES), stand.incidents.length - factor.related.length];
  const hidden = factor.related.length - shown.length;
  const named = factorText(factor, scene);
  const bar = barView(oldest, stand, scene);
  const facts = [texts.related, texts.bySeverity(critical, factor.related.length - critical)];
  return {
    ...bar,
    word: bar.look === 'acknowledged' ? bar.word : inLanguage(STATE_WORDS.critical, language),
    title: named === '' ? '' : texts.commonCause,
    factor: named === '' ? texts.atOnce : named,
    ...{ count: String(factor.related.length), unit: texts.unit, facts },
    lines: linesOf(shown, factor, language),
    note: [hidden > 0 ? texts.more(hidden) : '', apart > 0 ? texts.unrelated(apart) : ''].filter(Boolean).join(' · '),
    summary: [texts.commonCause, named, ...facts, clockText(oldest.since, timeZone)].filter(Boolean).join(', '),
  };
}
