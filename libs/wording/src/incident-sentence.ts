import type { IncidentAnswer } from '@tillwatch/contract';
import { WHOLE_ATTEMPT, type LocalisedText } from '@tillwatch/domain';
import { alertCountsText, alertRate, volumeOfText, type KindCounts } from './alert-numbers.js';
import { alertPlace, countedText, type Reader } from './alert-sentence.js';
import { clockText, minuteText, zoneText } from './clock-time.js';
import { failedOfText, stalledOfText } from './count.js';
import { elapsedText, ongoingText, roughElapsedText } from './elapsed.js';
import { GLOSSARY, STATE_WORDS } from './glossary.js';
import { COUNTED, DECLINES_UP, ERRORS_UP, INCIDENT_WORDS, OVER_LIMIT, TROUBLES } from './incident-words.js';
import { inLanguage, type Language } from './language.js';
import { comparedPercentText, MIN_FOR_RATE, rateText, type RateText } from './rate.js';

/** Where and what, in two lines. */
export interface IncidentHeadline {
  /** `IE 10 이하 × KG이니시스`; null where everything is meant. */
  readonly condition: string | null;
  /** `인증 단계 실패 급증`, `Authentication failures up`. */
  readonly trouble: string;
}

/** Labels of a cause in one line: `IE 10 이하 × KG이니시스`; null for "everything". */
function causeText({ labels }: IncidentAnswer['cause'][number], language: Language): string | null {
  return labels.length === 0 ? null : labels.map((label) => inLanguage(label, language)).join(' × ');
}

/** What goes wrong, after the name of the step it goes wrong at. */
function troubleOf({ kind, class: failing, baseline }: IncidentAnswer): LocalisedText {
  if (baseline.source === 'limit') return OVER_LIMIT;
  return kind === 'failure_rate' && failing === 'declined' ? DECLINES_UP : TROUBLES[kind];
}

/** What a slice is nearest to: `거절 급증`, `no result`; what breaks beside declines is told apart. */
export function nearestText({ kind, class: failing }: Pick<IncidentAnswer, 'kind' | 'class'>, language: Language): string {
  if (kind !== 'failure_rate' || failing === null) return inLanguage(TROUBLES[kind], language);
  return inLanguage(failing === 'declined' ? DECLINES_UP : ERRORS_UP, language);
}

/** The headline of an incident: customer side × provider, then step and trouble. A second cause is counted, not listed. */
export function incidentHeadline(incident: IncidentAnswer, language: Language): IncidentHeadline {
  const { cause, kind, stage, stageLabel } = incident;
  const first = cause[0] ? causeText(cause[0], language) : null;
  const more = language === 'ko' ? ` 외 ${String(cause.length - 1)}개 조건` : ` and ${String(cause.length - 1)} more`;
  const condition = first !== null && cause.length > 1 ? `${first}${more}` : first;
  const trouble = inLanguage(troubleOf(incident), language);
  if (kind === 'monitor' || kind === 'definition') return { condition, trouble };
  if (language === 'ko') return { condition, trouble: `${alertPlace({ segmentLabels: [], stage, stageLabel }, 'ko').stage} ${trouble}` };
  const joint = stage === WHOLE_ATTEMPT || kind === 'stalled' || kind === 'volume' ? ': ' : ' ';
  return { condition, trouble: `${countedText({ stage, stageLabel }, 'en')}${joint}${trouble}` };
}

/** Whether an incident of this kind has a share to tell. */
export function hasRate({ kind, total }: Pick<IncidentAnswer, 'kind' | 'total'>): boolean {
  return total > 0 && kind !== 'monitor' && kind !== 'definition';
}

/** Its share as on every surface (see {@link alertRate}), with no more precision than its counts allow. */
export function incidentRate(incident: KindCounts, language: Language): RateText {
  return hasRate(incident) ? alertRate(incident, language) : rateText(0, 0, { language });
}

/** Against what: `평소 9%`, `한도 50%`; of missing traffic `평소 결제 시도 대비`. While the usual is being learnt it says so. */
export function incidentUsual(incident: IncidentAnswer, language: Language): string | null {
  const { kind, total, failed, baseline } = incident;
  if (!hasRate(incident)) return null;
  if (kind === 'volume') return inLanguage(GLOSSARY.ofUsualAttempts, language);
  const usual = inLanguage(baseline.source === 'limit' ? GLOSSARY.limit : GLOSSARY.usual, language);
  const learning = baseline.learning ? ` (${inLanguage(GLOSSARY.learning, language).toLowerCase()})` : '';
  return `${usual} ${comparedPercentText(baseline.rate, failed / total)}${learning}`;
}

