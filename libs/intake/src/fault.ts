import type { RejectionCode } from '@tillwatch/domain';

/** What is wrong with one event: where in it, in which word, and what was found and expected. */
export interface Fault {
  /** Dotted path of the field at fault; empty for the event as a whole. */
  readonly path: string;
  readonly code: RejectionCode;
  readonly message: string;
}

/** Stands in a body for an event that could not be read as one: a broken NDJSON line, an envelope without data. */
export class UnreadableItem {
  constructor(readonly fault: Fault) {}
}

const SHOWN_CHARACTERS = 40;
const SHOWN_PATH = 100;

/**
 * Says what was found in a field, short enough for a message. Never call it before the event was looked through
 * for card numbers: it shows the value.
 */
export function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return foundText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}

function foundText(value: string): string {
  if (value.length <= SHOWN_CHARACTERS) return JSON.stringify(value);
  return `${JSON.stringify(`${value.slice(0, SHOWN_CHARACTERS)}…`)} (${value.length} characters)`;
}

/** A path as it is shown: field names are the sender's and may be of any length. */
export function shownPath(path: string): string {
  return path.length <= SHOWN_PATH ? path : `${path.slice(0, SHOWN_PATH)}…`;
}
