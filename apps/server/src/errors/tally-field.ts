import type { FoundBy } from '@tillwatch/contract';
import { ERROR_CATEGORIES, type ErrorCategory } from '@tillwatch/domain';
import { z } from 'zod';

/** What is counted together. */
export interface TallyRow {
  readonly journey: string;
  readonly provider: string;
  readonly method: string;
  /** Null where a day had too many different codes: then neither code nor provider and method are told apart. */
  readonly code: string | null;
  readonly category: ErrorCategory;
  readonly how: FoundBy;
}

const fieldSchema = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string().nullable(),
  z.enum(ERROR_CATEGORIES),
  z.enum(['code', 'text', 'none']),
]);

/** A row's name in a hash. Codes are the senders' own texts: as JSON none can be taken for a part of another. */
export function fieldOf({ journey, provider, method, code, category, how }: TallyRow): string {
  return JSON.stringify([journey, provider, method, code, category, how]);
}

/** The row of a name; undefined where the name is none. */
export function rowOf(field: string): TallyRow | undefined {
  try {
    const parsed = fieldSchema.safeParse(JSON.parse(field));
    if (!parsed.success) return undefined;
    const [journey, provider, method, code, category, how] = parsed.data;
    return { journey, provider, method, code, category, how };
  } catch {
    return undefined;
  }
}

/** The row that stands for everything of the same journey and meaning once there are too many. */
export function withoutCode({ journey, category, how }: TallyRow): TallyRow {
  return { journey, provider: '', method: '', code: null, category, how };
}
