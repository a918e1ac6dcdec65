import { wordOf } from '../../format/known-word.js';
import type { IncidentNotifications, NotificationAnswer } from '@tillwatch/contract';
import { clockText, DELIVERY_WORDS, deliveryStepsText, HOLD_WORDS, NOTICE_WORDS, type Reader } from '@tillwatch/wording';

/** One line of who was told. */
export interface NotifiedLine {
  readonly id: string;
  readonly clock: string;
  readonly what: string;
  readonly channel: string;
  readonly state: string;
  /** How long each step took. */
  readonly stages: string;
  readonly lost: boolean;
}

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** Who was told of an incident, newest first. */
export function notifiedOf(notifications: readonly NotificationAnswer[], reader: Reader): NotifiedLine[] {
  return notifications.toReversed().map(({ id, kind, channel, state, said, ...times }) => {
    const became = DELIVERY_WORDS[state][reader.language];
    const [decidedAt, judgedAt] = [Date.parse(times.decidedAt), Date.parse(times.judgedAt)];
    const steps = {
      abnormalAt: Date.parse(times.abnormalAt),
      receivedAt: times.receivedAt === null ? null : Date.parse(times.receivedAt),
      judgedAt,
      decidedAt,
      sentAt: at(times.sentAt),
      deliveredAt: at(times.deliveredAt),
    };
    return {
      ...{ id, channel, clock: clockText(decidedAt, reader.timeZone), what: wordOf(kind, NOTICE_WORDS, reader.language) },
      ...{ state: said === null ? became : `${became} (${said})`, lost: state === 'dead' },
      stages: state === 'superseded' ? '' : deliveryStepsText(steps, reader),
    };
  });
}

/** One channel that was not told, or not of what the incident became. */
export interface HeldLine {
  readonly channel: string | null;
  readonly clock: string;
  readonly why: string;
}

/** Who was not told of an incident, and why, newest first. */
export function heldOf(held: IncidentNotifications['held'], { language, timeZone }: Reader): HeldLine[] {
  return held.toReversed().map(({ channel, reason, at: since }) => {
    return { channel, clock: clockText(Date.parse(since), timeZone), why: wordOf(reason, HOLD_WORDS, language) };
  });
}
