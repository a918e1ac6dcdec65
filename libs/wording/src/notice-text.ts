/** What a message says, in plain text of one line each: whoever sends it escapes it as its channel needs. */
export interface NoticeText {
  /** Why it comes now: `새 장애`, `더 심해짐`, `확인됨 · 김지원 14:05`. */
  readonly news: string;
  /** The first line, of at most 150 characters. */
  readonly headline: string;
  /** The headline and since when. */
  readonly sentence: string;
  /** Since when: `14:03:20부터`; once over from when to when. */
  readonly time: string;
  /** What else there is to know, the most important first. */
  readonly lines: readonly string[];
  /** All of it in one SMS. */
  readonly sms: string;
}
