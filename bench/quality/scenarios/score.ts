import { matchesValue, WHOLE_ATTEMPT, type Incident, type IncidentChange } from '@tillwatch/domain';
import { Random } from '../../../libs/explanation/quality/random.js';
import { CATALOGUE, START } from './run.js';
import { drawVisitor, LEAVE, NEWCOMER, STEPS, type Step, type Visitor } from './shop.js';
import type { Scenario, Truth } from './scenario-list.js';

const SECOND = 1_000;
/** An incident belongs to a cause if it is told by so long after its end (ms). */
const AFTERWARDS_MS = 300 * SECOND;
/** Customers among whom rows are compared. */
const SAMPLE = 6_000;
/** Missing outcomes without which no silence is certain (Poisson, one false alarm in 30,000 segment-days). */
const MISSING = 19.4;

const random = new Random(7);
const VISITORS: readonly Visitor[] = Array.from({ length: SAMPLE }, (_, i) =>
  drawVisitor(random, undefined, i % 20 === 0 ? NEWCOMER : undefined),
);

const DIMENSIONS = CATALOGUE.journeys.find(({ id }) => id === 'checkout')?.dimensions ?? [];

/** How one cause fared in one run. Seconds; Infinity for never. */
export interface Fate {
  readonly delay: number;
  readonly exact: boolean;
  readonly incidents: number;
  readonly over: number;
  readonly startError: number;
}

/** How one run fared: its causes, and incidents of nothing that is known. */
export interface Outcome {
  readonly fates: readonly Fate[];
  readonly others: readonly Incident[];
}

/** Judges what was told in a run by what is known to be true. */
export function score(scenario: Scenario, changes: readonly IncidentChange[]): Outcome {
  const last = new Map(changes.map(({ incident }) => [incident.id, incident]));
  const belongs = (incident: Incident, truth: Truth): boolean => {
    const [from, until] = [START + truth.from * SECOND, START + truth.to * SECOND + AFTERWARDS_MS];
    return incident.openedAt >= from && incident.openedAt <= until && shared(truth, incident) > 0;
  };
  const best = (incident: Incident): Truth | undefined =>
    scenario.truths.filter((truth) => belongs(incident, truth)).sort((a, b) => likeness(b, incident) - likeness(a, incident))[0];
  const incidents = [...last.values()];
  const fates = scenario.truths.map((truth) => {
    const own = incidents.filter((incident) => best(incident) === truth);
    return fateOf(truth, own);
  });
  return { fates, others: incidents.filter((incident) => best(incident) === undefined) };
}

function fateOf(truth: Truth, own: readonly Incident[]): Fate {
  const told = own.filter(({ kind }) => truth.kinds.includes(kind)).sort((a, b) => a.openedAt - b.openedAt)[0];
  const ends = own.map(({ resolvedAt }) => resolvedAt ?? Infinity);
  return {
    delay: told === undefined ? Infinity : (told.openedAt - START) / SECOND - truth.from,
    exact: told !== undefined && likeness(truth, told) === 1,
    incidents: own.length,
    over: (Math.max(-Infinity, ...ends) - START) / SECOND - truth.to,
    startError: told === undefined ? Infinity : Math.abs((told.startedAt - START) / SECOND - truth.from),
  };
}

/** Whether a customer's step lies in an incident's rows. */
function isIn({ cause, stages }: Incident, visitor: Visitor, step: Step): boolean {
  if (!stages.includes(step) && !stages.includes(WHOLE_ATTEMPT)) return false;
  const { browser, browser_version: version } = visitor.dimensions;
  const values: Readonly<Record<string, string | undefined>> = { ...visitor.dimensions, browser_version: `${browser}/${version}` };
  return Object.entries(cause[0]?.segment ?? {}).every(([id, pattern]) => {
    const value = values[id];
    return value !== undefined && matchesValue(DIMENSIONS.find((dimension) => dimension.id === id) ?? {}, pattern, value);
  });
}

function shared(truth: Truth, incident: Incident): number {
  return pairs((visitor, step) => truth.steps.includes(step) && truth.hits(visitor.dimensions) && isIn(incident, visitor, step));
}

/** Rows that are both an incident's and a cause's as a share of those that are either's: 1 for the same. */
function likeness(truth: Truth, incident: Incident): number {
  const told: Incident = truth.stepsMayDiffer === true ? { ...incident, stages: [...STEPS] } : incident;
  const either = pairs((visitor, step) => (truth.steps.includes(step) && truth.hits(visitor.dimensions)) || isIn(told, visitor, step));
  return shared(truth, told) / either;
}

function pairs(counts: (visitor: Visitor, step: Step) => boolean): number {
  return VISITORS.reduce((sum, visitor) => sum + STEPS.filter((step) => counts(visitor, step)).length, 0);
}

/**
 * Seconds that anybody needs who knows a cause's rows and both rates (ln ARL / KL, as in the grid; for rates that change, until the
 * information has come together; for silence, until so many are missing). undefined for what takes time, of which no rate is told.
 */
export function boundOfCause({ perSecond }: Scenario, truth: Truth): number | undefined {
  const hit = VISITORS.filter(({ dimensions }) => truth.hits(dimensions));
  const share = hit.length / SAMPLE;
  if (truth.silent === true) return MISSING / (perSecond * share);
  if (truth.rate === undefined) return undefined;
  const here = truth.steps.map((step) => reach(hit, step));
  const each = (perSecond * share) / hit.length;
  const outcomes = here.reduce((sum, at) => sum + at.total, 0) * each;
  const needed = Math.log(30_000 * 86_400 * outcomes);
  let known = 0;
  for (let second = 1; second <= 7_200; second += 1) {
    for (const { total, usual } of here) known += total * each * divergence(Math.max(usual, truth.rate(second - 0.5)), usual);
    if (known >= needed) return second + (truth.lateBy ?? 0);
  }
  return Infinity;
}

function reach(visitors: readonly Visitor[], step: Step): { total: number; usual: number } {
  let [total, failed] = [0, 0];
  for (const { usual } of visitors) {
    const before = STEPS.slice(0, STEPS.indexOf(step));
    const arrives = before.reduce((product, earlier) => product * (1 - usual[earlier]), 1 - LEAVE);
    total += arrives;
    failed += arrives * usual[step];
  }
  return { total, usual: failed / Math.max(total, 1e-9) };
}

function divergence(now: number, usual: number): number {
  if (now <= usual) return 0;
  return now * Math.log(now / usual) + (1 - now) * Math.log((1 - now) / (1 - usual));
}
