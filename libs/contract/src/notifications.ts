import { FAILURE_CLASSES, INCIDENT_KINDS } from '@tillwatch/domain';
import { z } from 'zod';
import { routeMatchSchema } from './silences.js';

const text = z.object({ ko: z.string(), en: z.string() });
const instant = z.string();

/** Hours that come again: `from` to `to` on a clock (`22:00`; at or before `from`, `to` is on the day after), on some days only where they are named. */
const hours = z.object({
  timeZone: z.string(),
  from: z.string(),
  to: z.string(),
  /** 0 is Sunday. */
  weekdays: z.array(z.int()).nullable(),
  /** Which of its weekday's days in the month; -1 the last. */
  weeks: z.array(z.int()).nullable(),
  /** 1..31; -1 is the last day of the month. */
  daysOfMonth: z.array(z.int()).nullable(),
});
export type RouteHours = z.infer<typeof hours>;

/** One message to one channel, as `GET /v1/notifications` lists it. */
export const notificationSchema = z.object({
  /** Also the key by which receivers take it once. */
  id: z.string(),
  incident: z.string(),
  version: z.int(),
  channel: z.string(),
  /** What it tells: `opened`, `worse`, `resolved` … */
  kind: z.string(),
  state: z.enum(['waiting', 'sent', 'superseded', 'dead']),
  /** The channel that could not be reached, for which this one stood in. */
  insteadOf: z.string().nullable(),
  abnormalAt: instant,
  /** When its first failure came in; null where that is not known, or where it is no trouble of failures. */
  receivedAt: instant.nullable(),
  judgedAt: instant,
  decidedAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  tries: z.int(),
  /** What went wrong with the last try, as a word and in the receiver's own words. */
  fault: z.string().nullable(),
  said: z.string().nullable(),
  nextTryAt: instant.nullable(),
  /** When a person had it sent again after it was given up. */
  againAt: instant.nullable(),
});
export type NotificationAnswer = z.infer<typeof notificationSchema>;

/** Answer of `GET /v1/incidents/{id}/notifications`: in the order they were decided in, and who was not told, or not of what it became. */
export const incidentNotificationsSchema = z.object({
  notifications: z.array(notificationSchema),
  held: z.array(
    z.object({
      /** Null where no route leads to any. */
      channel: z.string().nullable(),
      /** Why: `quiet_hours`, `silenced`, `inhibited` … */
      reason: z.string(),
      at: instant,
    }),
  ),
});
export type IncidentNotifications = z.infer<typeof incidentNotificationsSchema>;

/** Answer of `GET /v1/notifications`: who is told, what became of today's notifications, and the newest of them. */
export const notificationsAnswerSchema = z.object({
  checkedAt: instant,
  timeZone: z.string(),
  channels: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      language: z.enum(['ko', 'en']),
      fallback: z.string().nullable(),
      /** Why it tells nobody; null where it does. */
      closed: text.nullable(),
      /** When it took a message last, and the last one it did not take; of the newest notifications, null where there is none. */
      lastTakenAt: instant.nullable(),
      lastFailure: z.object({ at: instant, fault: z.string(), said: z.string() }).nullable(),
    }),
  ),
  routes: z.array(
    z.object({
      id: z.string(),
      when: routeMatchSchema,
      to: z.array(z.string()),
      /** When it takes anything; null for always. */
      hours: z.array(hours).nullable(),
      /** When it tells only what is critical; null for never. */
      quiet: z.array(hours).nullable(),
      /** Who else is told where nobody has taken an incident for so long, in ms. */
      escalate: z.array(z.object({ afterMs: z.number(), to: z.array(z.string()) })),
    }),
  ),
  /** Who is told when on each day what became of the alerts of the day before; `at` on the clocks of `timeZone`. */
  statements: z.array(z.object({ at: z.string(), to: z.array(z.string()) })),
  /**
   * Since midnight of `timeZone`: how many were decided, sent, covered by a newer one, given up; how many are still to be sent, of whatever day; and what
   * was told to nobody, by why.
   */
  today: z.object({
    decided: z.int(),
    sent: z.int(),
    superseded: z.int(),
    dead: z.int(),
    held: z.record(z.string(), z.int()),
  }),
  waiting: z.int(),
  /** From verdict to delivery of the newest that were sent, in ms; null where none was. */
  delay: z.object({ of: z.int(), p50: z.number(), p95: z.number() }).nullable(),
  notifications: z.array(notificationSchema),
  /** Give it back as `before` for older ones; null where there are none. */
  next: z.string().nullable(),
});
export type NotificationsAnswer = z.infer<typeof notificationsAnswerSchema>;

/** Answer of `GET /v1/notifications/precision`: of what each rule raised, how much was real by what people did about it. */
export const precisionAnswerSchema = z.object({
  checkedAt: instant,
  /** Incidents that opened since. */
  from: instant,
  days: z.int(),
  /** There were more than are counted: the newest of them are. */
  truncated: z.boolean(),
  rules: z.array(
    z.object({
      journey: z.string(),
      kind: z.enum(INCIDENT_KINDS),
      class: z.enum(FAILURE_CLASSES).nullable(),
      /** Against a fixed limit, and not by evidence. */
      byLimit: z.boolean(),
      opened: z.int(),
      /** Acknowledged, or resolved by a person; called a wrong alarm; nothing was done about it. They add up to `opened`. */
      real: z.int(),
      wrong: z.int(),
      untouched: z.int(),
      /** `real` of `real` and `wrong`, 0..1, with its 95 % interval; null where nobody judged any. */
      precision: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
      /** Clearly more wrong alarms than real ones. */
      noisy: z.boolean(),
    }),
  ),
});
export type PrecisionAnswer = z.infer<typeof precisionAnswerSchema>;

/** Answer of `POST /v1/channels/{id}/test`: whether the channel took a test message, in how many ms, or why not, in the receiver's own words. */
export const channelTestAnswerSchema = z.discriminatedUnion('delivered', [
  z.object({ delivered: z.literal(true), ms: z.int() }),
  z.object({ delivered: z.literal(false), fault: z.string(), said: z.string() }),
]);
export type ChannelTestAnswer = z.infer<typeof channelTestAnswerSchema>;
