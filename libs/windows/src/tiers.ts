/** The widths in which counts are kept, finest first. */
export const TIERS = ['10s', '1m', '1h', '1d'] as const;
export type Tier = (typeof TIERS)[number];

/** How long a slice is kept after its last write, in seconds. */
export const RETENTION_SECONDS: Readonly<Record<Tier, number>> = {
  '10s': 6 * 3600,
  '1m': 48 * 3600,
  '1h': 396 * 86_400,
  '1d': 3_660 * 86_400,
};

/** Retention of combinations kept `short` and the horizon up to which finer tiers take late events, in seconds. */
export const SHORT_RETENTION_SECONDS = 48 * 3600;

/**
 * How old an event may be (by the log's clock) to be written into a tier, in seconds. The coarse tiers take any age, so
 * that imported history stays; the fine ones would expire before anyone could ask for it.
 */
export const HORIZON_SECONDS: Readonly<Record<Tier, number>> = {
  '10s': 6 * 3600,
  '1m': 48 * 3600,
  '1h': Infinity,
  '1d': Infinity,
};

const WIDTH_SECONDS = { '10s': 10, '1m': 60, '1h': 3600 } as const;

/**
 * Cuts time into slices. Hours and days are those of the installation's time zone: a day can be 23 or 25 hours long, and
 * in a zone half an hour off an hour begins at half past in UTC, so that days are always made of whole hours.
 */
export class TierClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  /** @param timeZone IANA name, e.g. `Asia/Seoul` */
  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Start of the slice that contains `second` (seconds since the epoch). */
  start(tier: Tier, second: number): number {
    if (tier === '1h') {
      const shift = this.offset(second) % 3600;
      return Math.floor((second + shift) / 3600) * 3600 - shift;
    }
    if (tier !== '1d') return Math.floor(second / WIDTH_SECONDS[tier]) * WIDTH_SECONDS[tier];
    const local = second + this.offset(second);
    const midnight = Math.floor(local / 86_400) * 86_400;
    const guess = midnight - this.offset(second);
    return midnight - this.offset(guess);
  }

  /** End (exclusive) of the slice that starts at `start`. */
  end(tier: Tier, start: number): number {
    if (tier !== '1d') return start + WIDTH_SECONDS[tier];
    return this.start('1d', start + 26 * 3600);
  }

  /** Hour of the local day (0..23) at `second`. */
  hourOfDay(second: number): number {
    return Math.floor(((((second + this.offset(second)) % 86_400) + 86_400) % 86_400) / 3600);
  }

  /** Seconds that local time is ahead of UTC at `second`. Asked of Intl once per quarter hour of time. */
  private offset(second: number): number {
    const quarter = Math.floor(second / 900);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      if (this.offsets.size > 50_000) this.offsets.clear();
      offset = this.measure(quarter * 900);
      this.offsets.set(quarter, offset);
    }
    return offset;
  }

  private measure(second: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(second * 1000)) parts[type] = Number(value);
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second: s = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, s) / 1000 - second;
  }
}
