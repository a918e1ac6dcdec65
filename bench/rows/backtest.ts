import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WireEvent } from '@tillwatch/contract';
import { installRoot } from '@tillwatch/config';
import { Random } from '../../libs/explanation/quality/random.js';
import { temporaryFolder } from '../place.js';
import { median, type Row } from '../report.js';
import { drawTraffic } from '../traffic.js';

const EVENTS = 400_000;
const PER_SECOND = 1_000;
const RUNS = 3;
/** Events a second (design). */
const WANTED = 50_000;
const END = Date.UTC(2026, 9, 5, 1, 30);

const VALUES = {
  provider: ['kg-inicis', 'toss', 'nice', 'kcp', 'kakaopay', 'naverpay'],
  method: ['card', 'transfer', 'easy', 'phone'],
  issuer: ['shinhan', 'kb', 'hyundai', 'samsung', 'lotte'],
  browser: ['chrome', 'safari', 'samsung-internet', 'edge', 'ie'],
  merchant: Array.from({ length: 50 }, (_, i) => `m${i}`),
};

/** Approvals alone, each of which ends its attempt, as logs of a payment gateway have them; of up to 30,000 different kinds. */
function approvals(): WireEvent[] {
  const random = new Random(1);
  const pick = (values: readonly string[]): string => values[Math.floor(random.next() * random.next() * values.length)] ?? '';
  return Array.from({ length: EVENTS }, (_, i) => {
    const dimensions = Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, pick(values)]));
    const occurredAt = new Date(END - ((EVENTS - i) * 1_000) / PER_SECOND).toISOString();
    const outcome = random.next() < 0.05 ? ({ outcome: 'failed', class: 'system' } as const) : ({ outcome: 'ok' } as const);
    const name = { id: `e${i}`, journey: 'checkout', stage: 'authorisation', attempt: `a${i}` };
    return { ...name, ...outcome, occurredAt, final: true, dimensions };
  });
}

/** Events a second that `tillwatch backtest` says of itself. */
async function speedOf(lines: readonly string[]): Promise<number> {
  const folder = temporaryFolder();
  try {
    const file = join(folder.path, 'events.ndjson');
    writeFileSync(file, lines.join('\n'));
    const program = join(installRoot(), 'bin/tillwatch.mjs');
    const speeds: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const { stderr } = await promisify(execFile)(process.execPath, [program, '--lang', 'en', 'backtest', file]);
      speeds.push(Number(/\(([\d,]+)\/s\), 0 rejected/.exec(stderr)?.[1]?.replaceAll(',', '')));
    }
    return median(speeds);
  } finally {
    folder.remove();
  }
}

/** Lines a second that this process parses as JSON, and does nothing with. */
function parsing(lines: readonly string[]): number {
  const from = performance.now();
  for (const line of lines) JSON.parse(line);
  return (lines.length / (performance.now() - from)) * 1_000;
}

/** How fast a recording is judged. */
export async function backtestRows(): Promise<Row[]> {
  const told = (lines: readonly string[]): string =>
    `parsing the same lines alone: ${Math.round(parsing(lines)).toLocaleString('en-US')}/s`;
  const single = approvals().map((event) => JSON.stringify(event));
  const journeys = drawTraffic({ events: EVENTS, merchants: 50, until: END, perSecond: PER_SECOND }).map((event) => JSON.stringify(event));
  return [
    {
      id: 'backtest',
      what: `backtest, ${EVENTS.toLocaleString('en-US')} approvals at ${PER_SECOND} a second`,
      value: await speedOf(single),
      unit: 'events/s',
      limit: { what: 'wanted', value: WANTED },
      goal: { atLeast: 1 },
      note: told(single),
    },
    {
      id: 'backtest journeys',
      what: `backtest, ${EVENTS.toLocaleString('en-US')} events of whole checkouts, seven stages and all dimensions`,
      value: await speedOf(journeys),
      unit: 'events/s',
      note: told(journeys),
    },
  ];
}
