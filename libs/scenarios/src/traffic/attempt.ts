import type { Random } from '../chance/random.js';
import type { Subject } from '../scenario/influence.js';
import { medianMs, SKIPPED, STAGE_MODELS, STAGES, type StageId } from '../shop/stages.js';
import { chancesOf, drawReason } from './chances.js';
import type { Customer, Means } from './customer.js';
import { withHabits } from './habits.js';
import type { Attempt, Step } from './step.js';
import type { World } from './world.js';

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

/** Stages that hung are told as timed out within this long after. */
export const TOLD_WITHIN_MS = 20_000;
/** Things that broke take longer to say so than things that went well. */
const BROKEN_TAKES = 2.5;

function howLong(random: Random, stage: StageId, means: Means, broken: boolean): number {
  const model = STAGE_MODELS[stage];
  const median = medianMs(stage, means.method) * (broken ? BROKEN_TAKES : 1);
  return Math.max(20, Math.round(Math.min(model.maxMs, random.lognormal(median, model.sigma))));
}

/** A stage that does not end, where an effect says so: nobody reports an outcome, or a time-out long after. */
function hungStep(world: World, random: Random, subject: Subject, startedAt: number): Step | undefined {
  const hang = world.influence.hangOf(subject, startedAt);
  if (hang === undefined || !random.chance(hang.share)) return undefined;
  const { stage } = subject;
  if (hang.toldAt === undefined) return { stage, startedAt, endedAt: startedAt, outcome: 'open', hung: true };
  const endedAt = Math.max(startedAt, hang.toldAt) + random.below(TOLD_WITHIN_MS);
  return { stage, startedAt, endedAt, outcome: 'failed', reason: 'timeout', hung: true };
}

/** What becomes of one stage: the first span of [0, 1) that holds the draw. */
function takeStep(world: World, random: Random, start: AttemptStart, at: { stage: StageId; startedAt: number }): Step {
  const { stage, startedAt } = at;
  const { means } = start;
  const subject = { stage, customer: start.customer, means };
  const hung = hungStep(world, random, subject, startedAt);
  if (hung !== undefined) return hung;
  const chances = chancesOf(world, subject, startedAt, start.refusedAt === stage);
  const ended = (broken: boolean): number => startedAt + howLong(random, stage, means, broken);
  let u = random.next();
  if ((u -= chances.forced) < 0) return { stage, startedAt, endedAt: ended(true), outcome: 'failed', reason: chances.forcedReason };
  for (const end of ['system', 'declined'] as const) {
    if ((u -= chances[end]) >= 0) continue;
    return { stage, startedAt, endedAt: ended(end === 'system'), outcome: 'failed', reason: drawReason(random, stage, end, means.method) };
  }
  if (u - chances.left >= 0) return { stage, startedAt, endedAt: ended(false), outcome: 'ok' };
  return { stage, startedAt, endedAt: ended(false), outcome: random.chance(chances.leavingSeen) ? 'abandoned' : 'open' };
}

/** Plays one attempt to its end. */
export function playAttempt(world: World, random: Random, start: AttemptStart): Attempt {
  const steps: Step[] = [];
  let startedAt = start.startsAt;
  for (const stage of STAGES.slice(STAGES.indexOf(start.firstStage))) {
    if (SKIPPED[stage]?.includes(start.means.method) === true) continue;
    const step = withHabits(world.shop, random, start.means, takeStep(world, random, start, { stage, startedAt }));
    steps.push(step);
    if (step.outcome !== 'ok') break;
    startedAt = step.endedAt;
  }
  return { id: start.id, purchase: start.purchase, customer: start.customer, means: start.means, steps };
}
