import { ERROR_CATEGORIES, FAILURE_CLASSES, REPORTERS } from '@tillwatch/domain';
import { z } from 'zod';

const text = z.object({ ko: z.string(), en: z.string() });

/** What went wrong at a stage, in words. */
const error = z.object({
  /** As the reporter gave it; empty where only a text came. */
  code: z.string(),
  category: z.enum(ERROR_CATEGORIES),
  label: text,
  /** What this very code means, where it is listed. */
  description: text.optional(),
  /** Whose doing it is: customer, merchant, provider, network, issuer, risk or unknown. */
  fault: z.string(),
  /** Whether the same customer should try again: yes, no, later, other_means or with_care. */
  retryable: z.string(),
  /** What to tell the customer. */
  tell: text,
});

/** One stage of an attempt. Times are to the second. */
const stage = z.object({
  stage: z.string(),
  label: text,
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** From start to end, where both are known. */
  seconds: z.int().nullable(),
  /** `started`: nothing came of it yet; `stalled`: that takes longer than usual. */
  outcome: z.enum(['started', 'ok', 'failed', 'abandoned', 'stalled']),
  class: z.enum(FAILURE_CLASSES).nullable(),
  /** Whose word the outcome is; null where it follows from a later stage or from the deadline. */
  decidedBy: z.enum(REPORTERS).nullable(),
  /** Who spoke of the stage at all. */
  reportedBy: z.array(z.enum(REPORTERS)),
  error: error.nullable(),
});

/** Answer of `GET /v1/attempts/{id}`: what became of one attempt, stage by stage. */
export const attemptAnswerSchema = z.object({
  attempt: z.string(),
  journey: z.string(),
  state: z.enum(['open', 'succeeded', 'failed', 'abandoned']),
  startedAt: z.string(),
  /** When its outcome became final; null while it is under way. */
  endedAt: z.string().nullable(),
  dimensions: z.record(z.string(), z.string()),
  /** Whether it is the first try of its purchase, and whether the purchase goes by it. */
  firstTry: z.boolean(),
  decidesPurchase: z.boolean(),
  stages: z.array(stage),
});
export type AttemptAnswer = z.infer<typeof attemptAnswerSchema>;
