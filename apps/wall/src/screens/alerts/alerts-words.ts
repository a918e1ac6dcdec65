import type { ChannelTestAnswer, NotificationAnswer } from '@tillwatch/contract';

/** How a channel stands: it took its last message, did not, was never told anything, or cannot be. */
export type ChannelState = 'ok' | 'failing' | 'idle' | 'closed';

/** How a test of a channel went: under way, as the server answered, or why it was not sent. */
export type TestState = 'sending' | ChannelTestAnswer | { readonly refused: string };

/** Everything the page of alerts says beside what the other pages say, too. */
export interface AlertsTexts {
  readonly title: string;
  readonly loading: string;
  readonly failed: string;
  readonly failedHelp: string;
  readonly away: string;
  readonly retry: string;
  readonly stale: (clock: string) => string;
  /** `delay` where anything was sent. */
  readonly today: {
    readonly statement: (told: number, lost: number, delay: string | null) => string;
    readonly delayOf: (many: number, median: string) => string;
    readonly sent: string;
    readonly superseded: string;
    readonly lost: string;
    readonly waiting: string;
    readonly held: string;
    readonly nothingHeld: string;
  };
  readonly channels: {
    readonly title: string;
    readonly states: Readonly<Record<ChannelState, string>>;
    readonly lastTaken: (when: string) => string;
    readonly lastFailure: (when: string) => string;
    readonly fallback: (id: string) => string;
    readonly test: string;
    readonly testOf: (id: string) => string;
    readonly testing: string;
    readonly none: string;
    readonly noneHelp: readonly [before: string, between: string, after: string];
  };
  readonly tested: (result: TestState) => string;
  readonly routes: {
    readonly title: string;
    readonly none: string;
    readonly everything: string;
    readonly to: (channels: string) => string;
    readonly hours: (text: string) => string;
    readonly quiet: (text: string) => string;
    readonly escalate: (after: string, channels: string) => string;
    readonly statement: (at: string, channels: string) => string;
    readonly journey: string;
    readonly merchants: (ids: string) => string;
    readonly everyDay: string;
    readonly weekdays: readonly string[];
    readonly weeks: (nth: string) => string;
    readonly last: string;
    readonly daysOfMonth: (days: string) => string;
  };
  readonly silences: {
    readonly title: string;
    readonly none: string;
    readonly until: (when: string, left: string) => string;
    readonly by: (name: string) => string;
    readonly end: string;
    readonly endOf: (what: string) => string;
    readonly over: (many: number) => string;
    readonly overAt: (when: string) => string;
    readonly begun: string;
    readonly ended: string;
    readonly begin: string;
    readonly condition: string;
    readonly conditionHelp: string;
    readonly unreadable: (text: string) => string;
    readonly dimension: string;
    readonly value: string;
    readonly add: string;
    readonly severity: string;
    readonly anySeverity: string;
    readonly duration: string;
    readonly durations: Readonly<Record<30 | 60 | 240 | 1440, string>>;
    readonly reason: string;
    readonly reasonHelp: string;
    readonly name: string;
    readonly submit: (duration: string) => string;
    readonly previewTitle: string;
    readonly previewNothing: string;
    readonly preview: (open: number, lately: number) => string;
    readonly goesOn: string;
    readonly notDone: string;
  };
  readonly precision: {
    readonly title: (days: number) => string;
    readonly loading: string;
    readonly failed: string;
    readonly none: string;
    readonly help: string;
    readonly truncated: string;
    readonly byLimit: string;
    readonly unjudged: string;
    readonly judged: (real: number, of: number, interval: string | null) => string;
    readonly opened: (many: string) => string;
    readonly wrong: (many: string) => string;
    readonly untouched: (many: string) => string;
    readonly noisy: readonly [before: string, after: string];
  };
  readonly log: {
    readonly title: string;
    readonly none: string;
    readonly noneHelp: string;
    readonly lostOnly: string;
    readonly noneLost: string;
    readonly states: Readonly<Record<NotificationAnswer['state'], string>>;
    readonly tries: (many: number) => string;
    readonly several: string;
    readonly insteadOf: (channel: string) => string;
    readonly delay: (text: string) => string;
    readonly nextTry: (clock: string) => string;
    readonly again: string;
    readonly againOf: (id: string) => string;
    readonly sentAgain: string;
    readonly older: string;
  };
}
