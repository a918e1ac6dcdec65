import { ERROR_CATEGORIES } from '@tillwatch/domain';
import { z } from 'zod';
import { localisedSchema, nameSchema } from '../text-schema.js';
import { PARTIES, RETRIES } from './meaning.js';

/** Codes are text: YAML would read 0054 as the number 54. */
const codeSchema = z.string({ error: 'errorCode' }).regex(/^(?!\s)[^\s*]{1,200}\*?$/u, { error: 'errorCode' });

/** A list of codes, or a text of codes with spaces between them: long tables stay readable. */
const codesSchema = z.preprocess(
  (codes) => (typeof codes === 'string' ? codes.trim().split(/\s+/u) : codes),
  z.array(codeSchema, { error: 'errorCode' }).min(1),
);

const sourceSchema = z.string().min(1).max(300);

const entrySchema = z.strictObject({
  /** A code, a range of them (`CC16..CC22`) or a pattern (`CCP*`, `5??050`). */
  codes: codesSchema,
  /** Only with this payment method; the same code means something else with another one. */
  method: nameSchema.optional(),
  category: z.enum(ERROR_CATEGORIES),
  meaning: localisedSchema,
  fault: z.enum(PARTIES).optional(),
  retryable: z.enum(RETRIES).optional(),
  tell: localisedSchema.optional(),
  source: sourceSchema.optional(),
});

const includeSchema = z.strictObject({
  set: nameSchema,
  /** What stands before the code of the set here. */
  prefix: z.string().max(20).default(''),
  method: nameSchema.optional(),
});

/** One provider's codes, or a set of codes that several providers pass on. */
export const codeFileSchema = z.strictObject({
  id: nameSchema,
  source: sourceSchema,
  /** Sets that are asked, in this order, where no entry has a code. */
  include: z.array(includeSchema).max(20).default([]),
  entries: z.array(entrySchema).default([]),
});
export type CodeFile = z.infer<typeof codeFileSchema>;
export type CodeEntry = CodeFile['entries'][number];
