import type { Notice } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import { shownPath } from './fault.js';

/** Different notices of one request that are told one by one; the rest share one. */
const TOLD_APART = 50;

type Kind = Exclude<Notice['code'], 'value_over_limit'>;

const MESSAGES: Readonly<Record<Kind, (path: string) => LocalisedText>> = {
  unknown_dimension: (path) => ({
    ko: `${path}: 결제 흐름에 없는 기준이라 뺐습니다. 집계하려면 결제 흐름 파일에 추가하세요`,
    en: `${path} was left out, because the journey declares no such dimension; add it to the journey’s file to count by it`,
  }),
  value_shortened: (path) => ({ ko: `${path}: 값이 길어 줄였습니다`, en: `${path} was longer than what is kept and was shortened` }),
  text_cleaned: (path) => ({
    ko: `${path}: 제어 문자나 깨진 글자를 뺐습니다`,
    en: `${path} had control characters or broken characters, which were taken out`,
  }),
};

/** A change made while accepting, in both languages. */
export interface NoticeOf extends Omit<Notice, 'message'> {
  readonly message: LocalisedText;
}

/** Counts what was changed while accepting the events of one request, so that nothing is changed unseen. */
export class Notices {
  private readonly counted = new Map<string, { code: Kind; path: string; events: number }>();

  /** Notes that one event was touched. */
  note(code: Kind, path: string): void {
    const shown = this.counted.size < TOLD_APART ? shownPath(path) : path.replace(/\..*$/, '');
    const key = `${code} ${shown}`;
    const same = this.counted.get(key);
    if (same === undefined) this.counted.set(key, { code, path: shown, events: 1 });
    else same.events++;
  }

  /** What was noted, each with the number of events it touched. */
  list(): NoticeOf[] {
    return [...this.counted.values()].map(({ code, path, events }) => ({ code, path, events, message: MESSAGES[code](path) }));
  }
}
