import type { WireEvent } from '@tillwatch/contract';
import { mix, Random } from '../chance/random.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Shop } from '../shop/shop.js';
import { arrivals, longestDelay, type SentEvent } from './delivery.js';
import { playSecond } from './life.js';
import { longestPurchase } from './purchase.js';
import { reportsOf } from './reports.js';
import { DEMO_EVENTS_PER_SECOND } from './volume.js';
import { eventOf } from './wire.js';
import { createWorld, type World } from './world.js';

/** What part of a scenario is wanted. Times are milliseconds since the epoch. */
export interface GenerateOptions {
  /** Events that arrive from here on … */
  readonly from: number;
  /** … and before this; Infinity for a stream without end. */
  readonly to: number;
  /** The same seed gives the same shop life, whatever part of it is asked for. */
  readonly seed: number | string;
  /** When the scenario starts. Default: `from`. */
  readonly startsAt?: number;
  /** Average over a week in quiet times. Default {@link DEMO_EVENTS_PER_SECOND}. */
  readonly eventsPerSecond?: number;
  /** Also play the customers who came before `from` and are still busy. Default true; false starts with an empty shop. */
  readonly busyAtStart?: boolean;
}

/** Sets the chance of the telling apart from the chance of what happens. */
const TELLING = 0x165667b1;

/** Everything the seconds of one stream share. */
interface Stream {
  readonly world: World;
  readonly scenario: Scenario;
  readonly options: GenerateOptions;
  readonly eventsPerSecond: number;
  /** Second of arrival → what arrives in it. */
  readonly waiting: Map<number, SentEvent[]>;
}

function send(stream: Stream, random: Random, sentAt: number, make: () => WireEvent | undefined): void {
  const { from, to } = stream.options;
  let event: WireEvent | undefined;
  for (const arrivesAt of arrivals(random, sentAt, stream.scenario.delivery)) {
    if (arrivesAt < from || arrivesAt >= to) continue;
    if ((event ??= make()) === undefined) return;
    const second = Math.floor(arrivesAt / 1000);
    const bucket = stream.waiting.get(second);
    if (bucket === undefined) stream.waiting.set(second, [{ arrivesAt, event }]);
    else bucket.push({ arrivesAt, event });
  }
}

/** Tells of all that happens to those who come in one second. */
function tellSecond(stream: Stream, second: number): void {
  const { world, eventsPerSecond } = stream;
  const { influence } = world;
  // A stream of chance of its own: in whatever way it is told, the same seed lives the same life.
  const random = new Random(mix(world.seed, second, TELLING));
  for (const attempt of playSecond(world, eventsPerSecond, second)) {
    const { customer, means } = attempt;
    for (const report of reportsOf(world, random, attempt)) {
      const silent = report.hidden || influence.isSilent({ stage: report.stage, customer, means }, report.at);
      send(stream, random, report.sentAt, () => (silent ? undefined : eventOf(attempt, report)));
    }
  }
}

function openStream(shop: Shop, scenario: Scenario, options: GenerateOptions): Stream {
  const world = createWorld({ shop, scenario, startsAt: options.startsAt ?? options.from, seed: options.seed });
  return { world, scenario, options, eventsPerSecond: options.eventsPerSecond ?? DEMO_EVENTS_PER_SECOND, waiting: new Map() };
}

/**
 * A shop's life under a scenario, as events in the order in which they arrive. The same options give the same events,
 * and two adjoining ranges give together what one range over both gives.
 */
export function* generate(shop: Shop, scenario: Scenario, options: GenerateOptions): Generator<SentEvent, void, undefined> {
  const stream = openStream(shop, scenario, options);
  const before = options.busyAtStart === false ? 0 : longestPurchase(scenario) + longestDelay(scenario);
  const first = Math.floor((options.from - before) / 1000);
  for (let second = first; second * 1000 < options.to; second++) {
    tellSecond(stream, second);
    const due = stream.waiting.get(second);
    if (due === undefined) continue;
    stream.waiting.delete(second);
    yield* due.sort((a, b) => a.arrivesAt - b.arrivesAt);
  }
}
