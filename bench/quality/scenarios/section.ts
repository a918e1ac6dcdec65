import { quantile, span, table } from '../tables.js';
import { answersOf } from '../pool.js';
import { SCENARIOS, type Scenario, type Truth } from './scenario-list.js';
import { boundOfCause, type Fate, type Outcome } from './score.js';
import type { Asked } from './worker.js';

const HEAD = [
  'what happens',
  'found',
  'median delay (worst)',
  'bound',
  'cause exact',
  'incidents per cause',
  'others',
  'over after',
  'start off by',
];

/** Every scenario lived through `runs` times from `firstSeed` on, as a table with its sums. */
export async function scenarioSection(runs: number, firstSeed: number): Promise<string> {
  const asked = SCENARIOS.flatMap(({ id }) => Array.from({ length: runs }, (_, run) => ({ id, seed: firstSeed + run })));
  const tell = (question: Asked, { fates, others }: Outcome): void => {
    process.stderr.write(`${JSON.stringify({ ...question, fates, others: others.length })}\n`);
  };
  const answers = await answersOf<Asked, Outcome>(new URL('./worker.ts', import.meta.url), asked, tell);
  const rows: (string | number)[][] = [];
  const all: Fate[] = [];
  let others = 0;
  for (const [nth, scenario] of SCENARIOS.entries()) {
    const outcomes = answers.slice(nth * runs, (nth + 1) * runs);
    const extra = outcomes.reduce((sum, outcome) => sum + outcome.others.length, 0);
    others += extra;
    if (scenario.truths.length === 0) rows.push([scenario.id, '–', '–', '–', '–', '–', extra, '–', '–']);
    for (const [i, truth] of scenario.truths.entries()) {
      const fates = outcomes.flatMap(({ fates: each }) => each[i] ?? []);
      all.push(...fates);
      rows.push(rowOf(scenario, truth, fates, i === 0 ? extra : 0));
    }
  }
  return `${table(HEAD, rows)}\n\n${sumsOf(all, others, runs)}`;
}

function rowOf(scenario: Scenario, truth: Truth, fates: readonly Fate[], others: number): (string | number)[] {
  const bound = boundOfCause(scenario, truth);
  const delays = fates.map(({ delay }) => delay);
  const count = (is: (fate: Fate) => boolean): string => `${fates.filter(is).length} of ${fates.length}`;
  const nth = scenario.truths.length > 1 ? `, cause ${scenario.truths.indexOf(truth) + 1}` : '';
  return [
    scenario.id + nth,
    count(({ delay }) => delay < Infinity),
    `${span(quantile(delays, 0.5))} (${span(Math.max(...delays))})`,
    bound === undefined ? '–' : span(bound),
    count(({ exact }) => exact),
    (fates.reduce((sum, { incidents }) => sum + incidents, 0) / fates.length).toFixed(2),
    others,
    span(
      quantile(
        fates.map(({ over }) => over),
        0.5,
      ),
    ),
    span(
      quantile(
        fates.map(({ startError }) => startError),
        0.5,
      ),
    ),
  ];
}

function sumsOf(fates: readonly Fate[], others: number, runs: number): string {
  const found = fates.filter(({ delay }) => delay < Infinity);
  const exact = found.filter((fate) => fate.exact).length;
  const incidents = found.reduce((sum, fate) => sum + fate.incidents, 0);
  const slow = found.filter(({ over }) => over > 300).length;
  return `${runs} runs each: ${found.length} of ${fates.length} causes found, ${exact} of these named exactly, ${(incidents / found.length).toFixed(2)} incidents for each, ${slow} over more than 5 min after their end or not at all, ${others} incidents without a cause.`;
}
