import {
  alertMultipleText,
  alertPlace,
  alertRate,
  alertSentence,
  alertUsualText,
  clockText,
  GLOSSARY,
  inLanguage,
  kindWord,
  minuteText,
  moneyPerHourText,
  numberText,
  ongoingText,
  percentText,
  roughElapsedText,
  STATE_WORDS,
  type RateText,
} from '@tillwatch/wording';
import type { TrendPoint } from '@tillwatch/contract';
import { firstThatFits, textWidth } from '../../../format/width.js';
import { canJudge, judgementAge } from '../../../live/vitals.js';
import { countTexts, shortCondition } from '../alert-place.js';
import type { RailScene } from '../overall-view.js';
import { WALL_TEXTS } from '../wall-texts.js';
import type { IncidentAlert } from './incident-alert.js';
import { largeChart, type LargeChartView } from './large-chart.js';
import type { LargeLook } from './take-over.js';
import { TAKE_OVER_TEXTS } from './take-over-texts.js';
import { volumeChart } from './volume-chart.js';

/** How a large card looks; `stale` stands above everything, for nobody knows. */
export type CardLook = LargeLook | 'stale';

/** What every large card has: its bar, and how it is drawn. */
export interface BarView {
  readonly look: CardLook;
  readonly pulsing: boolean;
  /** How it stands: 심각, who took it, that it is over. */
  readonly word: string;
  readonly time: string;
}

/** One incident, large. */
export interface CardView extends BarView {
  readonly id: string;
  /** At most two lines: who and what, at which step. */
  readonly headline: readonly string[];
  readonly rate: RateText | { readonly kind: 'hidden'; readonly text: string };
  /** Against what, how many. */
  readonly facts: readonly string[];
  /** Whom it hits and how much of it lies here; in small print. */
  readonly note: string;
  /** Why, and who is on it. */
  readonly cause: string;
  readonly chart: LargeChartView | null;
  /** The one sentence, for those who listen. */
  readonly summary: string;
}

/** Room across the card in em of the headline, of its text and of its small print; and beside the rate. */
const ROOM = { bar: 18.5, headline: 15.2, text: 21.2, small: 29.8, beside: 12.6 } as const;
/** From this share of the traffic on a cause is all of it, written without decimals. */
const EVERYTHING = 0.995;

/** The bar of a card. */
export function barView(alert: IncidentAlert, stand: { readonly look: LargeLook; readonly pulsing: boolean }, scene: RailScene): BarView {
  const { language, timeZone, now, vitals } = scene;
  const texts = TAKE_OVER_TEXTS[language];
  const from = clockText(alert.since, timeZone);
  const stale = !canJudge(vitals);
  const time = texts.since(from, ongoingText(now - alert.since, language));
  const taken = firstThatFits(texts.taken(alert.incident.acknowledgedBy ?? ''), ROOM.bar - textWidth(time));
  const words = { critical: inLanguage(STATE_WORDS.critical, language), acknowledged: taken };
  const end = alert.recoveredAt ?? now;
  if (stand.look === 'recovered' && !stale) {
    const span = texts.between(from, clockText(end, timeZone));
    const over = firstThatFits(texts.recovered(roughElapsedText(end - alert.since, language)), ROOM.bar - textWidth(span));
    return { look: 'recovered', pulsing: false, word: over, time: span };
  }
  const word = words[stand.look === 'recovered' ? 'critical' : stand.look];
  if (stale)
    return { look: 'stale', pulsing: false, word, time: WALL_TEXTS[language].asOf(clockText(now - judgementAge(vitals), timeZone)) };
  return { look: stand.look, pulsing: stand.pulsing, word, time };
}

