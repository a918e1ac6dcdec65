import type { IncidentAnswer } from '@tillwatch/contract';
import type { Reader } from './alert-sentence.js';
import { ofUsualText } from './alert-numbers.js';
import { minuteText, zoneText } from './clock-time.js';
import { numberText } from './count.js';
import { roughElapsedText } from './elapsed.js';
import { hasRate, incidentHeadline, incidentRate, incidentUsual, incidentWord } from './incident-sentence.js';
import type { Language } from './language.js';
import { MIN_FOR_RATE } from './rate.js';

/** A message for a phone without a screen for more, in pieces: a place that does not fit is shortened, the rest is never. */
export interface SmsPieces {
  /** `[심각] `, `CRITICAL ` */
  readonly mark: string;
  /** `IE 10 이하 × KG이니시스`; empty where everything is meant. */
  readonly place: string;
  /** What goes wrong, which may be shortened once nothing of the place is left, */
  readonly trouble: string;
  /** and how bad, how many, since when: `31%(66/212건, 평소 9%) 14:03~`. */
  readonly facts: string;
}

/** What a short message says of an incident. */
export function smsPieces(incident: IncidentAnswer, reader: Reader): SmsPieces {
  const { language } = reader;
  const { condition, trouble } = incidentHeadline(incident, language);
  const word = incidentWord(incident, language);
  const facts = [numbersText(incident, language), timeText(incident, reader)]
    .filter((part) => part !== '')
    .join(language === 'ko' ? ' ' : ', ');
  return { mark: language === 'ko' ? `[${word}] ` : `${word.toUpperCase()} `, place: condition ?? '', trouble, facts };
}

/** `31%(66/212건, 평소 9%)`, `31% (66/212, usual 9%)`; on a handful the counts alone stand first. */
function numbersText(incident: IncidentAnswer, language: Language): string {
  const { kind, failed, total } = incident;
  if (!hasRate(incident)) return '';
  const many = `${numberText(kind === 'volume' ? total - failed : failed)}/${numberText(total)}${language === 'ko' ? '건' : ''}`;
  // That the usual is being learnt is said where there is room.
  const known = { ...incident, baseline: { ...incident.baseline, learning: false } };
  const usual = kind === 'volume' ? expectedText(language) : (incidentUsual(known, language) ?? '');
  const gap = language === 'ko' ? '' : ' ';
  const rate = incidentRate(incident, language).text;
  if (total < MIN_FOR_RATE) return `${many}${gap}(${usual})`;
  // Beside "attempts down" a share alone would be taken for how far.
  if (kind === 'volume') return `${ofUsualText(rate, language)}${gap}(${many})`;
  return `${rate}${gap}(${many}, ${usual})`;
}

function expectedText(language: Language): string {
  return language === 'ko' ? '평소 대비' : 'of usual';
}

/** `14:03~`, `14:03~14:19(16분)`; `since 14:03 KST`, `14:03-14:19 KST (16 min)`. */
function timeText({ startedAt, resolvedAt }: IncidentAnswer, { language, timeZone }: Reader): string {
  const start = Date.parse(startedAt);
  const from = minuteText(start, timeZone);
  const zone = zoneText(start, timeZone);
  if (resolvedAt === null) return language === 'ko' ? `${from}~` : `since ${from} ${zone}`;
  const end = Date.parse(resolvedAt);
  const [to, lasted] = [minuteText(end, timeZone), roughElapsedText(end - start, language)];
  return language === 'ko' ? `${from}~${to}(${lasted})` : `${from}-${to} ${zone} (${lasted})`;
}
