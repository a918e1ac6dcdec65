import type { TrendPoint } from '@tillwatch/contract';
import type { Incident } from '@tillwatch/domain';
import type { IncidentMinute } from '@tillwatch/incidents';

const MINUTE = 60_000;

/** The last hour of every critical incident's own rows, by its id: what a wall draws large. Looked up once a second. */
export class IncidentTrends {
  private trends: ReadonlyMap<string, readonly TrendPoint[]> = new Map();
  private second = 0;

  /** @param minutes of the trends, the running one last */
  constructor(private readonly minutes: number) {}

  /** The trends as of `now` (ms since the epoch). */
  at(
    now: number,
    incidents: readonly Incident[],
    minutesOf: (id: string) => readonly IncidentMinute[],
  ): ReadonlyMap<string, readonly TrendPoint[]> {
    const second = Math.floor(now / 1000);
    if (second === this.second) return this.trends;
    this.second = second;
    const loud = incidents.filter(({ severity, status }) => severity === 'critical' && status !== 'resolved');
    this.trends = new Map(loud.map((incident) => [incident.id, this.trendOf(incident, minutesOf(incident.id), now)]));
    return this.trends;
  }

  private trendOf({ kind, baseline }: Incident, known: readonly IncidentMinute[], now: number): TrendPoint[] {
    // Of what does not come a minute nobody tells of is not an empty one, and what is usual is in its counts.
    if (kind === 'volume') return known.slice(-this.minutes).map((minute) => ({ ...minute, low: null, high: null }));
    const byMinute = new Map(known.map((minute) => [minute.at, minute]));
    const running = Math.floor(now / MINUTE) * MINUTE;
    return Array.from({ length: this.minutes }, (_, i) => {
      const at = running - (this.minutes - 1 - i) * MINUTE;
      const { total = 0, failed = 0 } = byMinute.get(at) ?? {};
      return { at, total, failed, low: baseline.low, high: baseline.high };
    });
  }
}
