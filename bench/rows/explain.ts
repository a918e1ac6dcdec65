import { explain } from '@tillwatch/explanation';
import { drawFaults } from '../../libs/explanation/quality/faults.js';
import { scoreOf } from '../../libs/explanation/quality/score.js';
import { worldOf, type WorldOptions } from '../../libs/explanation/quality/world.js';
import { median, quantile, type Row } from '../report.js';

const LEAVES = 10_000;
const WORLDS = 20;
const WARM_UP = 3;
/** Runs of one world, of which the middle one counts: garbage of the worlds' making is collected in between. */
const RUNS = 5;
const ALLOWED_MS = 150;
/** Seeds that no constant of the explanation was chosen with. */
const SEED = 7_000_001;

const shop: Omit<WorldOptions, 'seed'> = { leaves: LEAVES, outcomes: 120_000, base: 20, wander: 0.1, rate: 0.03 };

/** CPU that an explanation takes (of all threads, so that a busy machine does not count against it) at 10,000 leaves of 7 dimensions with one to three faults, and how many it names exactly. */
export function explainRows(): Row[] {
  const worlds = Array.from({ length: WARM_UP + WORLDS }, (_, i) =>
    worldOf({ ...shop, seed: SEED + i }, drawFaults(1 + (i % 3), shop.outcomes)),
  );
  const runs = worlds.map((world) => {
    const causes = explain(world.table);
    return { world, causes, ms: median(Array.from({ length: RUNS }, () => cpuOf(() => explain(world.table)))) };
  });
  const measured = runs.slice(WARM_UP);
  const times = measured.map(({ ms }) => ms);
  const { found, wrong, missed } = scoreOf(measured);
  const what = `CPU of explaining ${LEAVES.toLocaleString('en-US')} leaves of 7 dimensions`;
  const limit = { what: 'allowed', value: ALLOWED_MS };
  return [
    { id: 'explain p50', what, value: quantile(times, 0.5), unit: 'ms' },
    {
      id: 'explain p95',
      what,
      value: quantile(times, 0.95),
      unit: 'ms',
      limit,
      goal: { atMost: 1 },
      note: `${WORLDS} worlds with 1 to 3 faults: ${found} causes found, ${wrong} wrong, ${missed} missed`,
    },
  ];
}

/** Milliseconds of CPU. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
