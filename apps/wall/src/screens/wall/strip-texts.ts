import type { Language } from '@tillwatch/wording';

/** What the strip says that is not a label, a number or a word of the glossary. */
export interface StripTexts {
  /** How many segments were judged lately. Best first; the first that fits is taken. */
  readonly pulse: (judged: string) => readonly string[];
  readonly tested: (clock: string) => string;
  readonly untested: (clock: string) => string;
  readonly neverTested: string;
  readonly lastCheck: (clock: string) => string;
  readonly detectorLate: (lateness: string) => string;
  readonly sourceLate: (lateness: string) => string;
  readonly cut: (from: string, to: string) => string;
  /** Attempts that were told of too late. */
  readonly toldTooLate: (many: string) => string;
  readonly soundLocked: string;
  readonly soundMuted: (until: string) => string;
  readonly silenced: (n: number, until: string) => string;
}

const ko: StripTexts = {
  pulse: (judged) => [`최근 10초 동안 ${judged}개 구간 점검`, `10초 동안 ${judged}개 점검`],
  tested: (clock) => `자체 점검 ${clock} 통과`,
  untested: (clock) => `자체 점검 실패 · 마지막 통과 ${clock}`,
  neverTested: '자체 점검 실패 · 통과한 적 없음',
  lastCheck: (clock) => `마지막 점검 ${clock}`,
  detectorLate: (lateness) => `점검 지연 ${lateness}`,
  sourceLate: (lateness) => `수집 지연 ${lateness}`,
  cut: (from, to) => `${from}–${to} 화면 끊김`,
  toldTooLate: (many) => `늦게 알려져 시도로 세지 못함 ${many}건`,
  soundLocked: '소리 꺼짐 · 리모컨 OK를 누르세요',
  soundMuted: (until) => `소리 끔 ~${until}`,
  silenced: (n, until) => `알림 끔 ${String(n)}건${until === '' ? '' : ` ~${until}`}`,
};

const en: StripTexts = {
  pulse: (judged) => [`${judged} segments checked in the last 10 s`, `${judged} checked in 10 s`],
  tested: (clock) => `self-test passed ${clock}`,
  untested: (clock) => `Self-test failed · last passed ${clock}`,
  neverTested: 'Self-test failed · never passed',
  lastCheck: (clock) => `Last check ${clock}`,
  detectorLate: (lateness) => `Checks late by ${lateness}`,
  sourceLate: (lateness) => `Data late by ${lateness}`,
  cut: (from, to) => `Screen cut off ${from}–${to}`,
  toldTooLate: (many) => `${many} told too late to count as attempts`,
  soundLocked: 'Sound off · press OK on the remote',
  soundMuted: (until) => `Sound muted until ${until}`,
  silenced: (n, until) => `${String(n)} silenced${until === '' ? '' : ` until ${until}`}`,
};

/** The strip's own words by language. */
export const STRIP_TEXTS: Readonly<Record<Language, StripTexts>> = { ko, en };
