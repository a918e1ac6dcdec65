import { z } from 'zod';

const counts = {
  started: z.int(),
  total: z.int(),
  failed: z.int(),
  system: z.int(),
  declined: z.int(),
  unknown: z.int(),
  abandoned: z.int(),
  /** Open beyond the stage's usual time, of those that have not come to anything since. */
  stalled: z.int(),
  /** `failed / total` in 0..1; null where nothing concluded. */
  rate: z.number().nullable(),
  /** Wilson 95 % interval of `rate`. */
  low: z.number().nullable(),
  high: z.number().nullable(),
};

/** Counts of one unit over one range, always with the rate's interval. total = ok + failed. */
export const countsAnswerSchema = z.object(counts);
export type CountsAnswer = z.infer<typeof countsAnswerSchema>;

/** A failure rate of purchases, with what it is made of. */
const purchases = z.object({
  total: z.int(),
  failed: z.int(),
  abandoned: z.int(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type PurchaseCounts = z.infer<typeof purchases>;

/**
 * Only in numbers of whole attempts: purchases by their first attempt, and by the one that decided them (the first that
 * succeeded, else the last). An attempt that names no purchase is one by itself.
 */
const ofPurchases = { firstTry: purchases.optional(), final: purchases.optional() };

const definition = z.object({ id: z.string(), version: z.int() });
const segment = z.record(z.string(), z.string());

/** Answer of `GET /v1/stats`. `from` is inside the range, `to` is not. */
export const statsAnswerSchema = z.object({
  journey: z.string(),
  /** Null where whole attempts are counted: by their final outcome, at the time it became final. */
  stage: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  /** False while events of the range may still be on their way (its end is past the watermark). */
  complete: z.boolean(),
  watermark: z.string(),
  definition,
  groups: z.array(z.object({ segment, ...counts, ...ofPurchases })),
  /**
   * What has no value of a dimension of `by` and so is in none of the groups: with them it makes up everything. Null where
   * nothing is split, or where it cannot be told.
   */
  rest: z.object({ ...counts, ...ofPurchases }).nullable(),
});
export type StatsAnswer = z.infer<typeof statsAnswerSchema>;

/** Answer of `GET /v1/series`: the same counts step by step. */
export const seriesAnswerSchema = z.object({
  journey: z.string(),
  /** Null where whole attempts are counted: by their final outcome, at the time it became final. */
  stage: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  step: z.string(),
  complete: z.boolean(),
  watermark: z.string(),
  definition,
  groups: z.array(z.object({ segment, points: z.array(z.object({ at: z.string(), complete: z.boolean(), ...counts, ...ofPurchases })) })),
});
export type SeriesAnswer = z.infer<typeof seriesAnswerSchema>;
