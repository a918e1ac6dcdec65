const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const digits = 'numeric' as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: digits, month: digits, day: digits, hour: digits, minute: digits, second: digits },
  });
  formats.set(timeZone, made);
  return made;
}

/**
 * What the clocks and calendars of a time zone show at `at` (ms since the epoch), written as if it were UTC: with the UTC
 * parts of a Date of it one can reckon in days and minutes, whatever the zone does.
 *
 * @throws RangeError where the zone is unknown
 */
export function localTime(at: number, timeZone: string): number {
  const whole = Math.floor(at / 1_000) * 1_000;
  const part = new Map(
    formatOf(timeZone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The earliest and latest moment (ms since the epoch) that a reading of the clock can mean; nearly always the same. */
export interface Moments {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * The inverse of {@link localTime}. When clocks are put back an hour is read twice; when they are put forward an hour is never
 * read, and means what it would by either offset.
 */
export function momentsOf(local: number, timeZone: string): Moments {
  const day = 86_400_000;
  const candidates = [local - day, local + day].map((near) => local - (localTime(near, timeZone) - near));
  const real = candidates.filter((at) => localTime(at, timeZone) === local);
  const meant = real.length > 0 ? real : candidates;
  return { earliest: Math.min(...meant), latest: Math.max(...meant) };
}
