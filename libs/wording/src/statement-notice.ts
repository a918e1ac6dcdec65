import type { Reader } from './alert-sentence.js';
import { dateText, zoneText } from './clock-time.js';
import { countText, numberText } from './count.js';
import { waitText } from './elapsed.js';
import { inLanguage, type Language } from './language.js';
import { HOLD_WORDS } from './notice-fates.js';
import type { NoticeText } from './notice-text.js';

/** What became of the alerts of one day. */
export interface StatementNumbers {
  /** When the day began, in ms since the epoch. */
  readonly from: number;
  /** How many were decided, sent, covered by a newer one and given up on that day, and how many were still to be sent when it was counted. */
  readonly decided: number;
  readonly sent: number;
  readonly superseded: number;
  readonly dead: number;
  readonly waiting: number;
  /** What was told to nobody, by why. */
  readonly held: Readonly<Record<string, number>>;
  /** From verdict to delivery of so many that were sent, in ms; null where none was. */
  readonly delay: { readonly of: number; readonly p50: number; readonly p95: number } | null;
}

/** Reasons that are named; the others are in the sum. */
const MOST_REASONS = 3;

/** A day's alerts as a message: how many there were and how many were lost before anything else. It fits one SMS in either language. */
export function statementNotice(numbers: StatementNumbers, { language, timeZone }: Reader): NoticeText {
  const { from, delay } = numbers;
  const day = dateText(from, timeZone, language);
  const { headline, p95 } = WORDS[language];
  const first = headline(day, numbers);
  const sentence = [first, ...(delay === null ? [] : [p95(waitText(delay.p95, language))])].join(' · ');
  const time = `00:00–24:00 ${zoneText(from, timeZone)}`;
  const [news = '', ...lines] = linesOf(numbers, language);
  return { news, headline: first, sentence, time, lines, sms: sentence };
}

/** What there is to do, what became of them, how long it took, what was told to nobody. */
function linesOf(numbers: StatementNumbers, language: Language): string[] {
  const { decided, dead, delay } = numbers;
  const words = WORDS[language];
  const held = heldLine(numbers, language);
  return [
    ...(dead === 0 ? [] : [words.sendAgain]),
    ...(decided === 0 ? [words.nothing] : [words.fates(numbers)]),
    ...(delay === null ? [] : [words.delay(delay.of, waitText(delay.p50, language), waitText(delay.p95, language))]),
    ...(held === undefined ? [] : [held]),
  ];
}

/** What was told to nobody and why, the most frequent reasons first: `알리지 않은 변화 210건: 예정된 점검 120건, …`. */
function heldLine({ held }: StatementNumbers, language: Language): string | undefined {
  const reasons = Object.entries(held).filter(([, many]) => many > 0);
  if (reasons.length === 0) return undefined;
  const all = reasons.reduce((sum, [, many]) => sum + many, 0);
  const named = reasons
    .sort(([, a], [, b]) => b - a)
    .flatMap(([reason, many]) => {
      const word = Object.entries(HOLD_WORDS).find(([id]) => id === reason)?.[1];
      return word === undefined ? [] : [`${inLanguage(word, language)} ${countText(many, language)}`];
    });
  return `${WORDS[language].held(all)}: ${named.slice(0, MOST_REASONS).join(', ')}`;
}

interface Words {
  readonly headline: (day: string, numbers: StatementNumbers) => string;
  readonly p95: (wait: string) => string;
  readonly sendAgain: string;
  readonly nothing: string;
  readonly fates: (numbers: StatementNumbers) => string;
  readonly delay: (of: number, p50: string, p95: string) => string;
  readonly held: (all: number) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  ko: {
    headline: (day, { decided, dead }) => `[일일 보고] ${day} 알림 ${numberText(decided)}건 · 유실 ${numberText(dead)}건`,
    p95: (wait) => `전달까지 p95 ${wait}`,
    sendAgain: '유실된 알림은 알림 화면에서 다시 보낼 수 있습니다.',
    nothing: '알릴 일이 없었습니다.',
    fates: ({ sent, superseded, waiting }) =>
      [
        `보냄 ${numberText(sent)}건`,
        ...some(superseded, (n) => `새 알림이 대신함 ${n}건`),
        ...some(waiting, (n) => `보내는 중 ${n}건`),
      ].join(' · '),
    delay: (of, p50, p95) => `판단부터 전달까지: 절반은 ${p50}, 95%는 ${p95} 안에 (보낸 ${numberText(of)}건)`,
    held: (all) => `알리지 않은 변화 ${numberText(all)}건`,
  },
  en: {
    headline: (day, { decided, dead }) =>
      `[Daily statement] ${day}: ${numberText(decided)} ${decided === 1 ? 'alert' : 'alerts'} · ${numberText(dead)} lost`,
    p95: (wait) => `p95 to delivery ${wait}`,
    sendAgain: 'What was lost can be sent again on the alerts page.',
    nothing: 'There was nothing to tell.',
    fates: ({ sent, superseded, waiting }) =>
      [
        `${numberText(sent)} sent`,
        ...some(superseded, (n) => `${n} covered by a newer one`),
        ...some(waiting, (n) => `${n} still to be sent`),
      ].join(' · '),
    delay: (of, p50, p95) => `From verdict to delivery: half within ${p50}, 95% within ${p95} (of ${numberText(of)} sent)`,
    held: (all) => `${numberText(all)} ${all === 1 ? 'change' : 'changes'} told to nobody`,
  },
};

function some(many: number, say: (text: string) => string): string[] {
  return many === 0 ? [] : [say(numberText(many))];
}
