import { z } from 'zod';

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'iu') instanceof RegExp;
  } catch {
    return false; // a SyntaxError is the answer asked for
  }
};

/** A regular expression, matched without regard to case. */
export const patternSchema = z.string().max(1_000).refine(isPattern, { error: 'pattern' });

/** A column's name, or the names it goes by in different files: the first that a file has is read. */
export const columnSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** A length of time such as `30s`. */
export const durationSchema = z.string({ error: 'duration' }).regex(/^[1-9]\d{0,6}[smhd]$/, { error: 'duration' });

export const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** One test of a column: a value, several, or what it must be like. */
const testSchema = z.union([
  scalarSchema,
  z.array(scalarSchema).min(1),
  z.strictObject({
    not: z.union([scalarSchema, z.array(scalarSchema).min(1)]).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    empty: z.boolean().optional(),
    matches: patternSchema.optional(),
  }),
]);

/** Column → test; all must hold. */
export const conditionSchema = z.record(z.string().min(1), testSchema);
export type ConditionSpec = z.infer<typeof conditionSchema>;
export type TestSpec = z.infer<typeof testSchema>;

const readSchema = z
  .strictObject({
    column: columnSchema.optional(),
    /** Text with `{column}` places. */
    template: z.string().min(1).optional(),
    /** Only where this holds; otherwise the field stays away. */
    when: conditionSchema.optional(),
    /** Text of the column → value; null leaves the field away. */
    map: z.record(z.string(), scalarSchema.nullable()).optional(),
    /** The first pattern that matches decides. */
    match: z
      .array(z.strictObject({ pattern: patternSchema, value: scalarSchema.nullable() }))
      .min(1)
      .optional(),
    /** What a text means that `map` and `match` do not know; without it `unmapped` decides. */
    otherwise: scalarSchema.nullable().optional(),
    unmapped: z.enum(['reject', 'keep', 'omit']).default('reject'),
    /** What an empty or missing column means; default: the field stays away. */
    empty: scalarSchema.nullable().optional(),
    case: z.enum(['lower', 'upper']).optional(),
    /** The decimal separator of numbers; the other one of "." and "," groups thousands. */
    decimal: z.enum(['.', ',']).optional(),
    scale: z.number().optional(),
    /** Decimal places to round to, halves away from zero. */
    round: z.int().min(0).max(9).optional(),
  })
  .refine((read) => (read.column === undefined) !== (read.template === undefined), { error: 'source' });
export type ReadSpec = z.infer<typeof readSchema>;

/** A constant, or how a field's value is read from a record. */
export const valueSchema = z.union([scalarSchema, readSchema]);
export type ValueSpec = z.infer<typeof valueSchema>;
