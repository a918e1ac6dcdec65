// Matching control characters is what this file is for.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text that can be kept, sent and shown anywhere: without control characters, a lone surrogate (which has no encoding)
 * as U+FFFD. Everything else stays as the sender wrote it.
 */
export function cleanText(text: string): string {
  return text.replace(CONTROL, '').replace(LONE_SURROGATE, '\uFFFD');
}

/** At most `max` UTF-16 units, the last of them an ellipsis where something was cut off; never half a character. */
export function shortened(text: string, max: number): string {
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
