import { ERROR_CATEGORIES, ERROR_CLASSES } from '@tillwatch/domain';
import { z } from 'zod';

const category = z.enum(ERROR_CATEGORIES);
const text = z.object({ ko: z.string(), en: z.string() });

/** By what the meaning of an error was found: its code, the text beside it, or nothing. */
export const FOUND_BY = ['code', 'text', 'none'] as const;
export type FoundBy = (typeof FOUND_BY)[number];

/** Longest code or name in a mapping, in UTF-16 units; what is kept of a code is no longer. */
const MAX_LENGTH = 200;
/** Without control characters: they are taken out of everything that is kept, so none could match. */
const plain = z
  .string()
  .max(MAX_LENGTH)
  .regex(/^\P{Cc}*$/u);
const code = plain.refine((value) => value.trim() !== '');

/** The code a mapping is about. `provider` is empty for codes that come without one; without a method it is for all. */
export const mappedCodeSchema = z.object({ provider: plain.default(''), method: plain.nullish(), code });

/** Body of `PUT /v1/errors/mapping`. "Unknown" is what a code is without a mapping, so it is none. */
export const mappingRequestSchema = mappedCodeSchema.extend({ category: category.exclude(['unknown']) });
export type MappingRequest = z.infer<typeof mappingRequestSchema>;

/** What an installation says of a code, beside the files. */
export const errorMappingSchema = z.object({
  provider: z.string(),
  method: z.string().nullable(),
  code: z.string(),
  category,
  /** Events from then on are read so. */
  since: z.string(),
  /** How to keep it in a file; null where a file cannot hold such a code. */
  file: z
    .object({ path: z.string(), lines: z.string(), /** A file of that name is shipped and has to be copied first. */ shipped: z.boolean() })
    .nullable(),
});
export type ErrorMapping = z.infer<typeof errorMappingSchema>;

const unmapped = z.object({
  provider: z.string(),
  method: z.string(),
  /** As it came; empty where a failure came without one. */
  code: z.string(),
  count: z.int(),
  category,
  how: z.enum(['text', 'none']),
  /** At most three, the latest first. Messages without addresses, longer numbers and keys. */
  samples: z.array(z.object({ at: z.string(), stage: z.string(), message: z.string() })),
  lastSeen: z.string(),
  /** What the installation has since said of the code. */
  mappedTo: category.nullable(),
});
export type UnmappedCode = z.infer<typeof unmapped>;

/** Answer of `GET /v1/errors`: what reported failures and drop-offs were put into. Counts are of reports, not of attempts. */
export const errorsAnswerSchema = z.object({
  journey: z.string().nullable(),
  /** First and last day, both inside, of the installation's time zone. */
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  /** When this was counted. */
  asOf: z.string(),
  total: z.int(),
  byHow: z.object({ code: z.int(), text: z.int(), none: z.int() }),
  /** Of `total`, those counted without their codes because a day had too many different ones. */
  other: z.int(),
  /** All there are, the most frequent first. `share` is of `total`; null where that is 0. */
  categories: z.array(z.object({ category, label: text, class: z.enum(ERROR_CLASSES), count: z.int(), share: z.number().nullable() })),
  /** Codes that no file lists, the most frequent first. */
  unmapped: z.array(unmapped),
  /** What the list leaves out. */
  more: z.object({ codes: z.int(), count: z.int() }),
  mappings: z.array(errorMappingSchema),
});
export type ErrorsAnswer = z.infer<typeof errorsAnswerSchema>;
