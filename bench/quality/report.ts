// Prints how often the detector cries wolf and how long it takes to see a rise. `npm run quality:first`; about five minutes on one core.
import { boundOf, delaysOf, JUMPS } from './delays.js';
import { falseAlarms, type Extent } from './false-alarms.js';
import { POPULATIONS } from './populations.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const row = (cells: readonly (string | number)[]): boolean => say(`| ${cells.join(' | ')} |`);
const seconds = (value: number): string =>
  value === Infinity ? 'missed' : value < 120 ? `${value.toFixed(0)} s` : `${(value / 60).toFixed(1)} min`;
const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** Upper 95 % limit of a Poisson count: exact for 0, Wilson–Hilferty above. */
function upperLimit(count: number): number {
  if (count === 0) return 3;
  const k = count + 1;
  return k * (1 - 1 / (9 * k) + 1.645 / (3 * Math.sqrt(k))) ** 3;
}

function printFalseAlarms(title: string, extent: Extent): void {
  say(`\n${title}: ${extent.segments} segments × ${extent.days} days each, ticks of ${extent.tickMs / 1_000} s\n`);
  row([
    'healthy world',
    'segment-days',
    'fired',
    'critical',
    'per 1,000 segments in 30 days (95 % limit)',
    'on watch',
    'static 5 min > 2 × usual, min 100',
  ]);
  row(Array<string>(7).fill('---'));
  for (const population of POPULATIONS) {
    const found = falseAlarms(population, extent);
    const scale = 30_000 / found.segmentDays;
    const rate = `${(found.firing * scale).toFixed(0)} (≤ ${(upperLimit(found.firing) * scale).toFixed(0)})`;
    row([population.name, found.segmentDays, found.firing, found.critical, rate, percent(found.watching), found.static]);
  }
}

function printDelays(runs: number): void {
  say(`\nFrom the jump to firing, median / 95th percentile of ${runs} seeds, ticks of 1 s\n`);
  row(['usual → now', 'outcomes a second', 'bound (rates known)', 'steady', 'drifting, half of them restless']);
  row(Array<string>(5).fill('---'));
  for (const jump of JUMPS) {
    const shown = [false, true].map((lively) => {
      const sorted = delaysOf(jump, lively, runs);
      const at = (share: number): string => seconds(sorted[Math.ceil(share * (sorted.length - 1))] ?? Number.NaN);
      return `${at(0.5)} / ${at(0.95)}`;
    });
    row([`${percent(jump.from)} → ${percent(jump.to)}`, jump.perSecond, seconds(boundOf(jump)), ...shown]);
  }
}

const size = Number(process.argv[2] ?? 200);
printFalseAlarms('With a week of history', { segments: size, days: 2, tickMs: 10_000, historyDays: 7 });
printFalseAlarms('With a week of history, as live', { segments: Math.ceil(size / 5), days: 1, tickMs: 1_000, historyDays: 7 });
printFalseAlarms('From a cold start', { segments: size, days: 2, tickMs: 10_000, historyDays: 0 });
printDelays(20);
