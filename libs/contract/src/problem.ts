import { z } from 'zod';

/** An error answer (RFC 9457, `application/problem+json`). `code` is the stable word programs branch on. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  /** Finds the failure in the log; shown to people as "ref". */
  instance: z.string().optional(),
  /** Seconds to wait, where waiting helps. */
  retryAfter: z.number().optional(),
  /** With `range_not_aligned`: the nearest range that can be answered exactly. */
  nearest: z.object({ from: z.string(), to: z.string(), step: z.string().optional() }).optional(),
  /** With `cuboid_not_kept`: the combinations that can be asked for. */
  kept: z.array(z.array(z.string())).optional(),
  /** With `invalid_query` and events that could not be read: what was wrong where. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
