const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a length of time looks like in configuration: `30s`, `30m`, `2h`, `1d`. */
export const DURATION_TEXT = /^[1-9]\d{0,6}[smhd]$/;

/** Reads a length of time such as `2h`. @returns milliseconds; undefined where `text` is not one */
export function parseDuration(text: string): number | undefined {
  if (!DURATION_TEXT.test(text)) return undefined;
  const unit = UNITS[text.slice(-1)];
  return unit === undefined ? undefined : Number(text.slice(0, -1)) * unit;
}
