import { z } from 'zod';

const spot = z.object({
  stage: z.string(),
  /** What it is, as filters that `/v1/stats` understands: `browser_version:ie~lte:10`, `provider:kg-inicis`. */
  filters: z.array(z.string()),
  total: z.int(),
  failed: z.int(),
  /** `failed / total` in 0..1, with its Wilson 95 % interval. */
  rate: z.number(),
  low: z.number(),
  high: z.number(),
  /** The rate it would have if it were like its siblings, in 0..1. */
  siblings: z.number(),
  /** Attempts that would not have failed then: `failed - total × siblings`. */
  lost: z.number(),
  /** What they come to at the mean amount of its attempts in the last hour, and how many that is the mean of; null where it is not known. */
  money: z.object({ currency: z.string(), lost: z.number(), mean: z.number(), priced: z.int() }).nullable(),
  /** Parts of the range with attempts of it, and in how many of them it was worse than its siblings. */
  parts: z.int(),
  worseParts: z.int(),
});
export type WeakSpot = z.infer<typeof spot>;

/** Answer of `GET /v1/weak-spots`: what was worse than its siblings all along, most lost attempts first. */
export const weakSpotsAnswerSchema = z.object({
  journey: z.string(),
  /** The stage that was asked for; null where every stage was looked at. */
  stage: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  complete: z.boolean(),
  watermark: z.string(),
  /** Length of the parts in which a weak spot must have shown: `1d`, `1h`, `10m`. */
  part: z.string(),
  /** How many such parts the range has, and how many of them have any attempt. */
  parts: z.int(),
  partsWithData: z.int(),
  /** Segments that were compared with their siblings. */
  compared: z.int(),
  spots: z.array(spot),
});
export type WeakSpotsAnswer = z.infer<typeof weakSpotsAnswerSchema>;
