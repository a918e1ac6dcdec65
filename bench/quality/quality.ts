/**
 * `npm run quality`: how fast the detector sees what is wrong, and how often it cries wolf, next to rules in common use on the same
 * streams. Writes the tables of docs/quality.md, but none over that of a longer run. Seeded; some minutes of all cores. `--full` lives
 * through 90,000 stationary segment-days and 30 days of the demo shop and takes hours; `--only NAME` one section, with `--runs` of each
 * scenario or `--days` of the demo shop.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { CONTEST, cellOf, contestRow, GRID, jumpText, type Cell } from './delays.js';
import { askedOf, daysOf, fill, longerRunOf, runsOf } from './document.js';
import { ALARM_HEAD, alarmRow } from './false-alarms.js';
import { LATENCY_HEAD, latencyRows } from './latency.js';
import { BEYOND, DRIFTING, STATIONARY } from './populations.js';
import { rivalsOf } from './rivals.js';
import { demoSection } from './scenarios/demo-days.js';
import { scenarioSection } from './scenarios/section.js';
import { quantile, span, table } from './tables.js';
import { CAMPAIGN_HEAD, campaignRows, DROP_HEAD, dropRows, healthyRow } from './volume.js';

const DOCUMENT = new URL('../../docs/quality.md', import.meta.url);
const asked = askedOf(process.argv.slice(2));
const { full } = asked;

/** Seeds of the report. Constants were chosen on seeds below 10,000 and populations 700 to 999. */
const SEEDS = {
  grid: 91_500,
  contest: 92_000,
  drops: 93_000,
  campaigns: 94_000,
  healthy: 95_000,
  latency: 96_000,
  scenarios: 97_600,
  demo: 98_200,
} as const;

/** A rise that lasts longer than this counts as the new usual: one that nobody could prove sooner is none to be told. */
const DETECTABLE_S = 6 * 3_600;

function gridSection(): string {
  const cells = GRID.map((jump) => cellOf(jump, full ? 101 : 31, SEEDS.grid));
  const row = ({ jump, bound, median, p95, ratio }: Cell): (string | number)[] => {
    const note = bound > DETECTABLE_S ? ' (too slow to tell from a new usual)' : ratio > 1.3 ? ' **over**' : '';
    return [jumpText(jump), jump.perSecond, span(bound), span(median), span(p95), ratio.toFixed(2) + note];
  };
  const judged = cells.filter((cell) => cell.bound <= DETECTABLE_S).map((cell) => cell.ratio);
  const over = judged.filter((ratio) => ratio > 1.3).length;
  const head = ['usual → now', 'outcomes a second', 'bound', 'median', '95th percentile', 'median / max(bound, 10 s)'];
  const worst = Math.max(...judged).toFixed(2);
  return `${table(head, cells.map(row))}\n\n${judged.length} detectable cells of ${full ? 101 : 31} runs each: median ratio ${quantile(judged, 0.5).toFixed(2)}, worst ${worst}, ${over} over 1.3.`;
}

async function alarmSection(): Promise<string> {
  const warm = { segments: full ? 9_000 : 300, days: full ? 10 : 5, historyDays: 7 };
  const lively = { ...warm, segments: full ? 3_000 : 300 };
  const rest = { ...warm, segments: full ? 1_000 : 60 };
  const cold = { ...STATIONARY, name: 'stationary, from a cold start', seed: 106 };
  const rows: (string | number)[][] = [await alarmRow(STATIONARY, warm)];
  for (const population of DRIFTING) rows.push(await alarmRow(population, lively));
  rows.push(await alarmRow(cold, { ...rest, historyDays: 0 }));
  for (const population of BEYOND) rows.push(await alarmRow(population, rest));
  return table(ALARM_HEAD, rows);
}

function contestSection(): string {
  const head = ['usual → now', 'outcomes a second', 'bound', 'tillwatch', ...rivalsOf(0.01).map((rival) => rival.name)];
  return table(
    head,
    CONTEST.map((jump) => contestRow(jump, full ? 60 : 20, SEEDS.contest)),
  );
}

function volumeSection(): string {
  const drops = table(DROP_HEAD, dropRows(full ? 60 : 20, SEEDS.drops));
  const campaigns = table(CAMPAIGN_HEAD, campaignRows(full ? 90 : 24, SEEDS.campaigns));
  const healthy = table(
    ['world', 'segment-days', 'alarms', 'per 1,000 segments in 30 days (95 % limit)'],
    [healthyRow(full ? 1_000 : 120, full ? 21 : 7, SEEDS.healthy)],
  );
  return [drops, campaigns, healthy].join('\n\n');
}

const SECTIONS: Readonly<Record<string, () => string | Promise<string>>> = {
  delays: gridSection,
  alarms: alarmSection,
  rivals: contestSection,
  volume: volumeSection,
  latency: () => table(LATENCY_HEAD, latencyRows(full ? 40 : 12, SEEDS.latency)),
  scenarios: () => scenarioSection(runsOf(asked), SEEDS.scenarios),
  demo: () => demoSection(daysOf(asked), SEEDS.demo),
};

let document = readFileSync(DOCUMENT, 'utf8');
for (const [name, section] of Object.entries(SECTIONS)) {
  if (asked.only !== undefined && asked.only !== name) continue;
  const began = performance.now();
  const text = await section();
  process.stdout.write(`\n## ${name} (${((performance.now() - began) / 1_000).toFixed(0)} s)\n\n${text}\n`);
  const longer = longerRunOf(document, name, asked);
  if (longer === undefined) document = fill(document, { name, text }, asked);
  else process.stdout.write(`\nNot written to docs/quality.md: what stands there is of a longer run, \`${longer}\`.\n`);
}
writeFileSync(DOCUMENT, document);
