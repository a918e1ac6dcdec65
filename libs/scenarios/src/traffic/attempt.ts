import type { Random } from '../chance/random.js';
import type { Reason } from '../shop/reasons.js';
import { medianMs, SKIPPED, STAGE_MODELS, STAGES, type StageId } from '../shop/stages.js';
import { chancesOf, drawReason } from './chances.js';
import type { Customer, Means } from './customer.js';
import type { World } from './world.js';

/** How one stage of one attempt went. `open`: nobody ever reported an outcome. */
export interface Step {
  readonly stage: StageId;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'ok' | 'failed' | 'abandoned' | 'open';
  /** Only where it failed. */
  readonly reason?: Reason;
}

/** One pass through the checkout, from beginning to end. */
export interface Attempt {
  readonly id: string;
  readonly purchase: string;
  readonly customer: Customer;
  readonly means: Means;
  readonly steps: readonly Step[];
}

/** What is known before an attempt starts. */
export interface AttemptStart {
  readonly id: string;
  readonly purchase: string;
  readonly customer: Customer;
  readonly means: Means;
  readonly startsAt: number;
  /** A retry does not open the order form again. */
  readonly firstStage: StageId;
  /** The stage at which the same means were refused a moment ago. */
  readonly refusedAt?: StageId | undefined;
}

/** Things that broke take longer to say so than things that went well. */
const BROKEN_TAKES = 2.5;

function howLong(random: Random, stage: StageId, means: Means, broken: boolean): number {
  const model = STAGE_MODELS[stage];
  const median = medianMs(stage, means.method) * (broken ? BROKEN_TAKES : 1);
  return Math.max(20, Math.round(Math.min(model.maxMs, random.lognormal(median, model.sigma))));
}

/** What becomes of one stage: the first span of [0, 1) that holds the draw. */
function takeStep(world: World, random: Random, start: AttemptStart, at: { stage: StageId; startedAt: number }): Step {
  const { stage, startedAt } = at;
  const { customer, means } = start;
  const chances = chancesOf(world, { stage, customer, means }, startedAt, start.refusedAt === stage);
  const ended = (broken: boolean): number => startedAt + howLong(random, stage, means, broken);
  let u = random.next();
  if ((u -= chances.forced) < 0) return { stage, startedAt, endedAt: ended(true), outcome: 'failed', reason: chances.forcedReason };
  for (const end of ['system', 'declined'] as const) {
    if ((u -= chances[end]) >= 0) continue;
    return { stage, startedAt, endedAt: ended(end === 'system'), outcome: 'failed', reason: drawReason(random, stage, end, means.method) };
  }
  if (u - chances.left >= 0) return { stage, startedAt, endedAt: ended(false), outcome: 'ok' };
  return { stage, startedAt, endedAt: ended(false), outcome: random.chance(STAGE_MODELS[stage].leavingSeen) ? 'abandoned' : 'open' };
}

/** Plays one attempt to its end. */
export function playAttempt(world: World, random: Random, start: AttemptStart): Attempt {
  const steps: Step[] = [];
  let startedAt = start.startsAt;
  for (const stage of STAGES.slice(STAGES.indexOf(start.firstStage))) {
    if (SKIPPED[stage]?.includes(start.means.method) === true) continue;
    const step = takeStep(world, random, start, { stage, startedAt });
    steps.push(step);
    if (step.outcome !== 'ok') break;
    startedAt = step.endedAt;
  }
  return { id: start.id, purchase: start.purchase, customer: start.customer, means: start.means, steps };
}
