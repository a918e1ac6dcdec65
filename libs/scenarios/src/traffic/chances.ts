import type { Subject } from '../scenario/influence.js';
import { PROVIDERS } from '../shop/providers.js';
import { reasonMix, type Reason } from '../shop/reasons.js';
import { STAGE_MODELS, usualEnds, type MethodId, type StageId } from '../shop/stages.js';
import { Weighted } from '../chance/weighted.js';
import type { Random } from '../chance/random.js';
import { climate, type World } from './world.js';

/** Probabilities of one attempt at one stage; what is left of 1 goes well. */
export interface Chances {
  readonly system: number;
  readonly declined: number;
  /** Failures on top of the usual ones that the scenario forces, all for this reason. */
  readonly forced: number;
  readonly forcedReason: Reason;
  readonly left: number;
  /** Share of those who left that anybody tells of. */
  readonly leavingSeen: number;
}

/** Nothing usual fails more often than this. */
const MOST = 0.5;
/** Somebody refused a moment ago is refused again this often when paying the same way. */
export const REPEATED_REFUSAL = 0.4;

const BREAKS = new Map(PROVIDERS.map((provider) => [provider.id, provider.breaks] as const));

/** The page has loaded before a provider is in the game. */
const BEFORE_PROVIDER: readonly StageId[] = ['opened', 'method'];

/**
 * What may happen to this subject at this stage and time.
 *
 * @param refusedBefore the same person was refused here a moment ago with the same means
 */
export function chancesOf(world: World, subject: Subject, at: number, refusedBefore = false): Chances {
  const { stage, customer, means } = subject;
  const usual = usualEnds(stage, means.method);
  const outer = BEFORE_PROVIDER.includes(stage);
  const luck = climate(world, outer ? '' : means.provider, at);
  const breaks = (customer.agent.kind.breaks[stage] ?? 1) * (outer ? 1 : (BREAKS.get(means.provider)?.[stage] ?? 1));
  const system = Math.min(MOST, usual.system * breaks * luck);
  const declined = refusedBefore ? REPEATED_REFUSAL : Math.min(MOST, usual.declined * (means.issuer?.refuses ?? 1) * luck);
  const forced = world.influence.forcedOn(subject, at);
  const leaving = leavingAt(world, subject, at);
  const concluded = 1 - leaving.left;
  const extra = forced === undefined ? 0 : Math.max(0, forced.rate - system - declined);
  return {
    system: system * concluded,
    declined: declined * concluded,
    forced: extra * concluded,
    forcedReason: forced?.effect.reason ?? 'unknown',
    ...leaving,
  };
}

/** How many leave here and now: the usual, or more where an effect drives them away. */
function leavingAt(world: World, subject: Subject, at: number): Pick<Chances, 'left' | 'leavingSeen'> {
  const { left } = usualEnds(subject.stage, subject.means.method);
  const driven = world.influence.leavingOf(subject, at);
  if (driven !== undefined && driven.rate > left) return { left: driven.rate, leavingSeen: driven.seen ?? 0 };
  return { left, leavingSeen: STAGE_MODELS[subject.stage].leavingSeen };
}

/** Share of failures that nobody can put into a class. */
export const UNKNOWN_SHARE = 0.04;

const mixes = new Map<string, Weighted<Reason>>();

/** Draws why a usual failure happened. */
export function drawReason(random: Random, stage: StageId, end: 'system' | 'declined', method: MethodId): Reason {
  if (random.chance(UNKNOWN_SHARE)) return 'unknown';
  const key = `${stage} ${end} ${method}`;
  let drawn = mixes.get(key);
  if (drawn === undefined) {
    const mix = reasonMix(stage, end, method);
    drawn = new Weighted(
      mix.map(([reason]) => reason),
      (_, index) => mix[index]?.[1] ?? 0,
    );
    mixes.set(key, drawn);
  }
  return drawn.draw(random);
}
