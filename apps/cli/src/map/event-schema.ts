import { parseDuration } from '@tillwatch/catalogue';
import { z } from 'zod';
import { columnSchema, durationSchema, valueSchema, type ValueSpec } from './value-schema.js';

/** The fields of an event, each a constant or how it is read from a record. */
export const eventSchema = z.strictObject({
  journey: valueSchema.optional(),
  stage: valueSchema.optional(),
  outcome: valueSchema.optional(),
  class: valueSchema.optional(),
  attempt: valueSchema.optional(),
  purchase: valueSchema.optional(),
  revision: valueSchema.optional(),
  durationMs: valueSchema.optional(),
  amount: z.strictObject({ value: valueSchema, currency: valueSchema }).optional(),
  userAgent: valueSchema.optional(),
  error: z.strictObject({ code: valueSchema.optional(), message: valueSchema.optional() }).optional(),
  final: valueSchema.optional(),
  dimensions: z.record(z.string().min(1), valueSchema).optional(),
});
export type EventSpec = z.infer<typeof eventSchema>;

/** Longest time between two tries: what is remembered of a file is what lies so far apart. */
const MAX_WITHIN_MS = 86_400_000;

/** Records that are one purchase tried again: the same texts in all these columns, one soon after the other. */
const retriedSchema = z.strictObject({
  same: columnSchema,
  within: durationSchema.refine((text) => (parseDuration(text) ?? 0) <= MAX_WITHIN_MS, { error: 'within' }),
});
export type RetriedSpec = z.infer<typeof retriedSchema>;

const isRetried = (spec: unknown): boolean => typeof spec === 'object' && spec !== null && ('same' in spec || 'within' in spec);

/** A purchase's name, or how its records are found. Its keys tell which is meant, so that faults are told of that one. */
const purchaseSchema = z.unknown().transform((spec, context): ValueSpec | RetriedSpec => {
  const checked = (isRetried(spec) ? retriedSchema : valueSchema).safeParse(spec);
  if (checked.success) return checked.data;
  context.issues.push({ code: 'invalid_union', errors: [checked.error.issues], input: spec });
  return z.NEVER;
});

/** What all events of a map have in common; which records are one purchase is a matter of records, not of one rule. */
export const commonSchema = eventSchema.extend({ purchase: purchaseSchema.optional() });
export type CommonSpec = z.infer<typeof commonSchema>;

/** How a map finds the records of one purchase; undefined where they name it themselves, or none is said. */
export function retriedOf({ purchase }: CommonSpec): RetriedSpec | undefined {
  return typeof purchase === 'object' && 'same' in purchase ? purchase : undefined;
}

/** The fields that are read of each record by itself. */
export function fieldsOf({ purchase, ...fields }: CommonSpec): EventSpec {
  return typeof purchase === 'object' && 'same' in purchase ? fields : { ...fields, purchase };
}