function headlineOf(alert: IncidentAlert, scene: RailScene): { readonly lines: readonly string[]; readonly dropped: string } {
  const { language } = scene;
  const { stage } = alertPlace(alert, language);
  const kind = kindWord(alert.kind, language);
  const where = kind === '' ? stage : WALL_TEXTS[language].kindAt(stage, kind);
  const condition = shortCondition(alert, language, ROOM.headline);
  if (condition === null) return { lines: [where], dropped: '' };
  const labels = alert.segmentLabels.map((label) => inLanguage(label, language));
  const dropped = labels.slice(0, labels.length - condition.split(' × ').length);
  return { lines: [condition, where], dropped: dropped.join(' × ') };
}

function factsOf(alert: IncidentAlert, scene: RailScene): readonly string[] {
  const { language } = scene;
  const texts = TAKE_OVER_TEXTS[language];
  const { many, figures } = countTexts(alert, language);
  const counts = firstThatFits(texts.counts[alert.kind](many, figures), ROOM.beside);
  if (alert.kind === 'volume') return [inLanguage(GLOSSARY.ofUsualAttempts, language), counts];
  return [[alertUsualText(alert, language), alertMultipleText(alert, language)].filter(Boolean).join(' · '), counts];
}

function noteOf({ incident, kind, recoveredAt }: IncidentAlert, dropped: string, scene: RailScene): string {
  const { language } = scene;
  const texts = TAKE_OVER_TEXTS[language];
  const { money, extraShare, trafficShare } = incident;
  const more = kind === 'volume' ? texts.fewer : texts.moreFailures;
  // Shares of the extra failures say something of failures only, and all of them where all traffic is says nothing.
  const says = kind === 'failure_rate' && trafficShare < EVERYTHING;
  const shares = says ? texts.shares(percentText(extraShare), percentText(trafficShare)) : '';
  const also = dropped && texts.also(dropped);
  const join = (...parts: string[]): string => parts.filter(Boolean).join(' · ');
  const hit = incident.merchants === 0 ? '' : texts.merchants(numberText(incident.merchants));
  const impact = join(hit, more(numberText(incident.perMinute)));
  const lost = money === null || recoveredAt !== null ? '' : (moneyPerHourText(money, language) ?? '');
  const full = [join(also, impact, lost, shares), join(also, impact, lost), join(also, impact)];
  return firstThatFits([...full, join(also), join(impact)], ROOM.small);
}

function causeOf({ incident, recoveredAt }: IncidentAlert, { language, timeZone }: RailScene): string {
  const texts = TAKE_OVER_TEXTS[language];
  const { acknowledgedBy, acknowledgedAt, error, maintenance } = incident;
  const untaken = recoveredAt === null ? texts.untaken : [];
  const owners = acknowledgedAt === null ? untaken : [texts.takenAt(acknowledgedBy ?? '', minuteText(acknowledgedAt, timeZone))];
  const known = maintenance ?? error;
  const cause = known ? texts.cause(inLanguage(known, language)) : '';
  return firstThatFits([...owners.map((owner) => [cause, owner].filter(Boolean).join(' · ')), cause], ROOM.text);
}

/** One incident as its large card tells it. */
export function cardView(
  stand: { readonly large: IncidentAlert; readonly look: LargeLook; readonly pulsing: boolean },
  scene: RailScene & { readonly trend: readonly TrendPoint[] },
): CardView {
  const { large: alert } = stand;
  const { language, timeZone, now, vitals, poolMinutes, trend } = scene;
  const bar = barView(alert, stand, scene);
  const { lines, dropped } = headlineOf(alert, scene);
  const hour = { now, timeZone, poolMinutes, calm: bar.look === 'stale' || bar.look === 'recovered' };
  return {
    ...bar,
    ...{ id: alert.incident.id, headline: lines, facts: factsOf(alert, scene), cause: causeOf(alert, scene) },
    rate: vitals.data === 'gone' ? { kind: 'hidden', text: '—' } : alertRate(alert, language),
    note: noteOf(alert, dropped, scene),
    chart: alert.kind === 'volume' ? volumeChart(alert, trend, hour) : largeChart(alert, trend, hour),
    summary: alertSentence(alert, { language, timeZone }),
  };
}
