/** Days since the epoch of a proleptic Gregorian date (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= (MONTH_DAYS[month - 1] ?? 0))) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** Two digits at `at` as a number, NaN where they are not digits. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Milliseconds of a fraction whose digits begin at `from`; digits after the third are cut off, as Date does. */
function fraction(text: string, from: number, to: number): number {
  let ms = 0;
  let scale = 100;
  for (let i = from; i < to; i++) {
    ms += (text.charCodeAt(i) - 48) * Math.floor(scale);
    scale /= 10;
  }
  return ms;
}

function fractionEnd(text: string, from: number): number {
  let end = from;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end;
}

/** Offset from UTC in minutes: `Z`, `+09:00`; NaN where the rest of the text is neither. */
function offsetMinutes(text: string, at: number): number {
  const sign = text[at];
  if (sign === 'Z') return text.length === at + 1 ? 0 : Number.NaN;
  if ((sign !== '+' && sign !== '-') || text.length !== at + 6 || text[at + 3] !== ':') return Number.NaN;
  const hours = pair(text, at + 1);
  const minutes = pair(text, at + 4);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return sign === '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
}

function hasSeparators(text: string): boolean {
  return text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':';
}

/**
 * Reads an ISO 8601 instant with seconds and an offset (the contract's `occurredAt`), several times faster than a
 * regular expression and Date. A spec proves that it accepts and yields the same.
 *
 * @returns milliseconds since the epoch; NaN where the text is not such an instant
 */
export function parseInstant(text: string): number {
  if (text.length < 20 || !hasSeparators(text)) return Number.NaN;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  if (!(year >= 0 && isDate(year, month, day) && hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  const dotted = text[19] === '.';
  const zone = dotted ? fractionEnd(text, 20) : 19;
  if (dotted && zone === 20) return Number.NaN;
  const ms = dotted ? fraction(text, 20, zone) : 0;
  const minutes = (daysFromCivil(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes(text, zone);
  return (minutes * 60 + second) * 1_000 + ms;
}
