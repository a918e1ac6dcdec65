const HOUR = 3_600_000;
/** Korea keeps one time all year. */
const KST_OFFSET_MS = 9 * HOUR;

/** Orders by hour of a Korean day, midnight first: asleep at five, a lunch-break rise, the peak before bed. */
const WORKDAY = [52, 30, 17, 11, 9, 10, 17, 33, 54, 76, 90, 95, 92, 95, 94, 92, 91, 87, 80, 82, 92, 104, 108, 84];
const WEEKEND = [58, 36, 21, 13, 10, 10, 13, 22, 38, 58, 74, 80, 80, 82, 82, 80, 79, 76, 75, 80, 91, 104, 107, 80];

const MEAN = (5 * WORKDAY.reduce((a, b) => a + b, 0) + 2 * WEEKEND.reduce((a, b) => a + b, 0)) / (7 * 24);

function hourly(hourOfEpoch: number): number {
  const day = Math.floor(hourOfEpoch / 24);
  const weekday = (((day + 4) % 7) + 7) % 7; // 1 January 1970 was a Thursday; 0 is Sunday
  const table = weekday === 0 || weekday === 6 ? WEEKEND : WORKDAY;
  return (table[((hourOfEpoch % 24) + 24) % 24] ?? MEAN) / MEAN;
}

/**
 * Traffic at `at` (ms since the epoch) against the average of a week: 1 is average.
 *
 * @param depth 1 the real rhythm, 0 none; in between it is damped, so that a demo is never asleep
 */
export function rhythm(at: number, depth: number): number {
  const position = (at + KST_OFFSET_MS) / HOUR - 0.5; // a table value holds for the middle of its hour
  const hour = Math.floor(position);
  const t = position - hour;
  const real = hourly(hour) * (1 - t) + hourly(hour + 1) * t;
  return 1 + depth * (real - 1);
}

/** Hour of the Korean day at `at`, with fractions: 0 ≤ h < 24. */
export function koreanHour(at: number): number {
  return ((at + KST_OFFSET_MS) / HOUR) % 24;
}
