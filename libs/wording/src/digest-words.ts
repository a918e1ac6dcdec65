import type { IncidentAnswer } from '@tillwatch/contract';
import type { Reader } from './alert-sentence.js';
import { countText, numberText } from './count.js';
import { STATE_WORDS } from './glossary.js';
import { incidentSentence, incidentTime } from './incident-sentence.js';
import { inLanguage } from './language.js';

/** How much is told in one message, and why not one by one. */
export interface DigestNumbers {
  readonly count: number;
  readonly critical: number;
  readonly groups: readonly { readonly label: string; readonly count: number }[];
  readonly budget: { readonly messages: number; readonly perMs: number };
}

/** The first line of many incidents: `[심각] 장애 970건 더, 그중 심각 12건`. */
export function digestHeadline({ count, critical }: DigestNumbers, { language }: Reader): string {
  const [all, worst] = [numberText(count), numberText(critical)];
  const mark = `[${inLanguage(critical === 0 ? STATE_WORDS.warning : STATE_WORDS.critical, language)}]`;
  if (language === 'ko') return `${mark} 장애 ${all}건 더${critical === 0 ? '' : `, 그중 심각 ${worst}건`}`;
  return `${mark} ${all} more ${count === 1 ? 'incident' : 'incidents'}${critical === 0 ? '' : `, ${worst} of them critical`}`;
}

/** How many of many incidents are at one value: `KG이니시스: 29건`, `KG Inicis: 29`. */
export function digestGroup({ label, count }: DigestNumbers['groups'][number], { language }: Reader): string {
  return `${label}: ${countText(count, language)}`;
}

/** Since when the worst of many goes on: they did not begin together. */
export function digestTime(worst: IncidentAnswer, reader: Reader): string {
  const time = incidentTime(worst, reader);
  return reader.language === 'ko' ? `가장 심한 장애는 ${time}` : `the worst ${time}`;
}

/** What many incidents have in common, the worst of them, and why they are told together. */
export function digestLines({ groups, budget }: DigestNumbers, worst: IncidentAnswer, reader: Reader): string[] {
  const isKorean = reader.language === 'ko';
  const [sent, minutes] = [numberText(budget.messages), numberText(budget.perMs / 60_000)];
  const counted = groups.map((group) => digestGroup(group, reader));
  return [
    `${isKorean ? '가장 심한 장애' : 'The worst'}: ${incidentSentence(worst, reader)}`,
    ...counted,
    isKorean
      ? `이 채널에는 ${minutes}분에 ${sent}건까지만 하나씩 알립니다.`
      : `Beyond ${sent} messages in ${minutes} minutes this channel is told in one message.`,
  ];
}
