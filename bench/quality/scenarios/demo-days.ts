import { HEALTHY } from '@tillwatch/scenarios';
import { SimulatedShop } from '../../verdict/simulated-shop.js';
import { answersOf } from '../pool.js';
import { upperLimit } from '../tables.js';

const DAY_MS = 86_400_000;
/** A Monday, midnight in Seoul. */
const START = Date.UTC(2026, 10, 15, 15);

/** Some days of the demo shop in which nothing is wrong, after a week of history. */
export interface DemoAsked {
  /** Its first day, counted from the first Monday. */
  readonly first: number;
  readonly days: number;
  readonly seed: number;
}

/** Incidents that were opened in them, each in words. */
export interface DemoAnswer {
  readonly paging: readonly string[];
  readonly others: readonly string[];
}

/** Lives through them. */
export async function liveDemo({ first, days, seed }: DemoAsked): Promise<DemoAnswer> {
  const start = START + first * DAY_MS;
  const shop = new SimulatedShop({ start, seed: `quality-${seed + first}`, eventsPerSecond: 5, rhythmDepth: 1 });
  await shop.learn(7);
  const told = new Map<string, { pages: boolean; text: string }>();
  shop.onChange = ({ incident: { id, kind, cause, stages, failed, total, pages } }) => {
    const text = `${kind} ${JSON.stringify(cause[0]?.segment)} ${stages.join()} ${failed} of ${total}`;
    told.set(id, { text, pages: pages || told.get(id)?.pages === true });
  };
  shop.live(HEALTHY, days * 86_400);
  const of = (paging: boolean): string[] => [...told.values()].filter(({ pages }) => pages === paging).map(({ text }) => text);
  return { paging: of(true), others: of(false) };
}

/** Days that are lived through in one go, at most; shorter where two threads would else not both have something to do. */
const STRETCH = 1.5;

/** How often somebody is woken in so many days, each stretch of them after a week of history of its own. */
export async function demoSection(days: number, seed: number): Promise<string> {
  const stretch = Math.min(STRETCH, days / 2);
  const asked = Array.from({ length: days / stretch }, (_, i): DemoAsked => ({ first: i * stretch, days: stretch, seed }));
  const tell = ({ first }: DemoAsked, { paging, others }: DemoAnswer): void => {
    process.stderr.write(`${JSON.stringify({ day: first, paging, others })}\n`);
  };
  const answers = await answersOf<DemoAsked, DemoAnswer>(new URL('./demo-worker.ts', import.meta.url), asked, tell);
  const paging = answers.reduce((sum, answer) => sum + answer.paging.length, 0);
  const others = answers.reduce((sum, answer) => sum + answer.others.length, 0);
  const [month, limit] = [paging, upperLimit(paging)].map((count) => (30 / days) * count);
  return `${days} simulated days of the healthy demo shop at 5 events a second: ${paging} incidents that page (${month?.toFixed(1)} in 30 days, ≤ ${limit?.toFixed(0)} at 95 %), ${others} that do not.`;
}
