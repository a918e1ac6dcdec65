import type { Random } from '../chance/random.js';
import { REASON_MODELS } from '../shop/reasons.js';
import { RETRIED_STAGES, STAGE_MODELS, STAGES } from '../shop/stages.js';
import type { Scenario } from '../scenario/scenario.js';
import { playAttempt, TOLD_WITHIN_MS } from './attempt.js';
import { drawCustomer, drawMeans } from './customer.js';
import { LONGEST_HABIT_MS } from './habits.js';
import type { Attempt, Step } from './step.js';
import type { World } from './world.js';

/** Who failed on the way to pay tries again this often. */
export const RETRY_SHARE = 0.55;
/** Who tries again pays the same way this often. */
export const SAME_MEANS_SHARE = 0.5;
export const MOST_ATTEMPTS = 3;

/** Pause before another try, in milliseconds. */
const PAUSE = { medianMs: 12_000, sigma: 0.6, maxMs: 60_000 };

/** Unless something hangs. */
const LONGEST_ATTEMPT_MS = STAGES.reduce((sum, stage) => sum + STAGE_MODELS[stage].maxMs, LONGEST_HABIT_MS);
const LONGEST_PURCHASE_MS = MOST_ATTEMPTS * LONGEST_ATTEMPT_MS + (MOST_ATTEMPTS - 1) * PAUSE.maxMs;

/** The longest that any purchase can take under this scenario from the first thing that happens to the last, in milliseconds. */
export function longestPurchase({ effects }: Scenario): number {
  const hung = effects.map((effect) => (effect.kind === 'hang' && effect.toldAfterwards === true ? (effect.toMs ?? 0) - effect.fromMs : 0));
  const longest = Math.max(0, ...hung);
  return LONGEST_PURCHASE_MS + (longest === 0 ? 0 : longest + TOLD_WITHIN_MS);
}

/** The stage at which a refusal will probably repeat itself; undefined where something broke instead. */
function refusalOf(step: Step): Step['stage'] | undefined {
  return step.reason !== undefined && REASON_MODELS[step.reason].failureClass === 'declined' ? step.stage : undefined;
}

function triesAgain(random: Random, last: Step | undefined): last is Step {
  return last?.outcome === 'failed' && last.hung !== true && RETRIED_STAGES.includes(last.stage) && random.chance(RETRY_SHARE);
}

/** Plays one purchase that starts at `at`: one attempt, and more while somebody tries again. `code` makes its ids unique. */
export function playPurchase(world: World, random: Random, code: string, at: number): Attempt[] {
  const customer = drawCustomer(world.shop, random);
  let means = drawMeans(world.shop, customer.merchant, random);
  const purchase = `order_${code}`;
  const attempts = [playAttempt(world, random, { id: `pay_${code}`, purchase, customer, means, startsAt: at, firstStage: 'opened' })];
  let last = attempts[0]?.steps.at(-1);
  while (attempts.length < MOST_ATTEMPTS && triesAgain(random, last)) {
    const same = random.chance(SAME_MEANS_SHARE);
    if (!same) means = drawMeans(world.shop, customer.merchant, random);
    const startsAt = last.endedAt + Math.round(Math.min(PAUSE.maxMs, random.lognormal(PAUSE.medianMs, PAUSE.sigma)));
    const start = { id: `pay_${code}.${attempts.length + 1}`, purchase, customer, means, startsAt, firstStage: 'method' as const };
    const next = playAttempt(world, random, { ...start, refusedAt: same ? refusalOf(last) : undefined });
    attempts.push(next);
    last = next.steps.at(-1);
  }
  return attempts;
}
