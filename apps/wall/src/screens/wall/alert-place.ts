import type { Alert } from '@tillwatch/contract';
import { countedText, failedOfText, inLanguage, kindWord, numberText, volumeOfText, type Language } from '@tillwatch/wording';
import { firstThatFits } from '../../format/width.js';
import { WALL_TEXTS } from './wall-texts.js';

/** A condition short enough for a line of `room` em, null where there is none: the more telling part comes last. */
export function shortCondition(alert: Pick<Alert, 'segmentLabels'>, language: Language, room: number): string | null {
  const labels = alert.segmentLabels.map((label) => inLanguage(label, language));
  if (labels.length === 0) return null;
  return firstThatFits(
    labels.map((_, i) => labels.slice(i).join(' × ')),
    room,
  );
}

/** What rises where, short enough for a line: `승인`, `결제창 응답 없음`. */
export function whatRises(alert: Pick<Alert, 'stage' | 'stageLabel' | 'kind'>, language: Language): string {
  const [counted, kind] = [countedText(alert, language), kindWord(alert.kind, language)];
  return kind === '' ? counted : WALL_TEXTS[language].kindAt(counted, kind);
}

/** What a wall counts of an alert or a tile. */
export type Counted = Pick<Alert, 'kind' | 'failed' | 'total'>;

/** How many of how many, in words and in figures: `212건 중 66건` and `66/212`; of `volume` how many came. */
export function countTexts({ kind, failed, total }: Counted, language: Language): { readonly many: string; readonly figures: string } {
  const many = kind === 'volume' ? volumeOfText(failed, total, language) : failedOfText(failed, total, language);
  return { many, figures: `${numberText(kind === 'volume' ? total - failed : failed)}/${numberText(total)}` };
}

/** How many of how many, and of what where it is not failures, in `room` em: `212건 중 66건`, `41/96건 대기`. */
export function countsWithin(counted: Counted, language: Language, room: number): string {
  const { many, figures } = countTexts(counted, language);
  if (counted.kind === 'failure_rate') return firstThatFits([many, figures], room);
  return firstThatFits(WALL_TEXTS[language].counts[counted.kind](many, figures), room);
}
