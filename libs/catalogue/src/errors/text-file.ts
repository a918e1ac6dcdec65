import { ERROR_CATEGORIES } from '@tillwatch/domain';
import { z } from 'zod';

/** What a regular expression would need to mean something else; refused, so that nobody writes one here. */
const SPECIAL = /[\\|()[\]{}^$+?]/u;

/** A piece of a message: plain text of at least two characters, `*` between two such texts for anything in between. */
function isPiece(piece: string): boolean {
  return !SPECIAL.test(piece) && piece.split('*').every((part) => part.replace(/\s/gu, '').length >= 2);
}

const pieceSchema = z.string({ error: 'errorText' }).max(100, { error: 'errorText' }).refine(isPiece, { error: 'errorText' });

/** `text.yaml`: what a message without a code gives away, the first match counts. */
export const textFileSchema = z.strictObject({
  texts: z.array(z.strictObject({ category: z.enum(ERROR_CATEGORIES), any: z.array(pieceSchema).min(1) })).min(1),
});
export type TextFile = z.infer<typeof textFileSchema>;
