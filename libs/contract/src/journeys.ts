import { z } from 'zod';

const label = z.object({ ko: z.string(), en: z.string() });

const journey = z.object({
  id: z.string(),
  label,
  stages: z.array(z.object({ id: z.string(), label })),
  dimensions: z.array(
    z.object({
      id: z.string(),
      label,
      /** Values have an order, so that a filter may compare them (`browser_version:ie~lte:10`). */
      ordered: z.boolean(),
      /** The dimension whose value stands before the slash of these (`ie/10`); null where there is none. */
      qualifiedBy: z.string().nullable(),
      /** Labels of the values that have one; any other value is its own. */
      values: z.record(z.string(), label),
    }),
  ),
  /** Combinations of dimensions that `by` and `filter` together may name. `short`: of the last 48 hours only. */
  kept: z.array(z.object({ dimensions: z.array(z.string()), keep: z.enum(['long', 'short']) })),
});
export type JourneyFrame = z.infer<typeof journey>;

/** Answer of `GET /v1/journeys`: what numbers can be asked for, and how it reads to people. */
export const journeysAnswerSchema = z.object({
  /** The installation's time zone (IANA), in which days begin. */
  timeZone: z.string(),
  serverTime: z.string(),
  journeys: z.array(journey),
});
export type JourneysAnswer = z.infer<typeof journeysAnswerSchema>;
