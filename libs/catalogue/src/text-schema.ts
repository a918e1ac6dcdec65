import { z } from 'zod';

/** An identifier as configuration files write them. */
export const nameSchema = z.string({ error: 'name' }).regex(/^[a-z_][a-z0-9_-]{0,63}$/, { error: 'name' });

/** A text in both languages; neither may be left out. */
export const localisedSchema = z.strictObject({ ko: z.string().min(1).max(500), en: z.string().min(1).max(500) });
