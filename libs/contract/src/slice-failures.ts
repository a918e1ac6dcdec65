import { ERROR_CATEGORIES } from '@tillwatch/domain';
import { z } from 'zod';
import { attemptAnswerSchema } from './attempts.js';

const text = z.object({ ko: z.string(), en: z.string() });

/** Answer of `GET /v1/slices/failures?journey&stage&filter`: what went wrong in a slice during the last hour. */
export const sliceFailuresSchema = z.object({
  journey: z.string(),
  /** `attempt` for whole attempts. */
  stage: z.string(),
  /** An hour ago, or later where counting began later. */
  from: z.string(),
  /**
   * Failures heard of since `from` by what went wrong, the most frequent first; of whole attempts the failures at all of their steps.
   * Null where the slice names a dimension by which failures are not kept apart.
   */
  errors: z
    .object({
      failed: z.int(),
      /** Of so many an error is known; the others were reported without any, and are not in `top`. */
      known: z.int(),
      /** `code` is empty where none came. */
      top: z.array(z.object({ category: z.enum(ERROR_CATEGORIES), label: text, code: z.string(), failed: z.int() })),
    })
    .nullable(),
  /** The last failed attempts, the newest first, at most 50. Their ids are kept as hashes only, so that they cannot be told. */
  attempts: z.array(attemptAnswerSchema.omit({ attempt: true })),
});
export type SliceFailures = z.infer<typeof sliceFailuresSchema>;
