import { seriesAnswerSchema, type WireEvent } from '@tillwatch/contract';
import { history, JOURNEY, type Shop } from '@tillwatch/scenarios';
import type { Door } from './door.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Steps in which the past is told: by the minute as far as the wall's trend reaches back, by the hour before. */
const FINE = { stepMs: MINUTE, step: '1m', cohorts: 12 } as const;
const COARSE = { stepMs: HOUR, step: '1h', cohorts: 24 } as const;

/** What past is wanted. */
export interface PastOptions {
  readonly shop: Shop;
  readonly now: number;
  readonly days: number;
  readonly seed: string;
  readonly eventsPerSecond: number;
}

/** A part of the past of which the server knows nothing yet. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly detail: typeof FINE | typeof COARSE;
}

const floorTo = (at: number, step: number): number => Math.floor(at / step) * step;

/** The past as it is told, oldest first: whole hours, then the whole minutes of the last one to two hours. */
export function pastOf(now: number, days: number): readonly [Gap, Gap] {
  const end = floorTo(now, MINUTE);
  const fine = floorTo(now - HOUR, HOUR);
  const start = Math.min(fine, floorTo(now - days * 24 * HOUR, HOUR));
  return [
    { from: start, to: fine, detail: COARSE },
    { from: fine, to: end, detail: FINE },
  ];
}

/** Steps in which the server has counted anything; undefined where it does not say. */
async function knownSteps(door: Door, { from, to, detail }: Gap, signal: AbortSignal): Promise<ReadonlySet<number> | undefined> {
  const query = new URLSearchParams({
    journey: JOURNEY,
    stage: 'opened',
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    step: detail.step,
  });
  const answer = seriesAnswerSchema.safeParse(await door.get(`v1/series?${query.toString()}`, signal)).data;
  if (answer === undefined) return undefined;
  const points = answer.groups.flatMap((group) => group.points);
  return new Set(points.filter((point) => point.started + point.total > 0).map((point) => Date.parse(point.at)));
}

/** Neighbouring steps without counts, joined. */
function gapsIn(part: Gap, known: ReadonlySet<number>): Gap[] {
  const gaps: Gap[] = [];
  for (let at = part.from; at < part.to; at += part.detail.stepMs) {
    if (known.has(at)) continue;
    const last = gaps.at(-1);
    if (last?.to === at) gaps[gaps.length - 1] = { ...last, to: at + part.detail.stepMs };
    else gaps.push({ ...part, from: at, to: at + part.detail.stepMs });
  }
  return gaps;
}

/**
 * The parts of the past that the server knows nothing of, so that a second start counts nothing twice; undefined where
 * the server does not say what it knows.
 */
export async function gaps(door: Door, options: Pick<PastOptions, 'now' | 'days'>, signal: AbortSignal): Promise<Gap[] | undefined> {
  const found: Gap[] = [];
  for (const part of pastOf(options.now, options.days)) {
    const known = part.from < part.to ? await knownSteps(door, part, signal) : new Set<number>();
    if (known === undefined) return undefined;
    found.push(...gapsIn(part, known));
  }
  return found;
}

/** The events that tell these parts of the past. */
export function* tell(found: readonly Gap[], { shop, seed, eventsPerSecond }: PastOptions): Generator<WireEvent> {
  for (const { from, to, detail } of found) {
    yield* history(shop, { from, to, stepMs: detail.stepMs, cohorts: detail.cohorts, seed, eventsPerSecond });
  }
}
