import { WHOLE_ATTEMPT, type Journey, type StageEvent } from '@tillwatch/domain';
import { Fingerprints } from '@tillwatch/ledger';
import { attemptsPlainly, countedOf, type Counted } from './attempt-oracle.js';

/** Counts by name: `stage|segment|slice start|column` → how many. */
export type OracleCounts = Map<string, number>;

/** What an event that stands for many counts as, one by one. */
function manyOf(event: StageEvent, journey: Journey): Counted[] {
  const { dimensions } = event;
  const column = event.outcome === 'failed' ? (event.failureClass ?? 'unknown') : event.outcome;
  const stage = journey.stages.findIndex(({ id }) => id === event.stage);
  const begins = column === 'started' && stage === 0;
  const ends = column !== 'started' && (event.final === true || column !== 'ok' || stage === journey.stages.length - 1);
  return Array.from({ length: event.count }, (_, i) => Math.floor((event.occurredAt + (event.spanMs * i) / event.count) / 1000)).flatMap(
    (second) => [
      { stage: event.stage, column, second, dimensions },
      ...(begins || ends ? [{ stage: WHOLE_ATTEMPT, column, second, dimensions }] : []),
    ],
  );
}

/** What everything counts as by `now` (seconds since the epoch). `seed`: the installation's, which tells equals apart. */
export function countedPlainly(events: Iterable<StageEvent>, journey: Journey, now: number, seed = 1): Counted[] {
  const once = [...new Map([...events].map((event) => [`${event.tenant}|${event.id}`, event])).values()];
  const isMany = (event: StageEvent): boolean => event.count > 1 || event.spanMs > 0;
  const prints = new Fingerprints(seed);
  const orderOf = (attempt: string): number => {
    const { high, low } = prints.attempt({ tenant: 'default', journey: journey.id }, attempt);
    return high * 2 ** 20 + low / 2 ** 12;
  };
  const attempts = attemptsPlainly(
    once.filter((event) => !isMany(event)),
    journey,
    now,
  );
  return [...once.filter(isMany).flatMap((event) => manyOf(event, journey)), ...countedOf(attempts, orderOf)];
}

/**
 * What the windows must hold, counted the plain way: objects, no order, no tiers. Written apart from the product's own
 * counting on purpose.
 * @param width width of a slice in seconds
 * @param shift seconds by which slices begin before those of UTC (days of a time zone)
 */
export function countPlainly(counted: readonly Counted[], journey: Journey, width: number, shift = 0): OracleCounts {
  const counts: OracleCounts = new Map();
  const cuboids = journey.cuboids.map(({ dimensions }) => [...dimensions].sort());
  for (const { stage, column, second, dimensions: values } of counted) {
    const slice = Math.floor((second + shift) / width) * width - shift;
    for (const dimensions of cuboids) {
      const pairs = dimensions.map((id) => [id, values[id]] as const);
      if (pairs.some(([, value]) => value === undefined)) continue;
      const name = `${stage}|${pairs.map(([id, value]) => `${id}=${value}`).join(',')}|${slice}|${column}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}
