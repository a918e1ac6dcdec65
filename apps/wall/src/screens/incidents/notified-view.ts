import type { NotificationAnswer } from '@tillwatch/contract';
import { clockText, DELIVERY_WORDS, deliveryStepsText, NOTICE_WORDS, type Reader } from '@tillwatch/wording';

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
  const words: Readonly<Record<string, { readonly ko: string; readonly en: string }>> = NOTICE_WORDS;
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
      ...{ id, channel, clock: clockText(decidedAt, reader.timeZone), what: words[kind]?.[reader.language] ?? kind },
      ...{ state: said === null ? became : `${became} (${said})`, lost: state === 'dead' },
      stages: state === 'superseded' ? '' : deliveryStepsText(steps, reader),
    };
  });
}
