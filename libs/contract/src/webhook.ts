import { z } from 'zod';
import { incidentSchema } from './incidents.js';

const instant = z.string();

/** What a program is told of an incident. */
export const INCIDENT_NOTICES = [
  'incident.opened',
  'incident.reopened',
  'incident.worse',
  'incident.wider',
  'incident.grew',
  'incident.acknowledged',
  'incident.unacknowledged',
  'incident.escalated',
  'incident.resolved',
  'incident.wrong_alarm',
  'incident.test',
] as const;

const told = z.object({
  type: z.enum(INCIDENT_NOTICES),
  /** When it happened. */
  timestamp: instant,
  /** `link` opens the incident's page. */
  data: z.object({ incident: incidentSchema, link: z.string() }),
});

const digest = z.object({
  type: z.literal('incident.digest'),
  timestamp: instant,
  data: z.object({
    /** The worst of them. */
    incident: incidentSchema,
    link: z.string(),
    count: z.int(),
    critical: z.int(),
    /** How many have their first cause at the same value, most first; labels in the channel's language. */
    groups: z.array(z.object({ label: z.string(), count: z.int() })),
    /** What the channel is sent one by one: so many messages in so many ms. */
    budget: z.object({ messages: z.int(), perMs: z.number() }),
  }),
});

const statement = z.object({
  type: z.literal('statement.daily'),
  timestamp: instant,
  data: z.object({
    /** When the day began. */
    from: instant,
    decided: z.int(),
    sent: z.int(),
    superseded: z.int(),
    /** Given up: lost. */
    dead: z.int(),
    waiting: z.int(),
    held: z.record(z.string(), z.int()),
    /** From verdict to delivery, in ms. */
    delay: z.object({ of: z.int(), p50: z.number(), p95: z.number() }).nullable(),
    link: z.string(),
  }),
});

/** What a webhook is sent, as Standard Webhooks 1.0.0 has it: `webhook-id` is the same on every try of one message. */
export const webhookBodySchema = z.discriminatedUnion('type', [told, digest, statement]);
export type WebhookBody = z.infer<typeof webhookBodySchema>;
