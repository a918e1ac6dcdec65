import type { Reporter } from '@tillwatch/domain';

/** First byte of every entry. A reader refuses versions it does not know instead of guessing. */
export const VERSION = 3;
/** Entries without currencies and amounts. */
export const VERSION_BEFORE_AMOUNTS = 2;
/** Entries without errors and erased attempts, as a log may hold them that was not read to its end before an update. */
export const VERSION_BEFORE_ATTEMPTS = 1;

/** What an event's flags say, beside outcome (2 bits) and failure class (2 bits). */
export const FLAGS = {
  hasRevision: 0x10,
  isCounted: 0x20,
  isBackfill: 0x40,
  isFinal: 0x200,
  hasPurchase: 0x400,
  hasError: 0x800,
  hasAmount: 0x1000,
} as const;
/** Where the failure class and the reporter's number stand in the flags. */
export const CLASS_SHIFT = 2;
export const REPORTER_SHIFT = 7;
/** Reporters by their number in the flags. */
export const REPORTER_NUMBERS: readonly Reporter[] = ['server', 'page', 'provider'];

/** Between the parts of a word. */
export const SEPARATOR = '\u0000';
