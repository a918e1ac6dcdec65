import type { FailureClass } from '@tillwatch/domain';
import type { Random } from '../chance/random.js';
import { RETRIED_STAGES, SKIPPED, STAGES, type StageId } from '../shop/stages.js';
import { chancesOf, UNKNOWN_SHARE } from '../traffic/chances.js';
import type { Customer, Means } from '../traffic/customer.js';
import { MOST_ATTEMPTS, RETRY_SHARE, SAME_MEANS_SHARE } from '../traffic/purchase.js';
import type { World } from '../traffic/world.js';

/** People who are alike in everything that is counted, and come in the same span of time. */
export interface Cohort {
  readonly customer: Customer;
  readonly means: Means;
  readonly people: number;
  /** The time whose luck they share. */
  readonly at: number;
}

/** How many of a cohort ended up where at one stage. */
export type Tally = Record<'started' | 'ok' | 'abandoned' | FailureClass, number>;

interface Flow {
  readonly people: number;
  readonly firstStage: StageId;
  readonly refusedAt: StageId | undefined;
  readonly attempt: number;
}

interface Course {
  readonly world: World;
  readonly random: Random;
  readonly cohort: Cohort;
  readonly tallies: Map<StageId, Tally>;
}

const tallyOf = (tallies: Map<StageId, Tally>, stage: StageId): Tally => {
  const tally = tallies.get(stage) ?? { started: 0, ok: 0, abandoned: 0, system: 0, declined: 0, unknown: 0 };
  tallies.set(stage, tally);
  return tally;
};

/** Draws without replacement from `left` people: how many of them end this way, of those that no way before has taken. */
function take(random: Random, left: number, p: number, restOf: number): number {
  return random.binomial(left, restOf <= 0 ? 0 : Math.min(1, p / restOf));
}

/** One stage for all of them: tallies it, and tells who goes on and who tries again. */
function passStage(course: Course, stage: StageId, people: number, refusedBefore: boolean): { ok: number; broke: number; refused: number } {
  const { world, random, cohort, tallies } = course;
  const tally = tallyOf(tallies, stage);
  const chances = chancesOf(world, { stage, customer: cohort.customer, means: cohort.means }, cohort.at, refusedBefore);
  const breaking = chances.system + chances.forced;
  const broke = take(random, people, breaking, 1);
  const refused = take(random, people - broke, chances.declined, 1 - breaking);
  const left = take(random, people - broke - refused, chances.left, 1 - breaking - chances.declined);
  const unclear = random.binomial(broke, UNKNOWN_SHARE);
  const unclearToo = random.binomial(refused, UNKNOWN_SHARE);
  const ok = people - broke - refused - left;
  tally.started += people;
  tally.ok += ok;
  tally.system += broke - unclear;
  tally.declined += refused - unclearToo;
  tally.unknown += unclear + unclearToo;
  // Who left without a word was given up at the deadline: the past knows.
  tally.abandoned += left;
  return { ok, broke, refused };
}

/** Those who failed and try again: half of them with the same means, of whom the refused will mostly be refused again. */
function again(course: Course, stage: StageId, flow: Flow, failed: { broke: number; refused: number }): void {
  if (!RETRIED_STAGES.includes(stage) || flow.attempt >= MOST_ATTEMPTS) return;
  const { random } = course;
  const refused = random.binomial(failed.refused, RETRY_SHARE);
  const stubborn = random.binomial(refused, SAME_MEANS_SHARE);
  const others = random.binomial(failed.broke, RETRY_SHARE) + refused - stubborn;
  const next = { firstStage: 'method' as const, attempt: flow.attempt + 1 };
  flowThrough(course, { ...next, people: stubborn, refusedAt: stage });
  flowThrough(course, { ...next, people: others, refusedAt: undefined });
}

function flowThrough(course: Course, flow: Flow): void {
  let people = flow.people;
  for (const stage of STAGES.slice(STAGES.indexOf(flow.firstStage))) {
    if (people === 0) return;
    if (SKIPPED[stage]?.includes(course.cohort.means.method) === true) continue;
    const passed = passStage(course, stage, people, flow.refusedAt === stage);
    again(course, stage, flow, passed);
    people = passed.ok;
  }
}

/**
 * Lets a cohort go through the checkout, retries included, by the same chances that single attempts have. Who tries again
 * with other means is counted under the cohort's own: over all cohorts that evens out.
 */
export function tally(world: World, random: Random, cohort: Cohort): ReadonlyMap<StageId, Tally> {
  const tallies = new Map<StageId, Tally>();
  flowThrough({ world, random, cohort, tallies }, { people: cohort.people, firstStage: 'opened', refusedAt: undefined, attempt: 1 });
  return tallies;
}
