import { ERROR_CATEGORIES } from '@tillwatch/domain';
import { z } from 'zod';

/**
 * A piece of a message: plain text of at least two characters, `*` between two pieces for anything in between. What a
 * regular expression would need to mean something else is refused, so that nobody writes one here.
 */
const pieceSchema = z
  .string({ error: 'errorText' })
  .max(100, { error: 'errorText' })
  .regex(/^[^\\|()[\]{}^$+?*]{2,}(\*[^\\|()[\]{}^$+?*]{2,})*$/u, { error: 'errorText' })
  .refine((piece) => piece.split('*').every((part) => part.replace(/\s/gu, '').length >= 2), { error: 'errorText' });

/** `text.yaml`: what a message without a code gives away, the first match counts. */
export const textFileSchema = z.strictObject({
  texts: z.array(z.strictObject({ category: z.enum(ERROR_CATEGORIES), any: z.array(pieceSchema).min(1) })).min(1),
});
export type TextFile = z.infer<typeof textFileSchema>;
