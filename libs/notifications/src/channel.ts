import type { IncidentAnswer } from '@tillwatch/contract';
import type { Budget } from '@tillwatch/domain';
import type { Language, StatementNumbers } from '@tillwatch/wording';
import type { NoticeKind } from './notice.js';

/** What a message tells: a change of an incident, what became of a day's alerts, or nothing but that the channel works. */
export type DeliveryKind = NoticeKind | 'statement' | 'test';

/** One message to one channel. */
export interface Delivery {
  /** The same on every try, and for nothing else: receivers that know it take a repeated message once. */
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly incident: IncidentAnswer;
  /** When the change happened that is told, in ms since the epoch. */
  readonly at: number;
  readonly language: Language;
  readonly timeZone: string;
  /** Page of the incident. */
  readonly link: string;
  /** What the channel called the message about this incident that it edits; null for the first one. */
  readonly reference: string | null;
  /** Of a digest: what else it tells beside `incident`, the worst of them. */
  readonly digest?: Digest;
  /** Of a statement: what it states; `incident` is none then. */
  readonly statement?: StatementNumbers;
}

/** Incidents that are told in one message, and the budget that they are beyond. */
export interface Digest {
  readonly count: number;
  readonly critical: number;
  /** How many have their first cause at the same value, most first; labels in the channel's language. */
  readonly groups: readonly { readonly label: string; readonly count: number }[];
  readonly budget: Budget;
}

/** Somebody who can be told: a chat, a pager, a mailbox, another program. */
export interface Channel {
  /** Kinds it has something to say about; the others are accounted for and not sent. One that tells digests tells statements. */
  readonly tells: ReadonlySet<NoticeKind>;
  /** Whether the newest message stands for all before it, so that those still waiting need not be sent. */
  readonly edits: boolean;
  /**
   * Sends one message.
   *
   * @param now ms since the epoch
   * @returns what the channel calls the message, where it can be edited
   * @throws DeliveryError
   */
  deliver(delivery: Delivery, now: number): Promise<string | null>;
}

/** Why a message was not taken. A closed list: logs and screens use these words. */
export const DELIVERY_FAULTS = [
  /** The receiver asks to wait, has trouble of its own, or does not answer: trying again helps. */
  'busy',
  'receiver_trouble',
  'timeout',
  'unreachable',
  /** It could not even be made or sent, by an error of ours. Trying again may help; what never can be sent must not hold up its lane for good. */
  'internal',
  /** The receiver will never take it as it is: a wrong address, key, or message. */
  'refused',
  'gone',
  'forbidden_address',
] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

const WORTH_ANOTHER_TRY: ReadonlySet<DeliveryFault> = new Set(['busy', 'receiver_trouble', 'timeout', 'unreachable', 'internal']);

/** A message that was not taken, as far as is known. The text carries no address, key or token. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  /** @param retryAfterMs what the receiver asks to wait */
  constructor(
    readonly fault: DeliveryFault,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }

  get isWorthAnotherTry(): boolean {
    return WORTH_ANOTHER_TRY.has(this.fault);
  }
}
