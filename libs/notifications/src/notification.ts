import type { DeliveryFault } from './channel.js';
import type { StatementNumbers } from '@tillwatch/wording';
import type { NoticeKind } from './notice.js';

/** Where a notification stands: still to be sent; taken by the receiver; a newer one stands for it; given up. */
export type NotificationState = 'waiting' | 'sent' | 'superseded' | 'dead';

/** One message to one channel, from the decision on. Times are ms since the epoch. */
export interface Notification {
  /** `<incident>-<version>-<channel>`, of an escalation with its step: also the key by which receivers take it once. */
  readonly id: string;
  readonly tenant: string;
  readonly incident: string;
  /** Of the incident: which change it tells. */
  readonly version: number;
  readonly channel: string;
  readonly kind: NoticeKind | 'statement';
  readonly state: NotificationState;
  /** The channel that could not be reached, for which this one stands in. */
  readonly insteadOf: string | null;
  /** Of a digest: the incidents it tells. */
  readonly incidents?: readonly string[];
  /** Of a statement: what it states. */
  readonly statement?: StatementNumbers;
  /** When the trouble began, */
  readonly abnormalAt: number;
  /** when its first failure came through the door (null where that is not known), */
  readonly receivedAt: number | null;
  /** when the verdict about this change fell, when this was decided, */
  readonly judgedAt: number;
  readonly decidedAt: number;
  /** when it was sent last, and when the receiver took it. */
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  /** Tries so far, what went wrong with the last one, and when the next one is due. */
  readonly tries: number;
  readonly fault: DeliveryFault | null;
  readonly said: string | null;
  readonly nextTryAt: number | null;
  /** When it was given up, and when a person had it sent again all the same; absent where neither was. */
  readonly deadAt?: number;
  readonly againAt?: number;
}

/** The id of a notification. Channel ids and steps are words of the configuration, so that it is a word, too. @param step of an escalation */
export function notificationId(incident: string, version: number, channel: string, step?: string): string {
  return [incident, version, channel, ...(step === undefined ? [] : [step])].join('-');
}

/** Whether one is about many incidents or none: it edits no message, and no newer one stands for it. */
export function standsAlone({ kind }: Pick<Notification, 'kind'>): boolean {
  return kind === 'digest' || kind === 'statement';
}
