import type { JourneyFrame, WeakSpot, WeakSpotsAnswer } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import { aboutMoneyText, comparedPercentText, countText, failedOfText, numberText, percentText, type Language } from '@tillwatch/wording';
import { filtersName } from './names.js';
import { daysIn } from './period.js';
import { STATS_TEXTS } from './stats-texts.js';

/** A weak spot as a sentence, and what it rests on. */
export interface WeakView {
  readonly key: string;
  readonly sentence: string;
  readonly basis: string;
  /** What it cost; null where no amounts are known. */
  readonly money: string | null;
  readonly stage: string;
  readonly filters: readonly string[];
}

/** `30일`, `7시간`; `30 days`, `7 hours`. */
export function lengthText({ from, to }: { readonly from: string; readonly to: string }, timeZone: string, language: Language): string {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const hours = Math.round((end - start) / 3_600_000);
  if (hours < 24) return language === 'ko' ? `${hours}시간` : `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  const days = daysIn({ from: start, to: end }, timeZone);
  return language === 'ko' ? `${days}일` : `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** The same of as much of the range as has data: `7일 중 데이터가 있는 4일`. */
function coveredText(answer: WeakSpotsAnswer, timeZone: string, language: Language): string {
  const { part, parts, partsWithData } = answer;
  const all = lengthText(answer, timeZone, language);
  if (partsWithData >= parts) return all;
  return STATS_TEXTS[language].covered(all, PARTS[part === '1d' || part === '1h' ? part : '10m'](partsWithData)[language]);
}

const counted = (n: number, [one, many]: readonly [string, string]): string => `${String(n)} ${n === 1 ? one : many}`;
/** So many parts as they read. */
const PARTS: Readonly<Record<'1d' | '1h' | '10m', (n: number) => LocalisedText>> = {
  '1d': (n) => ({ ko: `${String(n)}일`, en: counted(n, ['day', 'days']) }),
  '1h': (n) => ({ ko: `${String(n)}시간`, en: counted(n, ['hour', 'hours']) }),
  '10m': (n) => ({ ko: `${String(n * 10)}분`, en: counted(n * 10, ['minute', 'minutes']) }),
};

/** What weak spots are ranked by: attempts lost, or what these come to. */
export type WeakOrder = 'attempts' | 'money';

/** By lost attempts as answered, or by what they come to; of what no amounts are known comes last. */
function ranked({ spots }: WeakSpotsAnswer, order: WeakOrder): readonly WeakSpot[] {
  const worth = ({ money }: WeakSpot) => money?.lost ?? -1;
  return order === 'attempts' ? spots : [...spots].sort((a, b) => worth(b) - worth(a));
}

/** Where, how bad, compared with what, and what it cost: one sentence each. */
export function weakViews(
  answer: WeakSpotsAnswer,
  { journey, timeZone, language, order }: { journey: JourneyFrame; timeZone: string; language: Language; order: WeakOrder },
): WeakView[] {
  const texts = STATS_TEXTS[language];
  const length = coveredText(answer, timeZone, language);
  return ranked(answer, order).map((spot) => {
    const { stage, filters, total, failed, rate, siblings, lost, money, parts, worseParts } = spot;
    const facts = { rate: percentText(rate), siblings: comparedPercentText(siblings, rate), length, lost: countText(lost, language) };
    const part = answer.part === '1d' ? ('day' as const) : ('part' as const);
    return {
      key: [stage, ...filters].join('|'),
      sentence: texts.weakSpot({ where: placeOf(spot, journey, language), ...facts }),
      basis: texts.weakBasis({
        counts: failedOfText(failed, total, language),
        parts: numberText(parts),
        worse: numberText(worseParts),
        part,
      }),
      money: money === null ? null : texts.weakMoney(aboutMoneyText(money.lost, money.currency, language), numberText(money.priced)),
      stage,
      filters,
    };
  });
}

/** `IE 10 이하 × KG이니시스 · 인증` */
function placeOf({ stage, filters }: WeakSpot, journey: JourneyFrame, language: Language): string {
  const label = journey.stages.find(({ id }) => id === stage)?.label[language] ?? stage;
  return `${filtersName(filters, journey, language)} · ${label}`;
}
