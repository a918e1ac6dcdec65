import type { Alert } from '@tillwatch/contract';
import { countedText, inLanguage, type Language } from '@tillwatch/wording';
import { firstThatFits } from '../../format/width.js';
import { WALL_TEXTS } from './wall-texts.js';

/** A condition short enough for a line of `room` em, null where there is none: the more telling part comes last. */
export function shortCondition(alert: Alert, language: Language, room: number): string | null {
  const labels = alert.segmentLabels.map((label) => inLanguage(label, language));
  if (labels.length === 0) return null;
  return firstThatFits(
    labels.map((_, i) => labels.slice(i).join(' × ')),
    room,
  );
}

/** What rises where, short enough for a line: `승인`, `결제창 응답 없음`. */
export function whatRises(alert: Alert, language: Language): string {
  const counted = countedText(alert, language);
  return alert.kind === 'stalled' ? WALL_TEXTS[language].stalledAt(counted) : counted;
}
