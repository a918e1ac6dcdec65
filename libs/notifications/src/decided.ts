import type { HoldReason, Told } from './notice.js';
import type { Notification } from './notification.js';

/** Why it is decided what becomes of an incident: it changed, at a place in the outbox, or it was to be asked again (ms since the epoch). */
export type Occasion = { readonly before: string; readonly place: string } | { readonly due: number };

/** An incident, or a channel's digest, to be asked again about at a time (ms since the epoch). */
export interface Due {
  readonly incident: string;
  readonly at: number;
}

/** What becomes of an incident. */
export interface Decided {
  readonly occasion: Occasion;
  readonly incident: string;
  /** How often anything was told of it so far, see {@link AllTold}. */
  readonly times: number;
  /** Names under which it is counted. */
  readonly counted: readonly CountName[];
  readonly notifications: readonly { readonly notification: Notification; readonly told: Told }[];
  /** When to ask again though nothing changed, in ms since the epoch; null for never. */
  readonly again: number | null;
}

/** That a channel is not told of an incident, and why; null where no channel is to be told at all. */
export interface Held {
  readonly channel: string | null;
  readonly reason: HoldReason;
}

/** What was decided about an incident, as it is heard by whoever keeps or logs it. */
export interface Heard {
  readonly incident: string;
  readonly told: readonly Notification[];
  readonly held: readonly Held[];
  /** Something changed: it was not only asked again whether what was held still is. */
  readonly isNew: boolean;
}

/** What channels were told of an incident last, by channel, and how often anything was. */
export interface AllTold {
  readonly told: ReadonlyMap<string, Told>;
  readonly times: number;
}

/** What becomes of a notification. */
type Fate = 'decided' | 'sent' | 'superseded' | 'dead';

/** What a day's counts call something: `decided`, `sent`, `superseded`, `dead`, `hold:unchanged` … */
export type CountName = Fate | `statement:${Fate}` | `hold:${string}`;

/** Under what name it is counted what becomes of a notification: a statement counts alerts and is none. */
export function countedAs({ kind }: Pick<Notification, 'kind'>, fate: Fate): CountName {
  return kind === 'statement' ? `statement:${fate}` : fate;
}
