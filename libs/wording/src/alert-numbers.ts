import type { Alert, AlertKind } from '@tillwatch/contract';
import type { IncidentKind } from '@tillwatch/domain';
import { failedOfText, numberText, stalledOfText } from './count.js';
import { GLOSSARY, KIND_WORDS } from './glossary.js';
import { inLanguage, type Language } from './language.js';
import { comparedPercentText, MIN_FOR_RATE, percentText, rateText, type RateText } from './rate.js';

/** The numbers of an alert; what `failed` of `total` counts depends on its kind. */
export type AlertNumbers = Pick<Alert, 'kind' | 'failed' | 'total' | 'usual' | 'byLimit'>;
/** The counts of an alert or an incident. */
export type KindCounts = Pick<AlertNumbers, 'failed' | 'total'> & { readonly kind: IncidentKind };

/** Below this nobody speaks of a multiple. */
const LEAST_MULTIPLE = 2;

/** The number an alert stands for: a rate; of `volume` what came of what was to be expected. Counts on a handful. */
export function alertRate({ kind, failed, total }: KindCounts, language: Language): RateText {
  return rateText(kind === 'volume' ? total - failed : failed, total, { language });
}

/** How bad: `31%`; `3/8건` where a percentage would say too much. */
export function alertRateText(alert: KindCounts, language: Language): string {
  return alertRate(alert, language).text;
}

/** Against what: `평소 9%`, `usual 9%`; of a static rule `한도 50%`. */
export function alertUsualText(alert: Pick<AlertNumbers, 'failed' | 'total' | 'usual' | 'byLimit'>, language: Language): string {
  const rate = alert.total > 0 ? alert.failed / alert.total : 0;
  return `${inLanguage(alert.byLimit === true ? GLOSSARY.limit : GLOSSARY.usual, language)} ${comparedPercentText(alert.usual.rate, rate)}`;
}

/** How many times the usual: `3.4배`, `3.4×`; empty below two, of a handful, or where no usual is known. */
export function alertMultipleText({ failed, total, usual, byLimit = false }: AlertNumbers, language: Language): string {
  const times = !byLimit && usual.rate > 0 && total >= MIN_FOR_RATE ? failed / total / usual.rate : 0;
  if (times < LEAST_MULTIPLE) return '';
  const digits = times < 9.95 ? times.toFixed(1) : numberText(times);
  return language === 'ko' ? `${digits}배` : `${digits}×`;
}

/** How many came of how many that were to be expected: `예상 240건 중 29건`, `29 of 240 expected`. */
export function volumeOfText(missing: number, expected: number, language: Language): string {
  const came = numberText(expected - missing);
  return language === 'ko' ? `예상 ${numberText(expected)}건 중 ${came}건` : `${came} of ${numberText(expected)} expected`;
}

/** What came as a share of what is usual: `평소의 12%`, `12% of usual`. */
export function ofUsualText(share: string, language: Language): string {
  return language === 'ko' ? `평소의 ${share}` : `${share} of usual`;
}

type Counted = Pick<AlertNumbers, 'failed' | 'total'>;

function volumeText({ failed, total }: Counted, language: Language): string {
  const many = volumeOfText(failed, total, language);
  const word = inLanguage(KIND_WORDS.volume, language);
  if (total < MIN_FOR_RATE) return `${word}: ${many}`;
  const share = ofUsualText(percentText((total - failed) / total), language);
  return language === 'ko' ? `결제 시도가 ${share}: ${many}` : `attempts at ${share}: ${many}`;
}

function slowOfText({ failed, total }: Counted, language: Language): string {
  const many = failedOfText(failed, total, language);
  return language === 'ko' ? `${many}이 평소보다 느림` : `${many} slower than usual`;
}

/**
 * What goes wrong and how many of how many, without a rate that would be taken for failures:
 * `응답 없음: 40건 중 37건이 평소보다 오래 대기`, `결제 시도가 평소의 12%: 예상 240건 중 29건`; of failures `212건 중 66건`.
 */
export function alertCountsText(alert: Pick<AlertNumbers, 'kind' | 'failed' | 'total'>, language: Language): string {
  const { kind, failed, total } = alert;
  switch (kind) {
    case 'failure_rate':
      return failedOfText(failed, total, language);
    case 'drop_off':
      return `${kindWord(kind, language)}: ${failedOfText(failed, total, language)}`;
    case 'stalled':
      return `${kindWord(kind, language)}: ${stalledOfText(failed, total, language)}`;
    case 'latency':
      return `${kindWord(kind, language)}: ${slowOfText(alert, language)}`;
    case 'volume':
      return volumeText(alert, language);
  }
}

/** A rate, what is usual and how many of how many; on a handful the counts stand for the rate. */
function rateTexts(alert: AlertNumbers, language: Language): readonly string[] {
  const [rate, usual] = [alertRateText(alert, language), alertUsualText(alert, language)];
  const many = failedOfText(alert.failed, alert.total, language);
  return alert.total < MIN_FOR_RATE ? [many, usual] : [rate, usual, many];
}

/** How bad against usual and how many, piece by piece; see {@link alertCountsText} for what is not about failures. */
export function alertNumbersTexts(alert: AlertNumbers, language: Language): readonly string[] {
  switch (alert.kind) {
    case 'failure_rate':
      return rateTexts(alert, language);
    case 'drop_off': {
      const [first = '', ...rest] = rateTexts(alert, language);
      return [`${kindWord(alert.kind, language)} ${first}`, ...rest];
    }
    case 'stalled':
    case 'latency':
      return [alertCountsText(alert, language), alertUsualText(alert, language)];
    case 'volume':
      return [alertCountsText(alert, language)];
  }
}

/** What goes wrong, in a word, where it is not failures: `응답 없음`, `no result`; empty for failures. */
export function kindWord(kind: AlertKind, language: Language): string {
  return kind === 'failure_rate' ? '' : inLanguage(KIND_WORDS[kind], language);
}
