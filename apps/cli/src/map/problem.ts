import type { LocalisedText, RejectionCode } from '@tillwatch/domain';

/** Why a row, or one event of it, cannot be sent. */
export interface Problem {
  readonly code: RejectionCode;
  /** The event's field at fault (`dimensions.provider`); empty for the row as a whole. */
  readonly path: string;
  readonly message: LocalisedText;
}

/**
 * Shows a value of the file in a message: short, and with long runs of digits masked, because a card number in a
 * wrong column must not end up in a terminal or a log.
 */
export function shown(value: string): string {
  const masked = value.replace(/\d(?:[ -]?\d){11,}/g, (digits) => '•'.repeat(digits.length));
  return `"${masked.length > 60 ? `${masked.slice(0, 59)}…` : masked}"`;
}
