import type { Alert } from '@tillwatch/contract';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import { alertNumbersTexts } from './alert-numbers.js';
import { clockText, zoneText } from './clock-time.js';
import { roughElapsedText } from './elapsed.js';
import { GLOSSARY, STATE_WORDS } from './glossary.js';
import { inLanguage, type Language } from './language.js';

/** For whom a sentence is written. */
export interface Reader {
  readonly language: Language;
  /** IANA name of the zone times are given in. */
  readonly timeZone: string;
}

/** What of an alert its sentence tells. */
export type AlertFacts = Pick<
  Alert,
  'segmentLabels' | 'stage' | 'stageLabel' | 'kind' | 'state' | 'total' | 'failed' | 'usual' | 'byLimit' | 'since' | 'recoveredAt'
>;

/** Where it fails, in at most two lines: who and what, and at which step. */
export interface AlertPlace {
  /** `카드 × KG이니시스`; null where everything at this stage is meant. */
  readonly condition: string | null;
  /** `승인 단계`, `Approval step`; `전체 시도`, `All attempts` where no single step is meant. */
  readonly stage: string;
}

/** What a number counts, by name: `승인`, `Approval`; `전체 시도`, `All attempts` for whole attempts. */
export function countedText(counted: Pick<Alert, 'stage' | 'stageLabel'>, language: Language): string {
  return inLanguage(counted.stage === WHOLE_ATTEMPT ? GLOSSARY.allAttempts : counted.stageLabel, language);
}

/** Where an alert is. */
export function alertPlace(alert: Pick<AlertFacts, 'segmentLabels' | 'stage' | 'stageLabel'>, language: Language): AlertPlace {
  const labels = alert.segmentLabels.map((label) => inLanguage(label, language));
  const condition = labels.length > 0 ? labels.join(' × ') : null;
  const counted = countedText(alert, language);
  // An attempt passes through all steps and is none of them.
  if (alert.stage === WHOLE_ATTEMPT) return { condition, stage: counted };
  return { condition, stage: `${counted} ${inLanguage(GLOSSARY.step, language)}` };
}

/** Since when: `14:03:20부터`; once over, from when to when and how long: `14:03:20~14:19:05(16분)`. */
export function alertTimeText(alert: Pick<AlertFacts, 'since' | 'recoveredAt'>, { language, timeZone }: Reader): string {
  const from = clockText(alert.since, timeZone);
  if (alert.recoveredAt === null) return language === 'ko' ? `${from}부터` : `since ${from}`;
  const to = clockText(alert.recoveredAt, timeZone);
  const lasted = roughElapsedText(alert.recoveredAt - alert.since, language);
  return language === 'ko' ? `${from}~${to}(${lasted})` : `${from}–${to} (${lasted})`;
}

/**
 * How bad against usual, how many, since when: `31% · 평소 9% · 212건 중 66건 · 14:03:20부터`. What is not about failures says
 * so first: `응답 없음: 40건 중 37건이 평소보다 오래 대기 · 평소 5% · 14:03:20부터`.
 */
export function alertFactsText(alert: AlertFacts, reader: Reader): string {
  return [...alertNumbersTexts(alert, reader.language), alertTimeText(alert, reader)].join(' · ');
}

/**
 * The one sentence of an alert, the same on every surface: where, how bad against usual, how many, since when.
 * `[심각] 카드 × KG이니시스 · 승인 단계 · 31% · 평소 9% · 212건 중 66건 · 14:03:20부터`. English names the zone, because it
 * is read away from the wall as well.
 */
export function alertSentence(alert: AlertFacts, reader: Reader): string {
  const { language, timeZone } = reader;
  const place = alertPlace(alert, language);
  const where = [place.condition, place.stage].filter((part) => part !== null).join(' · ');
  const zone = language === 'en' ? ` ${zoneText(alert.since, timeZone)}` : '';
  return `[${inLanguage(STATE_WORDS[alert.state], language)}] ${where} · ${alertFactsText(alert, reader)}${zone}`;
}
