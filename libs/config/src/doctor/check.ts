import type { LocalisedText } from '@tillwatch/domain';

/** The answer of one look at this machine. */
export interface Check {
  /** What was looked at, in a word or two: Node, Redis, the data folder, … */
  readonly name: LocalisedText;
  readonly ok: boolean;
  /** What was found, one line. */
  readonly message: LocalisedText;
  /** What to do about it, one line; undefined when nothing needs doing. */
  readonly remedy: LocalisedText | undefined;
}

/** A check that found what is needed; `remedy` may still advise. */
export const passed = (name: LocalisedText, message: LocalisedText, remedy?: LocalisedText): Check => ({
  name,
  ok: true,
  message,
  remedy,
});

/** A check that did not. */
export const failed = (name: LocalisedText, message: LocalisedText, remedy: LocalisedText): Check => ({ name, ok: false, message, remedy });

/** The code of a Node system error (`EACCES`, `ENOSPC`, …), or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** An error's text, whatever was thrown. */
export const textOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