/** How many of how many, and what became of them: `212건 중 66건 실패`, `66 of 212 failed`; of missing traffic how many came. */
export function incidentCounts(incident: KindCounts, language: Language): string | null {
  const { kind, failed, total } = incident;
  if (!hasRate(incident)) return null;
  if (kind === 'stalled') return stalledOfText(failed, total, language);
  if (kind === 'volume') return volumeOfText(failed, total, language);
  return `${failedOfText(failed, total, language)} ${inLanguage(COUNTED[kind], language)}`;
}

/** Start, or once over from when to when: `14:03:20부터`, `14:03:20~14:19:05(15분)`. */
export function incidentTime({ startedAt, resolvedAt }: IncidentAnswer, { language, timeZone }: Reader): string {
  const [start, end] = [Date.parse(startedAt), resolvedAt === null ? null : Date.parse(resolvedAt)];
  const from = clockText(start, timeZone);
  if (end === null) return language === 'ko' ? `${from}부터` : `since ${from} ${zoneText(start, timeZone)}`;
  const lasted = roughElapsedText(end - start, language);
  const to = clockText(end, timeZone);
  return language === 'ko' ? `${from}~${to}(${lasted})` : `${from}–${to} ${zoneText(start, timeZone)} (${lasted})`;
}

/** How long it goes on, or lasted: `4분 11초째`, `16분 지속`. */
export function incidentAge({ startedAt, resolvedAt }: IncidentAnswer, now: number, language: Language): string {
  const start = Date.parse(startedAt);
  if (resolvedAt !== null) {
    const lasted = roughElapsedText(Date.parse(resolvedAt) - start, language);
    return language === 'ko' ? `${lasted} 지속` : `lasted ${lasted}`;
  }
  const elapsed = Math.max(0, now - start);
  if (elapsed >= 3_600_000) return ongoingText(elapsed, language);
  return language === 'ko' ? `${elapsedText(elapsed, 'ko')}째` : elapsedText(elapsed, 'en');
}

/** How it stands in one word: 심각, 주의, 회복, 해결됨, 오탐. */
export function incidentWord(incident: IncidentAnswer, language: Language): string {
  if (incident.wrongAlarm) return inLanguage(INCIDENT_WORDS.falseAlarm, language);
  if (incident.status === 'resolved') return inLanguage(INCIDENT_WORDS.resolved, language);
  return inLanguage(STATE_WORDS[incident.severity], language);
}

/** Who is on it: `미확인`, `확인됨 · 김지원 14:05`, `확인 만료 · 계속 보고 있나요?`; while it recovers that, too. */
export function incidentOwner(incident: IncidentAnswer, { language, timeZone }: Reader): string {
  const { acknowledgedBy, acknowledgedAt, resolvedBy, status } = incident;
  const recovering = incident.recovering && status !== 'resolved' ? ` · ${inLanguage(INCIDENT_WORDS.recovering, language)}` : '';
  if (status === 'resolved' && resolvedBy !== null) return `${inLanguage(INCIDENT_WORDS.resolved, language)} · ${resolvedBy}`;
  if (acknowledgedBy === null) {
    const open = incident.reason === 'acknowledgement_expired' ? INCIDENT_WORDS.stillOnIt : INCIDENT_WORDS.notTaken;
    return (status === 'resolved' ? '' : inLanguage(open, language)) + recovering;
  }
  const at = acknowledgedAt === null ? '' : ` ${minuteText(Date.parse(acknowledgedAt), timeZone)}`;
  return `${inLanguage(INCIDENT_WORDS.acknowledged, language)} · ${acknowledgedBy}${at}${recovering}`;
}

/**
 * The one sentence of an incident: where and what, how bad against usual, how many, since when.
 * `[심각] IE 10 이하 × KG이니시스 · 인증 단계 실패 급증 · 31% · 평소 9% · 212건 중 66건 실패 · 14:03:20부터`.
 */
export function incidentSentence(incident: IncidentAnswer, reader: Reader): string {
  const { language } = reader;
  const { condition, trouble } = incidentHeadline(incident, language);
  return `[${incidentWord(incident, language)}] ${[condition, trouble, incidentFacts(incident, reader)].filter(Boolean).join(' · ')}`;
}

/** How bad against usual, how many, since when; on a handful of attempts the counts stand for the rate. */
export function incidentFacts(incident: IncidentAnswer, reader: Reader): string {
  return [incidentNumbers(incident, reader.language), incidentTime(incident, reader)].filter(Boolean).join(' · ');
}

/** The numbers of it alone: `31% · 평소 9% · 212건 중 66건 실패`; null where there is nothing to count. */
export function incidentNumbers(incident: IncidentAnswer, language: Language): string | null {
  const { kind, total } = incident;
  if (!hasRate(incident)) return null;
  if (kind === 'volume') return alertCountsText({ ...incident, kind }, language);
  const rate = total >= MIN_FOR_RATE ? incidentRate(incident, language).text : null;
  return [rate, incidentUsual(incident, language), incidentCounts(incident, language)].filter((fact) => fact !== null).join(' · ');
}
