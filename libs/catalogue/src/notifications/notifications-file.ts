import { INCIDENT_KINDS, type ChannelTemplate, type NotificationSettings, type Route } from '@tillwatch/domain';
import { z } from 'zod';
import { clockSchema, minutesOf, recurringSchema, timeZoneSchema, toRecurring } from '../recurring-window.js';
import { nameSchema } from '../text-schema.js';
import { settingNameSchema } from './template-file.js';

const MINUTE = 60_000;

/** A channel is part of ids and addresses. */
const channelIdSchema = z.string({ error: 'name' }).regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, { error: 'name' });
const textSchema = z.string().min(1).max(2_000);
/** Ids of chats are numbers to whoever writes them, and texts to services. */
const settingSchema = z.union([textSchema, z.number().transform(String)]);
/** As many as somebody can read; a pager that is to ring for each has a larger one. */
const USUAL_BUDGET = { messages: 30, perMinutes: 10 };
const budgetSchema = z
  .strictObject({ messages: z.int().min(1).max(10_000), perMinutes: z.int().min(1).max(1_440) })
  .default(USUAL_BUDGET)
  .transform(({ messages, perMinutes }) => ({ messages, perMs: perMinutes * MINUTE }));
const base = {
  id: channelIdSchema,
  language: z.enum(['ko', 'en']).default('ko'),
  fallback: channelIdSchema.optional(),
  budget: budgetSchema,
  links: z.enum(['personal', 'plain']).default('personal'),
};

const channelSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('slack'), token: textSchema, channel: textSchema, api: textSchema.optional() }),
  z.strictObject({ ...base, type: z.literal('webhook'), url: textSchema, secret: textSchema }),
  z.strictObject({ ...base, type: z.literal('pagerduty'), routingKey: textSchema, api: textSchema.optional() }),
  z.strictObject({ ...base, type: z.literal('email'), smtp: textSchema, from: textSchema, to: z.array(textSchema).min(1).max(50) }),
  z.strictObject({
    ...base,
    type: z.literal('http'),
    template: nameSchema,
    settings: z.record(settingNameSchema, settingSchema).default({}),
  }),
]);

const matchSchema = z
  .strictObject({
    journeys: z.array(nameSchema).min(1),
    severities: z.array(z.enum(['warning', 'critical'])).min(1),
    kinds: z.array(z.enum(INCIDENT_KINDS)).min(1),
    segment: z.record(nameSchema, z.string().min(1).max(200)),
    merchants: z.array(z.string().min(1).max(200)).min(1).max(1_000),
  })
  .partial();

const channelsSchema = z.array(channelIdSchema).min(1).max(20);
const hoursSchema = z.array(recurringSchema).min(1).max(20).optional();

const routeSchema = z.strictObject({
  id: nameSchema,
  when: matchSchema.default({}),
  to: channelsSchema,
  hours: hoursSchema,
  quiet: hoursSchema,
  escalate: z
    .array(z.strictObject({ afterMinutes: z.int().min(1).max(1_440), to: channelsSchema }))
    .max(10)
    .default([]),
});

/** Channels and routes as a file lists them. */
export const notificationsFileSchema = z.strictObject({
  /** Whose clocks the hours of its routes go by. */
  timeZone: timeZoneSchema.optional(),
  channels: z.array(channelSchema).max(100).default([]),
  routes: z.array(routeSchema).max(500).default([]),
  /** What became of the alerts of the day before, every day. */
  statement: z.strictObject({ at: clockSchema.default('09:00'), to: channelsSchema }).optional(),
  /** Of services that raise the alarm when nobody calls them any more. */
  heartbeats: z.array(textSchema).max(20).default([]),
});
export type NotificationsFile = z.infer<typeof notificationsFileSchema>;

/** All files together. */
export function toSettings(files: readonly NotificationsFile[], templates: readonly ChannelTemplate[]): NotificationSettings {
  const heartbeats = files.flatMap((file) => file.heartbeats);
  const statements = files.flatMap(({ statement }) => (statement === undefined ? [] : [{ ...statement, at: minutesOf(statement.at) }]));
  return { channels: files.flatMap(({ channels }) => channels), routes: files.flatMap(toRoutes), statements, templates, heartbeats };
}

function toRoutes({ routes, timeZone = 'UTC' }: NotificationsFile): Route[] {
  return routes.map(({ hours, quiet, escalate, ...route }) => ({
    ...route,
    ...(hours === undefined ? {} : { hours: hours.map((window) => toRecurring(window, timeZone)) }),
    ...(quiet === undefined ? {} : { quiet: quiet.map((window) => toRecurring(window, timeZone)) }),
    escalate: escalate.map(({ afterMinutes, to }) => ({ afterMs: afterMinutes * MINUTE, to })),
  }));
}
