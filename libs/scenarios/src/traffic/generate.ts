import type { WireEvent } from '@tillwatch/contract';
import { mix, Random } from '../chance/random.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Shop } from '../shop/shop.js';
import type { Attempt, Step } from './attempt.js';
import { arrivals, longestDelay, type SentEvent } from './delivery.js';
import { LONGEST_PURCHASE_MS, playPurchase } from './purchase.js';
import { DEMO_EVENTS_PER_SECOND, purchaseRate } from './volume.js';
import { concludedEvent, startedEvent } from './wire.js';
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

function sendStep(stream: Stream, random: Random, attempt: Attempt, step: Step): void {
  const subject = { stage: step.stage, customer: attempt.customer, means: attempt.means };
  const { influence } = stream.world;
  const heard = (at: number): boolean => !influence.isSilent(subject, at);
  send(stream, random, step.startedAt, () => (heard(step.startedAt) ? startedEvent(attempt, step) : undefined));
  send(stream, random, step.endedAt, () => (heard(step.endedAt) ? concludedEvent(attempt, step) : undefined));
}

/** Plays all purchases that start in one second. Chance depends on seed and second alone, so any part can be played by itself. */
function playSecond(stream: Stream, second: number): void {
  const { world, eventsPerSecond } = stream;
  const random = new Random(mix(world.seed, second));
  const customers = random.poisson(purchaseRate(world, eventsPerSecond, second * 1000 + 500));
  for (let n = 0; n < customers; n++) {
    const at = second * 1000 + random.below(1000);
    const code = `${world.seed.toString(36)}s${second.toString(36)}n${n.toString(36)}`;
    for (const attempt of playPurchase(world, random, code, at)) {
      for (const step of attempt.steps) sendStep(stream, random, attempt, step);
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
  const before = options.busyAtStart === false ? 0 : LONGEST_PURCHASE_MS + longestDelay(scenario.delivery);
  const first = Math.floor((options.from - before) / 1000);
  for (let second = first; second * 1000 < options.to; second++) {
    playSecond(stream, second);
    const due = stream.waiting.get(second);
    if (due === undefined) continue;
    stream.waiting.delete(second);
    yield* due.sort((a, b) => a.arrivesAt - b.arrivesAt);
  }
}
