import type { Incident, IncidentChange } from '@tillwatch/domain';
import { iso } from './incident-line.js';

/** Counts of things by what they are called. */
type ByName = Record<string, number>;

function count(names: readonly string[]): ByName {
  const counts: ByName = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Adds up what came of a recording. */
export class Outcome {
  events = 0;
  accepted = 0;
  duplicates = 0;
  private readonly rejected: string[] = [];
  private readonly incidents = new Map<string, Incident>();
  private from = Infinity;
  private to = -Infinity;

  /** Counts an event that arrived at `at` (ms since the epoch); undefined for what could not be read. */
  arrived(at?: number): void {
    this.events++;
    if (at === undefined) return;
    this.from = Math.min(this.from, at);
    this.to = Math.max(this.to, at);
  }

  refused(code: string): void {
    this.rejected.push(code);
  }

  changed({ incident }: IncidentChange): void {
    this.incidents.set(incident.id, incident);
  }

  get rejections(): number {
    return this.rejected.length;
  }

  get found(): number {
    return this.incidents.size;
  }

  /** The last line. Nothing in it depends on the machine: the same recording gives the same bytes. */
  line(): string {
    const incidents = [...this.incidents.values()];
    const { events, accepted, duplicates } = this;
    return JSON.stringify({
      type: 'summary',
      from: this.from === Infinity ? null : iso(this.from),
      to: this.to === -Infinity ? null : iso(this.to),
      ...{ events, accepted, duplicates, rejected: count(this.rejected) },
      incidents: {
        total: incidents.length,
        byKind: count(incidents.map(({ kind }) => kind)),
        bySeverity: count(incidents.map(({ severity }) => severity)),
      },
      open: incidents.filter(({ status }) => status !== 'resolved').map(({ id }) => id),
    });
  }
}
