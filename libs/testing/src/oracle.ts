import type { Journey, StageEvent } from '@tillwatch/domain';

/** Counts by name: `stage|segment|slice start|column` → how many. */
export type OracleCounts = Map<string, number>;

const RANK: Readonly<Record<string, number>> = { ok: 5, declined: 4, system: 3, unknown: 2, abandoned: 1 };

function columnOf(event: StageEvent): string {
  return event.outcome === 'failed' ? (event.failureClass ?? 'unknown') : event.outcome;
}

function wins(a: StageEvent, b: StageEvent): boolean {
  if (a.revision !== b.revision) return a.revision > b.revision;
  const rank = (RANK[columnOf(a)] ?? 0) - (RANK[columnOf(b)] ?? 0);
  if (rank !== 0) return rank > 0;
  return a.occurredAt < b.occurredAt;
}

/** Each event once, and per (attempt, stage) the earliest start and the outcome that stands. */
export function standing(events: Iterable<StageEvent>): StageEvent[] {
  const once = new Map<string, StageEvent>();
  for (const event of events) {
    const id = `${event.tenant}|${event.id}`;
    if (!once.has(id)) once.set(id, event);
  }
  const counted: StageEvent[] = [];
  const pairs = new Map<string, StageEvent>();
  for (const event of once.values()) {
    if (event.count > 1 || event.spanMs > 0) {
      counted.push(event);
      continue;
    }
    const kind = event.outcome === 'started' ? 'started' : 'outcome';
    const pair = `${event.tenant}|${event.journey}|${event.attempt}|${event.stage}|${kind}`;
    const known = pairs.get(pair);
    if (known === undefined || wins(event, known)) pairs.set(pair, event);
  }
  return [...counted, ...pairs.values()];
}

/**
 * What the windows must hold, counted the plain way: objects, no order, no tiers. Written apart from the product's own
 * counting on purpose.
 * @param width width of a slice in seconds
 * @param shift seconds by which slices begin before those of UTC (days of a time zone)
 */
export function countPlainly(events: Iterable<StageEvent>, journey: Journey, width: number, shift = 0): OracleCounts {
  const counts: OracleCounts = new Map();
  const cuboids = journey.cuboids.map(({ dimensions }) => [...dimensions].sort());
  for (const event of standing(events)) {
    for (let i = 0; i < event.count; i++) {
      const at = Math.floor((event.occurredAt + (event.spanMs * i) / event.count) / 1000);
      const slice = Math.floor((at + shift) / width) * width - shift;
      for (const dimensions of cuboids) {
        const pairs = dimensions.map((id) => [id, event.dimensions[id]] as const);
        if (pairs.some(([, value]) => value === undefined)) continue;
        const segment = pairs.map(([id, value]) => `${id}=${value}`).join(',');
        const name = `${event.stage}|${segment}|${slice}|${columnOf(event)}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
  }
  return counts;
}
