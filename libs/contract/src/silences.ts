import { INCIDENT_KINDS } from '@tillwatch/domain';
import { z } from 'zod';

const HOUR = 3_600_000;

/** A silence ends by itself within a day: what must be quiet for longer is maintenance. */
export const LONGEST_SILENCE_MS = 24 * HOUR;

const word = z.string().trim().min(1).max(200);

/** Which incidents a route or a silence takes; what is left out takes all. */
export const routeMatchSchema = z
  .strictObject({
    journeys: z.array(word).min(1).max(100),
    severities: z.array(z.enum(['warning', 'critical'])).min(1),
    kinds: z.array(z.enum(INCIDENT_KINDS)).min(1),
    /** One of its causes lies in it. */
    segment: z.record(word, word).refine((segment) => Object.keys(segment).length > 0),
    merchants: z.array(word).min(1).max(1_000),
  })
  .partial();

/** What a silence is to take: something, for a silence of everything is a monitor that is switched off. */
export const silencePreviewSchema = z.strictObject({
  when: routeMatchSchema.refine((when) => Object.keys(when).length > 0),
});

/** Body of `POST /v1/silences`. */
export const silenceRequestSchema = silencePreviewSchema.extend({
  /** For how long, from now on. */
  minutes: z
    .int()
    .min(5)
    .max(LONGEST_SILENCE_MS / 60_000),
  /** Why. */
  comment: z.string().trim().min(1).max(500),
  /** Who, where neither key nor link names anybody. */
  by: z.string().trim().min(1).max(60).optional(),
});
export type SilenceRequest = z.infer<typeof silenceRequestSchema>;

/** A silence, and how it stands. */
export const silenceSchema = z.object({
  id: z.string(),
  when: routeMatchSchema,
  startsAt: z.string(),
  endsAt: z.string(),
  by: z.string(),
  comment: z.string(),
  state: z.enum(['active', 'over']),
});
export type SilenceAnswer = z.infer<typeof silenceSchema>;

/** Answer of `GET /v1/silences`: those that hold and those of the last seven days, the last to end first. */
export const silencesAnswerSchema = z.object({ checkedAt: z.string(), timeZone: z.string(), silences: z.array(silenceSchema) });
export type SilencesAnswer = z.infer<typeof silencesAnswerSchema>;

/** Answer of `POST /v1/silences/preview`: what it would have held back, open and of the last seven days. */
export const silencePreviewAnswerSchema = z.object({
  open: z.array(z.object({ id: z.string(), severity: z.string(), stage: z.string(), segment: z.record(z.string(), z.string()) })),
  lately: z.int(),
});
export type SilencePreviewAnswer = z.infer<typeof silencePreviewAnswerSchema>;
