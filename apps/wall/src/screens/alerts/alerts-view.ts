import type { JourneyFrame, NotificationAnswer, NotificationsAnswer, RouteHours, SilenceRequest } from '@tillwatch/contract';
import {
  clockText,
  dateText,
  HOLD_WORDS,
  inLanguage,
  nearestText,
  numberText,
  STATE_WORDS,
  waitText,
  type Language,
} from '@tillwatch/wording';
import { dimensionName, valueName } from '../stats/names.js';
import { ALERTS_TEXTS } from './alerts-texts.js';
import type { ChannelState } from './alerts-words.js';
import { wordOf } from '../../format/known-word.js';

type ChannelAnswer = NotificationsAnswer['channels'][number];

/** What texts are made for: a language, a zone, and the names of things. */
export interface AlertsReader {
  readonly language: Language;
  readonly timeZone: string;
  readonly journeys: readonly JourneyFrame[];
}

/** A moment in full: `11월 22일 (일) 14:03:20`. */
export function momentText(iso: string, { timeZone, language }: AlertsReader): string {
  const at = Date.parse(iso);
  return `${dateText(at, timeZone, language)} ${clockText(at, timeZone)}`;
}

/** Today in one sentence: how many, how many were lost, how long it takes. */
export function statementOf({ today, delay }: NotificationsAnswer, language: Language): string {
  const p95 = delay === null ? null : waitText(delay.p95, language);
  return ALERTS_TEXTS[language].today.statement(today.decided, today.dead, p95);
}

/** Why changes were told to nobody, the most frequent reason first: `예정된 점검 3`. */
export function heldTexts({ today }: NotificationsAnswer, language: Language): string[] {
  const held = Object.entries(today.held).filter(([, many]) => many > 0);
  return held.sort(([, a], [, b]) => b - a).map(([reason, many]) => `${wordOf(reason, HOLD_WORDS, language)} ${numberText(many)}`);
}

/** How a channel stands by its last messages. */
export function channelState({ closed, lastTakenAt, lastFailure }: ChannelAnswer): ChannelState {
  if (closed !== null) return 'closed';
  if (lastFailure !== null && (lastTakenAt === null || Date.parse(lastFailure.at) > Date.parse(lastTakenAt))) return 'failing';
  return lastTakenAt === null ? 'idle' : 'ok';
}

/** Which incidents a route or a silence takes, in words: `심각 · KG이니시스 × 카드`. */
export function whenText(when: SilenceRequest['when'], { language, journeys }: AlertsReader): string {
  const texts = ALERTS_TEXTS[language].routes;
  const named = (id: string): string => journeys.find((one) => one.id === id)?.label[language] ?? id;
  const parts = [
    when.severities?.map((severity) => inLanguage(STATE_WORDS[severity], language)).join(', '),
    when.journeys?.map(named).join(', '),
    when.kinds?.map((kind) => nearestText({ kind, class: null }, language)).join(', '),
    when.segment === undefined ? undefined : segmentText(when.segment, { language, journeys }),
    when.merchants === undefined ? undefined : texts.merchants(when.merchants.join(', ')),
  ];
  return parts.filter((part) => part !== undefined).join(' · ') || texts.everything;
}

/** Values of a segment by their names, each with its dimension's: `결제사 KG이니시스 × 결제수단 카드`. */
export function segmentText(
  segment: Readonly<Record<string, string>>,
  { language, journeys }: Pick<AlertsReader, 'language' | 'journeys'>,
): string {
  const text = ([dimension, value]: [string, string]): string => {
    const journey = journeys.find(({ dimensions }) => dimensions.some(({ id }) => id === dimension));
    if (journey === undefined) return `${dimension}:${value}`;
    return `${dimensionName(journey, dimension, language)} ${valueName(journey, { dimension, value }, language)}`;
  };
  return Object.entries(segment).map(text).join(' × ');
}

/** Hours that come again: `월·화 22:00–07:00`, with the zone where it is not the reader's. */
export function hoursText(hours: readonly RouteHours[], { language, timeZone }: AlertsReader): string {
  const texts = ALERTS_TEXTS[language].routes;
  const nth = (n: number): string => (n === -1 ? texts.last : String(n));
  const one = ({ from, to, weekdays, weeks, daysOfMonth, timeZone: zone }: RouteHours): string => {
    const days = [
      ...(weeks === null ? [] : [texts.weeks(weeks.map(nth).join('·'))]),
      ...(weekdays === null ? [] : [weekdays.map((day) => texts.weekdays[day] ?? '').join('·')]),
      ...(daysOfMonth === null ? [] : [texts.daysOfMonth(daysOfMonth.map(nth).join('·'))]),
    ];
    return `${days.join(' ') || texts.everyDay} ${from}–${to}${zone === timeZone ? '' : ` (${zone})`}`;
  };
  return hours.map(one).join(', ');
}

/** How long a message took from verdict to delivery, in ms; null where it was not delivered. */
export function delayOf({ judgedAt, deliveredAt }: NotificationAnswer): number | null {
  return deliveredAt === null ? null : Date.parse(deliveredAt) - Date.parse(judgedAt);
}
