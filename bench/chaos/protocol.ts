import type { StageEvent } from '@tillwatch/domain';
import type { AttemptRecord } from '@tillwatch/windows';

/** What the crash tests' parent says to the process it kills. `now`: the door's clock (ms since epoch). */
export type ToChild =
  | { readonly kind: 'start'; readonly now: number }
  | { readonly kind: 'append'; readonly now: number; readonly batch: number; readonly events: readonly StageEvent[] }
  | { readonly kind: 'tellAttempts'; readonly now: number }
  | { readonly kind: 'finish'; readonly now: number };

/** What it answers. `duplicates`: events of the batch that were known before. */
export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'appended'; readonly batch: number; readonly ok: boolean; readonly duplicates: number }
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'attempts'; readonly seed: number; readonly rows: readonly AttemptRecord[] }
  | { readonly kind: 'finished' };
