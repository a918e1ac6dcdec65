import { type FailureRate, failureRate } from '@tillwatch/domain';
import { HEALTHY } from './scenario/shipped.js';
import type { Agent } from './shop/agents.js';
import type { Shop } from './shop/shop.js';
import { STAGES, type StageId } from './shop/stages.js';
import { generate } from './traffic/generate.js';
import { told } from './traffic/told.js';

/** How often a segment of the healthy shop fails at a stage. */
export interface RateRow extends FailureRate {
  readonly stage: StageId;
  /** Dimension and value; both empty for the stage as a whole. */
  readonly dimension: string;
  readonly value: string;
  /** Concluded outcomes per second over the week's average. */
  readonly perSecond: number;
}

/** Which rates are wanted. */
export interface RatesOptions {
  readonly from: number;
  readonly to: number;
  readonly seed: number | string;
  readonly eventsPerSecond?: number;
}

const KEYS = ['provider', 'method', 'issuer'] as const;

/** Counts what is told of the healthy shop's life, one outcome per attempt and stage, by stage, and by stage and provider, method, issuer and browser. */
export function rates(shop: Shop, options: RatesOptions): RateRow[] {
  const browsers = new Map(shop.agents.items.map((agent: Agent) => [agent.text, agent.browser] as const));
  const counts = new Map<string, { total: number; failed: number }>();
  const count = (key: string, failed: boolean): void => {
    const seen = counts.get(key) ?? { total: 0, failed: 0 };
    counts.set(key, { total: seen.total + 1, failed: seen.failed + (failed ? 1 : 0) });
  };
  for (const { userAgent, outcomes } of told(generate(shop, HEALTHY, options))) {
    for (const { stage, outcome, dimensions } of outcomes) {
      if (outcome === 'abandoned') continue;
      const failed = outcome === 'failed';
      count(`${stage}\t\t`, failed);
      count(`${stage}\tbrowser\t${browsers.get(userAgent ?? '') ?? ''}`, failed);
      for (const key of KEYS) if (dimensions[key] !== undefined) count(`${stage}\t${key}\t${String(dimensions[key])}`, failed);
    }
  }
  return [...counts].map(([key, { total, failed }]) => rowOf(key, total, failed, (options.to - options.from) / 1000)).sort(inOrder);
}

function rowOf(key: string, total: number, failed: number, seconds: number): RateRow {
  const [stage = '', dimension = '', value = ''] = key.split('\t');
  return { stage: stage as StageId, dimension, value, perSecond: total / seconds, ...failureRate(failed, total) };
}

function inOrder(a: RateRow, b: RateRow): number {
  return (
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    (a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : b.total - a.total)
  );
}
