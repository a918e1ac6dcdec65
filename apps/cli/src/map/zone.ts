/** A time of day on a day, with no zone: what a clock on a wall shows. */
export interface LocalTime {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** Offsets change on whole quarters of an hour, so one look-up serves all times of a quarter. */
const QUARTER_MS = 900_000;

/** The local time read as if it were UTC; undefined where there is no such day or time (31 February, 25 o'clock). */
export function asUtc(time: LocalTime): number | undefined {
  const { year, month, day, hour, minute, second, millisecond } = time;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 60 || millisecond > 999) return undefined;
  return date.getTime() + hour * 3_600_000 + minute * 60_000 + second * 1_000 + millisecond;
}

/** Turns local times of one time zone into milliseconds since the epoch. */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** @param zone an IANA name such as `Europe/Berlin` */
  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /**
   * The moment at which the zone's clocks show `utc` (a local time read as UTC). Of two such moments (clocks set
   * back) the earlier; where there is none (clocks set forward) as much later, as RFC 5545 and Temporal do.
   */
  toEpoch(utc: number): number {
    const before = utc - this.#offsetAt(utc - 86_400_000);
    const after = utc - this.#offsetAt(utc + 86_400_000);
    if (before === after) return before;
    if (this.#showsAt(before) === utc) return before;
    return this.#showsAt(after) === utc ? after : before;
  }

  #showsAt(epoch: number): number {
    return epoch + this.#offsetAt(epoch);
  }

  /** What the zone's clocks are ahead of UTC, in milliseconds. */
  #offsetAt(epoch: number): number {
    const quarter = Math.floor(epoch / QUARTER_MS);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = this.#lookUp(quarter * QUARTER_MS);
    if (this.#offsets.size > 50_000) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }

  #lookUp(epoch: number): number {
    const name = this.#format.formatToParts(epoch).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT([+-])(\d+):?(\d+)?:?(\d+)?$/.exec(name) ?? [];
    const size = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000;
    return sign === '-' ? -size : size;
  }
}
