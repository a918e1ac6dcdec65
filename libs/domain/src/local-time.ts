/** Clocks have not changed but at a quarter of an hour since there are computers. */
const QUARTER = 900_000;
const DAY = 86_400_000;
/** Offsets kept of one zone, so that an installation that runs for years does not collect them. */
const OFFSETS_KEPT = 10_000;

/** How far the clocks of a zone are ahead of UTC. Intl is slow, so it is asked once for a quarter of an hour. */
class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat;
  private readonly known = new Map<number, number>();

  constructor(timeZone: string) {
    const digits = 'numeric' as const;
    this.format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
      ...{ year: digits, month: digits, day: digits, hour: digits, minute: digits, second: digits },
    });
  }

  /** Milliseconds ahead of UTC at `at` (ms since the epoch). */
  at(at: number): number {
    const quarter = Math.floor(at / QUARTER) * QUARTER;
    let offset = this.known.get(quarter);
    if (offset === undefined) {
      if (this.known.size >= OFFSETS_KEPT) this.known.clear();
      this.known.set(quarter, (offset = this.measure(quarter)));
    }
    return offset;
  }

  private measure(at: number): number {
    const part = new Map(this.format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at;
  }
}

const zones = new Map<string, ZoneOffsets>();

/**
 * What the clocks and calendars of a time zone show at `at` (ms since the epoch), written as if it were UTC: with the UTC
 * parts of a Date of it one can reckon in days and minutes, whatever the zone does.
 *
 * @throws RangeError where the zone is unknown
 */
export function localTime(at: number, timeZone: string): number {
  let offsets = zones.get(timeZone);
  if (offsets === undefined) zones.set(timeZone, (offsets = new ZoneOffsets(timeZone)));
  return at + offsets.at(at);
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
  const candidates = [local - DAY, local + DAY].map((near) => local - (localTime(near, timeZone) - near));
  const real = candidates.filter((at) => localTime(at, timeZone) === local);
  const meant = real.length > 0 ? real : candidates;
  return { earliest: Math.min(...meant), latest: Math.max(...meant) };
}
