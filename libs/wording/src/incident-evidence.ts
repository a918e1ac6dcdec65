import type { IncidentAnswer } from '@tillwatch/contract';
import { failureRate, likelyError } from '@tillwatch/domain';
import { failedOfText, numberText } from './count.js';
import { INCIDENT_WORDS } from './incident-words.js';
import { withJosa } from './josa.js';
import { inLanguage, type Language } from './language.js';
import { MIN_FOR_CERTAIN_RATE, rateText } from './rate.js';

type Contrast = IncidentAnswer['contrasts'][number];

/** How what lies beside an incident stands: as usual, raised as well, or on too few attempts to say. */
export type ContrastState = 'normal' | 'raised' | 'few';

/**
 * Judges a contrast: `normal` where its 95 % interval reaches down to its usual rate and stays below the incident's,
 * `raised` where it lies above its usual, else `few`.
 */
export function contrastState({ total, failed, usual }: Contrast, incident: Pick<IncidentAnswer, 'low'>): ContrastState {
  const { low, high } = failureRate(failed, total);
  if (low === null || high === null || total < MIN_FOR_CERTAIN_RATE) return 'few';
  if (low > usual) return 'raised';
  return high < incident.low ? 'normal' : 'few';
}

/** `Browser` → `browsers`, `OS` → `OS`: English names several, Korean does not. */
function plural(name: string): string {
  return name === name.toUpperCase() ? name : `${name.toLowerCase()}s`;
}

/** What a contrast is: `다른 브라우저 × KG이니시스`, `Other browsers × KG Inicis`. */
export function contrastText({ dimensionLabel, labels }: Contrast, language: Language): string {
  const dimension = inLanguage(dimensionLabel, language);
  const other = `${inLanguage(INCIDENT_WORDS.other, language)} ${language === 'ko' ? dimension : plural(dimension)}`;
  return [other, ...labels.map((label) => inLanguage(label, language))].join(' × ');
}

function onlyTogether(labels: readonly string[], language: Language): string {
  const reversed = [...labels].reverse();
  if (language === 'en') {
    const wholes = reversed.map((label) => `${label} as a whole`).join(' and ');
    return `Only this combination rose: ${wholes} are as usual.`;
  }
  const wholes = reversed.map((label) => `${label} 전체`).join('나 ');
  return `${wholes}가 아니라 ${labels.length === 2 ? '두' : String(labels.length) + '개'} 조건이 겹칠 때만 올랐습니다.`;
}

function onlyHere(label: string, others: string, language: Language): string {
  if (language === 'en') return `Only ${label} rose; ${others.toLowerCase()} are as usual.`;
  return `${label}에서만 올랐습니다. ${withJosa(others, '은/는')} 평소와 같습니다.`;
}

/**
 * What the contrasts prove, in one sentence; never more than they prove. "Only where both come together" needs every
 * contrast of the cause to be as usual. Null where there is nothing to compare with.
 */
export function contrastSentence(incident: IncidentAnswer, language: Language): string | null {
  const { contrasts, cause } = incident;
  const first = cause[0];
  if (!first || cause.length > 1 || contrasts.length === 0) return null;
  const labels = first.labels.map((label) => inLanguage(label, language));
  const states = contrasts.map((contrast) => contrastState(contrast, incident));
  const raised = contrasts.filter((_, i) => states[i] === 'raised').map((contrast) => contrastText(contrast, language));
  if (raised.length > 0) return language === 'ko' ? `${raised.join(', ')}도 올랐습니다.` : `Also raised: ${raised.join(', ')}.`;
  if (!states.every((state) => state === 'normal') || contrasts.length < labels.length) {
    return language === 'ko'
      ? '비교할 시도가 적어 이 조건만의 문제인지 아직 모릅니다.'
      : 'Too few attempts elsewhere to say whether only this condition rose.';
  }
  const [only = stepsText(incident, language)] = labels;
  if (labels.length > 1) return onlyTogether(labels, language);
  return contrasts[0] ? onlyHere(only, contrastText({ ...contrasts[0], labels: [] }, language), language) : null;
}

/** The steps of an incident, of which nothing narrower is its cause: `인증 단계`, `the authentication step`. */
function stepsText({ stages }: IncidentAnswer, language: Language): string {
  const names = stages.map(({ label }) => inLanguage(label, language));
  if (language === 'ko') return `${names.join('·')} 단계`;
  return `the ${names.join(' and ').toLowerCase()} ${names.length === 1 ? 'step' : 'steps'}`;
}

/** What mostly goes wrong, with its share of the failures: `인증 팝업 차단 · 실패 66건 중 48건`; `모름` where nothing stands out. */
export function likelyCause(incident: IncidentAnswer, language: Language): string {
  const top = likelyError(incident);
  const named = incident.errors.find(({ category }) => category === top?.category);
  if (top === undefined || named === undefined) return inLanguage(INCIDENT_WORDS.unknown, language);
  const label = inLanguage(named.label, language);
  const many = failedOfText(top.failed, incident.failed, language);
  return language === 'ko' ? `${label} · 실패 ${many}` : `${label} · ${many} failures`;
}

/** An incident's own outcomes that its errors, merchants and contrasts are counted over: those of its numbers are newer. */
export function detailedCounts({ detailed, total, failed }: IncidentAnswer): { readonly total: number; readonly failed: number } {
  return detailed ?? { total, failed };
}

/** A share of the failures of an incident, of which so many are told. */
export function errorShare({ failed }: { readonly failed: number }, incident: IncidentAnswer, language: Language): string {
  return rateText(failed, Math.max(failed, detailedCounts(incident).failed), { language }).text;
}

/** Failures of an incident that none of the errors told is about: of others, or reported without any. */
export function otherFailures(incident: IncidentAnswer): number {
  if (incident.kind !== 'failure_rate') return 0;
  return Math.max(0, detailedCounts(incident).failed - incident.errors.reduce((sum, { failed }) => sum + failed, 0));
}

/** What there is more of than usual, or fewer, where it is one and where it is several. */
function extraWord(kind: IncidentAnswer['kind'], isOne: boolean, language: Language): string {
  if (kind === 'volume') return language === 'ko' ? '적음' : 'fewer';
  if (kind !== 'failure_rate') return language === 'ko' ? '더' : 'extra';
  if (language === 'ko') return '더 실패';
  return isOne ? 'extra failure' : 'extra failures';
}

function extraText({ kind, status, excess, perMinute }: IncidentAnswer, language: Language): string {
  const isOver = status === 'resolved';
  const many = isOver ? excess : perMinute;
  const count = many < 1 ? null : numberText(many);
  const word = extraWord(kind, count === '1' || (count === null && !isOver), language);
  if (isOver) return language === 'ko' ? `모두 ${count ?? '0'}건 ${word}` : `${count ?? '0'} ${word} in all`;
  if (language === 'ko') return count === null ? `분당 1건 미만 ${word}` : `분당 약 ${count}건 ${word}`;
  return `${count === null ? 'less than 1' : `about ${count}`} ${word} a minute`;
}

/** Who is hit: `가맹점 38곳 · 분당 약 4건 더 실패`; once over how many in all. Merchants are left out where none is known. */
export function impactText(incident: IncidentAnswer, language: Language): string {
  const { count } = incident.merchants;
  const extra = extraText(incident, language);
  if (count === 0) return extra;
  const shops = language === 'ko' ? `가맹점 ${numberText(count)}곳` : `${numberText(count)} ${count === 1 ? 'merchant' : 'merchants'}`;
  return `${shops} · ${extra}`;
}
