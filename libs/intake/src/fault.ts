import type { LocalisedText, RejectionCode } from '@tillwatch/domain';

/** What is wrong with one event: where in it, in which word, and what was found and expected. */
export interface Fault {
  /** Dotted path of the field at fault; empty for the event as a whole. */
  readonly path: string;
  readonly code: RejectionCode;
  readonly message: LocalisedText;
}

/** Stands in a body for an event that could not be read as one: a broken NDJSON line, an envelope without data. */
export class UnreadableItem {
  constructor(readonly fault: Fault) {}
}

const SHOWN_CHARACTERS = 40;
const SHOWN_PATH = 100;

/** A text that reads the same in both languages. */
export function same(text: string): LocalisedText {
  return { ko: text, en: text };
}

/**
 * Says what was found in a field, short enough for a message. Never call it before the event was looked through
 * for card numbers: it shows the value.
 */
export function found(value: unknown): LocalisedText {
  if (value === undefined) return { ko: '없음', en: 'nothing' };
  if (typeof value === 'string') return foundText(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return same(String(value));
  return Array.isArray(value) ? { ko: '배열', en: 'an array' } : { ko: '객체', en: 'an object' };
}

function foundText(value: string): LocalisedText {
  if (value.length <= SHOWN_CHARACTERS) return same(JSON.stringify(value));
  const shown = JSON.stringify(`${value.slice(0, SHOWN_CHARACTERS)}…`);
  return { ko: `${shown} (${value.length}자)`, en: `${shown} (${value.length} characters)` };
}

/** The sentence that every fault of a single value makes. */
export function expectedButFound(expected: LocalisedText, value: unknown): LocalisedText {
  const { ko, en } = found(value);
  return { ko: `필요한 값: ${expected.ko} · 받은 값: ${ko}`, en: `expected ${expected.en}, found ${en}` };
}

/** A path as it is shown: field names are the sender's and may be of any length. */
export function shownPath(path: string): string {
  return path.length <= SHOWN_PATH ? path : `${path.slice(0, SHOWN_PATH)}…`;
}
