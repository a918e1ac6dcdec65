import type { IncidentAnswer } from '@tillwatch/contract';
import type { Reader } from './alert-sentence.js';
import { incidentSentence } from './incident-sentence.js';
import { numberText } from './count.js';

/** How much is told in one message, and why not one by one. */
export interface DigestNumbers {
  readonly count: number;
  readonly critical: number;
  readonly groups: readonly { readonly label: string; readonly count: number }[];
  readonly budget: { readonly messages: number; readonly perMs: number };
}

/** The first line of many incidents: `[심각] 장애 970건 더 · 심각 12건`. */
export function digestHeadline({ count, critical }: DigestNumbers, { language }: Reader): string {
  const [all, worst] = [numberText(count), numberText(critical)];
  if (language === 'ko') return critical === 0 ? `[경고] 장애 ${all}건 더` : `[심각] 장애 ${all}건 더 · 심각 ${worst}건`;
  const more = `${all} more ${count === 1 ? 'incident' : 'incidents'}`;
  return critical === 0 ? `[WARNING] ${more}` : `[CRITICAL] ${more} · ${worst} critical`;
}

/** What many incidents have in common, the worst of them, and why they are told together. */
export function digestLines({ groups, budget }: DigestNumbers, worst: IncidentAnswer, reader: Reader): string[] {
  const isKorean = reader.language === 'ko';
  const [sent, minutes] = [numberText(budget.messages), numberText(budget.perMs / 60_000)];
  const counted = groups.map(({ label, count }) => (isKorean ? `${label}: ${numberText(count)}건` : `${label}: ${numberText(count)}`));
  return [
    `${isKorean ? '가장 심한 것' : 'The worst'}: ${incidentSentence(worst, reader)}`,
    ...counted,
    isKorean ? `이 채널에는 ${minutes}분에 ${sent}건까지 하나씩 알립니다.` : `This channel is told ${sent} in ${minutes} min one by one.`,
  ];
}
