import type { Rules } from '@tillwatch/catalogue';
import { z } from 'zod';
import { commonSchema, eventSchema } from './event-schema.js';
import { columnSchema, conditionSchema, durationSchema } from './value-schema.js';

const sourceSchema = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('csv'),
    delimiter: z.string().min(1).max(4).default(','),
    quote: z.string().length(1).nullable().default('"'),
    /** Names of the columns of a file without a header line. */
    columns: z.array(z.string().min(1)).min(1).optional(),
    /** Lines that begin with this are no records. */
    comment: z.string().min(1).max(4).optional(),
    encoding: z.string({ error: 'encoding' }).refine(isEncoding, { error: 'encoding' }).default('utf-8'),
  }),
  z.strictObject({ format: z.literal('ndjson') }),
  z.strictObject({ format: z.literal('access-log') }),
]);
export type SourceSpec = z.infer<typeof sourceSchema>;

function isEncoding(text: string): boolean {
  try {
    return new TextDecoder(text).encoding !== '';
  } catch {
    return false; // a RangeError is the answer asked for
  }
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // a RangeError is the answer asked for
  }
}

const DATE = /^(\d{4}-\d{2}-\d{2}|\{[a-z_][a-z0-9_-]*\})$/;

const timeSchema = z.strictObject({
  column: columnSchema.optional(),
  template: z.string().min(1).optional(),
  format: z.string().min(1).max(100).optional(),
  zone: z.string({ error: 'zone' }).refine(isZone, { error: 'zone' }).optional(),
  /** The day, where the column has only a time of day. */
  date: z.string({ error: 'date' }).regex(DATE, { error: 'date' }).optional(),
});
export type TimeSpec = z.infer<typeof timeSchema>;

const parameterSchema = z.strictObject({
  default: z.union([z.string(), z.number()]).transform(String).optional(),
  /** File name pattern with `*` → value, the first that fits. */
  files: z.record(z.string().min(1), z.union([z.string(), z.number()]).transform(String)).default({}),
});

/** A map file: what the records of a file mean as events. */
export const mapSchema = z.strictObject({
  source: sourceSchema,
  parameters: z.record(z.string().regex(/^[a-z_][a-z0-9_-]*$/, { error: 'name' }), parameterSchema).default({}),
  /** Names one record among all of the file; default: its position. */
  rowKey: columnSchema.optional(),
  time: timeSchema.optional(),
  count: z.strictObject({ column: columnSchema }).optional(),
  span: durationSchema.optional(),
  unpivot: z.strictObject({ columns: z.array(z.string().min(1)).min(1), name: z.string().min(1), value: z.string().min(1) }).optional(),
  join: z
    .array(
      z.strictObject({
        file: z.string().min(1),
        source: sourceSchema,
        /** Column here → column there. */
        on: z.record(z.string().min(1), z.string().min(1)),
        columns: z.array(z.string().min(1)).min(1),
        /** What to do with a record that has no partner. */
        missing: z.enum(['keep', 'reject']).default('keep'),
      }),
    )
    .default([]),
  skip: z.array(z.strictObject({ when: conditionSchema, reason: z.string().min(1).max(100) })).default([]),
  event: commonSchema.default({}),
  emit: z
    .array(
      z.strictObject({
        id: z
          .string({ error: 'name' })
          .regex(/^[a-z_][a-z0-9_-]{0,63}$/, { error: 'name' })
          .optional(),
        when: conditionSchema.optional(),
        event: eventSchema.default({}),
      }),
    )
    .min(1)
    .optional(),
});
export type MapSpec = z.infer<typeof mapSchema>;

/** What the schema's error texts say to people. */
export const MAP_RULES: Rules = {
  pattern: { ko: '올바른 정규식이어야 합니다', en: 'expected a valid regular expression' },
  source: { ko: 'column과 template 가운데 하나만 있어야 합니다', en: 'expected either column or template' },
  encoding: { ko: 'utf-8, euc-kr 같은 문자 인코딩 이름이어야 합니다', en: 'expected a text encoding such as utf-8 or euc-kr' },
  zone: { ko: 'Asia/Seoul 같은 시간대 이름이어야 합니다', en: 'expected a time zone such as Asia/Seoul' },
  within: { ko: '하루(1d)를 넘을 수 없습니다', en: 'expected at most one day (1d)' },
  date: { ko: '2022-01-31 같은 날짜나 {매개변수}여야 합니다', en: 'expected a date such as 2022-01-31, or a {parameter}' },
};
