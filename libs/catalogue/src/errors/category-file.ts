import { ERROR_CATEGORIES, ERROR_CLASSES, type ErrorCategory } from '@tillwatch/domain';
import { z } from 'zod';
import { localisedSchema } from '../text-schema.js';
import { PARTIES, RETRIES } from './meaning.js';

const categorySchema = z.strictObject({
  label: localisedSchema,
  class: z.enum(ERROR_CLASSES),
  fault: z.enum(PARTIES),
  retryable: z.enum(RETRIES),
  tell: localisedSchema,
});

/** What holds for every error of a category unless its code says otherwise. */
export type CategoryText = z.infer<typeof categorySchema>;

/** The category for what nobody knows; the only one an installation without error files needs. */
export const UNKNOWN: CategoryText = {
  label: { ko: '미분류', en: 'Unclassified' },
  class: 'unknown',
  fault: 'unknown',
  retryable: 'later',
  tell: {
    ko: '결제가 완료되지 않았습니다. 잠시 후 다시 시도하시거나 다른 결제수단을 이용해 주세요.',
    en: 'The payment did not go through. Please try again in a moment or use another way to pay.',
  },
};

/** `categories.yaml`: every category, none left out. */
export const categoryFileSchema: z.ZodType<{ categories: Record<ErrorCategory, CategoryText> }> = z.strictObject({
  categories: z.record(z.enum(ERROR_CATEGORIES), categorySchema),
});
