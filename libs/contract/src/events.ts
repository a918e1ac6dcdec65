import { FAILURE_CLASSES, OUTCOMES, REJECTION_CODES, REPORTERS } from '@tillwatch/domain';
import { z } from 'zod';

/** Limits of one request to `POST /v1/events`. */
export const MAX_EVENTS_PER_REQUEST = 5_000;
export const MAX_BODY_BYTES = 5 * 1024 * 1024;
/** Longest accepted identifier (event, attempt, purchase), in UTF-16 units. */
export const MAX_ID_LENGTH = 200;
/** Longest kept dimension value and error code, in UTF-16 units; longer ones are shortened, with a notice. */
export const MAX_VALUE_LENGTH = 200;
/** How much of a user agent is looked at; it is never kept. */
export const MAX_USER_AGENT_LENGTH = 1_000;

const name = z.string().min(1).max(64);
const id = z.string().min(1).max(MAX_ID_LENGTH);

/**
 * One event as a sender writes it. Unknown fields are ignored, so that senders may carry their own; `null` in an
 * optional field means that the field is absent, as serialisers write it.
 */
export const wireEventSchema = z.object({
  /** Unique within the tenant. A repeat with the same id is recognised and counted once. */
  id,
  journey: name,
  stage: name,
  /** Optional where every event is a whole attempt (`attempts: single`, `count` above 1); there it defaults to `id`. */
  attempt: id.nullish(),
  purchase: id.nullish(),
  /** Who tells: the payment page, the shop's server (default) or the payment provider. The last is believed most. */
  reporter: z.enum(REPORTERS).nullish(),
  outcome: z.enum(OUTCOMES),
  revision: z.int().min(0).max(1_000_000).nullish(),
  /** ISO 8601 with seconds and an offset (`2026-11-22T05:03:21.120Z`). Must be the same text when an event is sent again. */
  occurredAt: z.iso.datetime({ offset: true }),
  durationMs: z.number().min(0).max(31_536_000_000).nullish(),
  amount: z.object({ value: z.number().min(-1e15).max(1e15), currency: z.string().regex(/^[A-Z]{3}$/) }).nullish(),
  /** Only dimensions that the journey declares are kept; others are dropped with a notice. */
  dimensions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullish(),
  /** Read into `browser`, `browser_version`, `os`, `device`, `webview` where these are not given; never kept. */
  userAgent: z.string().nullish(),
  /**
   * `message` is looked through for card numbers and read for what it means where the code does not say; of it nothing is
   * kept but a few masked samples of codes that are not listed.
   */
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  /** Why a failure failed. Left away it comes from the error, which then may also turn out to be the customer's leaving. */
  class: z.enum(FAILURE_CLASSES).nullish(),
  final: z.boolean().nullish(),
  /** Stands for this many identical attempts. */
  count: z.int().min(1).max(100_000_000).nullish(),
  /** With `count`: the attempts are spread evenly over this many milliseconds from `occurredAt` on. */
  spanMs: z.int().min(0).max(86_400_000).nullish(),
  /** History: counted, learnt from, exempt from "too old", never judged live. Needs scope `events:backfill`. */
  backfill: z.boolean().nullish(),
});

/** One event as a sender writes it. */
export type WireEvent = z.infer<typeof wireEventSchema>;

/** One event that was not accepted: which, where in it, and what was expected. */
export const rejectionSchema = z.object({
  /** Position in the request, from 0. */
  index: z.int(),
  /** The event's id where one could be read and shows nothing secret. */
  id: z.string().optional(),
  /** Dotted path of the field at fault; empty for the event as a whole. */
  path: z.string(),
  code: z.enum(REJECTION_CODES),
  message: z.string(),
});
export type Rejection = z.infer<typeof rejectionSchema>;

/** What was changed while accepting, so that nothing is folded away unseen. */
export const noticeSchema = z.object({
  code: z.enum(['unknown_dimension', 'value_over_limit', 'value_shortened', 'text_cleaned']),
  path: z.string(),
  /** How many events of this request it touched. */
  events: z.int(),
  message: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** Answer of `POST /v1/events` (202). `accepted + duplicates + rejected.length` is the number of events sent. */
export const eventsAnswerSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(rejectionSchema),
  notices: z.array(noticeSchema).optional(),
});
export type EventsAnswer = z.infer<typeof eventsAnswerSchema>;

/** Answer of `GET /v1/rejections`: events of the last 24 hours that were not accepted, the latest first. No values. */
export const rejectionsAnswerSchema = z.object({
  rejections: z.array(
    z.object({
      /** When it came (ISO 8601). */
      at: z.string(),
      id: z.string().optional(),
      path: z.string(),
      code: z.string(),
      /** Only where they name something that exists. */
      journey: z.string().optional(),
      stage: z.string().optional(),
    }),
  ),
});
export type RejectionsAnswer = z.infer<typeof rejectionsAnswerSchema>;
