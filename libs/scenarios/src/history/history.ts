import type { WireEvent } from '@tillwatch/contract';
import type { FailureClass } from '@tillwatch/domain';
import { mix, Random } from '../chance/random.js';
import { HEALTHY } from '../scenario/shipped.js';
import type { Agent } from '../shop/agents.js';
import type { Shop } from '../shop/shop.js';
import type { StageId } from '../shop/stages.js';
import { drawCustomer, drawMeans } from '../traffic/customer.js';
import { DEMO_EVENTS_PER_SECOND, purchaseRate } from '../traffic/volume.js';
import { dimensionsAt, JOURNEY } from '../traffic/wire.js';
import { createWorld, type World } from '../traffic/world.js';
import { tally, type Cohort, type Tally } from './cohort.js';

/** Which past is wanted. */
export interface HistoryOptions {
  /** ms since the epoch, a multiple of `stepMs`. */
  readonly from: number;
  /** Not inside. */
  readonly to: number;
  /** Length of the spans that are told together: 1 min … 1 h. Within one, each combination comes at an instant of its own. */
  readonly stepMs: number;
  /** How many combinations of customer and means a span is spread over, besides the one per kind of browser it has at least. */
  readonly cohorts: number;
  readonly seed: number | string;
  /** Average over a week, as with `generate`. */
  readonly eventsPerSecond?: number;
}

/** Counts of one cohort at one stage as events: one for each outcome that occurred. */
function* stageEvents(id: string, stage: StageId, cohort: Cohort, counts: Tally): Generator<WireEvent> {
  const base = { journey: JOURNEY, stage, occurredAt: new Date(cohort.at).toISOString(), backfill: true as const };
  const { customer, means } = cohort;
  const event = (outcome: WireEvent['outcome'], count: number, failureClass?: FailureClass): WireEvent => {
    const key = `${id}:${stage}:${failureClass ?? outcome}`;
    const dimensions = dimensionsAt(stage, outcome === 'ok' || outcome === 'failed', customer, means);
    const said = failureClass === undefined || failureClass === 'unknown' ? {} : { class: failureClass };
    return { ...base, id: key, attempt: key, outcome, count, dimensions, userAgent: customer.agent.text, ...said };
  };
  for (const outcome of ['started', 'ok', 'abandoned'] as const) if (counts[outcome] > 0) yield event(outcome, counts[outcome]);
  for (const cause of ['system', 'declined', 'unknown'] as const) if (counts[cause] > 0) yield event('failed', counts[cause], cause);
}

/** Purchases of a span, by its beginning, middle and end (Simpson), with the chance of counts. */
function purchasesOf(world: World, random: Random, from: number, options: HistoryOptions): number {
  const rate = (at: number): number => purchaseRate(world, options.eventsPerSecond ?? DEMO_EVENTS_PER_SECOND, at);
  const mean = (rate(from) + 4 * rate(from + options.stepMs / 2) + rate(from + options.stepMs)) / 6;
  return random.poisson((mean * options.stepMs) / 1000);
}

/** Browsers of a span: every kind has its share, rare ones too, so that what is rare but bad does not come in lumps. */
function spread(shop: Shop, random: Random, cohorts: number): { agent: Agent; share: number }[] {
  const kinds = new Map<string, { agents: Agent[]; weight: number }>();
  for (const agent of shop.agents.items) {
    const kind = kinds.get(agent.kind.id) ?? { agents: [], weight: 0 };
    kinds.set(agent.kind.id, { agents: [...kind.agents, agent], weight: kind.weight + agent.weight });
  }
  const total = [...kinds.values()].reduce((sum, { weight }) => sum + weight, 0);
  return [...kinds.values()].flatMap(({ agents, weight }) => {
    const parts = Math.max(1, Math.round((cohorts * weight) / total));
    return Array.from({ length: parts }, () => ({ agent: drawAgent(agents, random), share: weight / total / parts }));
  });
}

function drawAgent(agents: readonly Agent[], random: Random): Agent {
  let u = random.next() * agents.reduce((sum, { weight }) => sum + weight, 0);
  return agents.find(({ weight }) => (u -= weight) < 0) ?? (agents[0] as Agent);
}

/** The numbers below `count` in any order, so that no kind of browser always comes at the same minute. */
function shuffled(count: number, random: Random): number[] {
  return Array.from({ length: count }, (_, slot) => ({ slot, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ slot }) => slot);
}

function* spanEvents(world: World, from: number, options: HistoryOptions): Generator<WireEvent> {
  const random = new Random(mix(world.seed, Math.floor(from / 1000), options.stepMs));
  let rest = purchasesOf(world, random, from, options);
  let restShare = 1;
  const agents = spread(world.shop, random, options.cohorts);
  const slots = shuffled(agents.length, random);
  for (const [n, { agent, share }] of agents.entries()) {
    const people = random.binomial(rest, Math.min(1, share / restShare));
    rest -= people;
    restShare -= share;
    const customer = drawCustomer(world.shop, random, agent);
    const means = drawMeans(world.shop, customer.merchant, random);
    // One after the other instead of all at once through the whole span: a count that is spread costs the windows a slice each.
    const at = from + Math.floor(((slots[n] ?? 0) + 0.5) * (options.stepMs / agents.length));
    const cohort = { customer, means, people, at };
    const id = `demo-history:${new Date(from).toISOString().slice(0, 16)}:${n}`;
    for (const [stage, counts] of tally(world, random, cohort)) yield* stageEvents(id, stage, cohort, counts);
  }
}

/**
 * A healthy past of the shop as counted events, in the order of time: some thousand of them stand for millions of
 * attempts. Drawn by the same chances and the same daily rhythm as live traffic, so that what is usual is known from
 * the first minute on. The same options give the same events with the same ids.
 */
export function* history(shop: Shop, options: HistoryOptions): Generator<WireEvent, void, undefined> {
  const world = createWorld({ shop, scenario: HEALTHY, startsAt: options.from, seed: options.seed });
  for (let from = options.from; from < options.to; from += options.stepMs) yield* spanEvents(world, from, options);
}
