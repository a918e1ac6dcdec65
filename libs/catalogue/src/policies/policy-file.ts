import { defaultPolicy, JUDGED_KINDS, WHOLE_ATTEMPT, type Journey, type Policy } from '@tillwatch/domain';
import { z } from 'zod';
import { nameSchema } from '../text-schema.js';

/** How whole attempts are called among the stages of a policy file. */
export const ATTEMPT_KEY = 'attempt';

/** Most segments that page besides: each of them is one more that chance can have wake somebody. */
const MOST_PINNED = 200;

const budgetSchema = z.number().min(0.001).max(1_000);
const kindsSchema = z.array(z.enum(JUDGED_KINDS)).min(1);

const criticalSchema = z
  .strictObject({
    excessPerMinute: z.number().min(0.01).max(1_000_000),
    merchants: z.int().min(1).max(1_000_000),
    moneyPerHour: z.strictObject({
      currency: z.string({ error: 'currency' }).regex(/^[A-Z]{3}$/, { error: 'currency' }),
      value: z.number().min(0.01).max(1e15),
    }),
  })
  .partial();

const stageSchema = z
  .strictObject({
    kinds: kindsSchema,
    falseAlarmsPerMonth: budgetSchema,
    critical: criticalSchema,
    /** A share of 1 is never exceeded, and one of 0 by the first failure. */
    staticRule: z.strictObject({
      above: z.number().min(0.001).max(0.999),
      forMinutes: z.int().min(1).max(60),
      least: z.int().min(1).max(1_000_000),
    }),
  })
  .partial();

/** A policy as its file writes it: what is left out is as in the default policy of the journey. */
export const policyFileSchema = z.strictObject({
  journey: nameSchema,
  falseAlarmsPerMonth: budgetSchema.optional(),
  pageBy: z.array(nameSchema).max(20).optional(),
  pinned: z
    .array(z.record(nameSchema, z.string().min(1).max(200)))
    .max(MOST_PINNED)
    .optional(),
  leastPerHour: z.number().min(0).max(1_000_000).optional(),
  critical: criticalSchema.optional(),
  kinds: kindsSchema.optional(),
  stages: z.record(nameSchema, stageSchema).default({}),
});
export type PolicyFile = z.infer<typeof policyFileSchema>;

/** A checked file with what it leaves out filled in. */
export function toPolicy(file: PolicyFile, journey: Journey): Policy {
  const usual = defaultPolicy(journey);
  const stages = Object.entries(file.stages).map(([id, stage]) => [id === ATTEMPT_KEY ? WHOLE_ATTEMPT : id, stage] as const);
  return { ...usual, ...file, critical: { ...usual.critical, ...file.critical }, stages: Object.fromEntries(stages) };
}
