import type { LocalisedText } from '@tillwatch/domain';
import { countText, numberText } from '@tillwatch/wording';
import type { Tally } from './tally.js';

const both = (ko: string, en: string): LocalisedText => ({ ko: `데모 쇼핑몰: ${ko}`, en: `demo shop: ${en}` });

/** What the simulator says. */
export const texts = {
  waiting: (to: string) => both(`${to} 서버를 기다립니다`, `waiting for the server at ${to}`),
  noKey: both('API 키가 없습니다. --key 또는 TILLWATCH_KEY로 주세요', 'no API key; give one by --key or TILLWATCH_KEY'),
  locked: (why: string) => both(`서버가 이 키를 받지 않습니다 (${why})`, `the server does not take this key (${why})`),
  away: (why: string) => both(`서버가 받지 못해 모아 둡니다 (${why})`, `the server does not take events, keeping them (${why})`),
  back: both('서버가 다시 받습니다', 'the server takes events again'),
  pastUnknown: both(
    '서버에 이미 있는 과거를 알 수 없어 과거 자료를 넣지 않습니다',
    'cannot see what past the server knows, so none is brought along',
  ),
  pastTold: ({ accepted, duplicates, rejected }: Tally, seconds: number) =>
    both(
      `서버에 없던 과거를 넣었습니다 (묶음 ${countText(accepted + duplicates, 'ko')}, ${seconds.toFixed(1)}초${rejected > 0 ? `, 거부 ${countText(rejected, 'ko')}` : ''})`,
      `told the past the server did not know (${countText(accepted + duplicates, 'en')} counted events in ${seconds.toFixed(1)} s${rejected > 0 ? `, ${numberText(rejected)} rejected` : ''})`,
    ),
  playing: (label: LocalisedText, rate: number, to: string) =>
    both(
      `‘${label.ko}’ 시나리오, 초당 평균 ${numberText(Math.round(rate))}건을 ${to}(으)로 보냅니다`,
      `plays “${label.en}”, about ${numberText(Math.round(rate))} events a second, to ${to}`,
    ),
  overslept: both('한동안 멈춰 있었으므로 지금부터 다시 시작합니다', 'was asleep for a while, starts again from now'),
  ended: both('끝냅니다', 'ends'),
};

/** One line about the last minute. */
export function statusText(tally: Tally & { readonly reason: string | undefined }, pending: number): LocalisedText {
  const part = (count: number, ko: string, en: string): [string, string][] =>
    count > 0 ? [[`${ko} ${countText(count, 'ko')}`, `${numberText(count)} ${en}`]] : [];
  const parts = [
    ...part(tally.duplicates, '중복', 'duplicates'),
    ...part(tally.rejected, '거부', 'rejected'),
    ...part(pending, '전송 대기', 'waiting to be sent'),
    ...part(tally.lost, '버림', 'given up'),
  ];
  const why = tally.reason === undefined ? '' : ` (${tally.reason})`;
  const tail = (index: 0 | 1): string => parts.map((texts) => `, ${texts[index]}`).join('') + why;
  return both(
    `지난 1분 동안 ${countText(tally.accepted, 'ko')} 보냄${tail(0)}`,
    `${countText(tally.accepted, 'en')} sent in the last minute${tail(1)}`,
  );
}
