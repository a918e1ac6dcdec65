// `npm run bench`: measures this build against limits taken in the same run. Options: --only NAME,… (sections; wall and heap take
// minutes and are measured only when named), --json.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { judge, lineOf, type JudgedRow, type Row } from './report.js';
import { acknowledgeRows } from './rows/acknowledge.js';
import { attemptRows } from './rows/attempts.js';
import { backtestRows } from './rows/backtest.js';
import { deliveryRows } from './rows/delivery.js';
import { explainRows } from './rows/explain.js';
import { heapRows } from './rows/heap.js';
import { ingestRows } from './rows/ingest.js';
import { judgeRows } from './rows/judge.js';
import { scanRows } from './rows/scan.js';
import { screenRows } from './rows/screen.js';
import { scriptRows } from './rows/script-cpu.js';
import { storageRows } from './rows/storage.js';
import { wallRows } from './rows/wall.js';

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean', default: false } } });
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What is measured, in this order. */
const sections: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  ingest: ingestRows,
  acknowledge: acknowledgeRows,
  storage: async () => {
    const { rows, bareDedupe } = await scriptRows();
    return [...rows, ...(await storageRows(bareDedupe))];
  },
  attempts: attemptRows,
  scan: scanRows,
  explain: explainRows,
  judge: judgeRows,
  backtest: backtestRows,
  delivery: deliveryRows,
  screen: screenRows,
};

/** What takes too long to be measured each time: only when it is named. */
const onRequest: typeof sections = { wall: wallRows, heap: heapRows };

const wanted = values.only?.split(',') ?? Object.keys(sections);
const results: JudgedRow[] = [];
const load = [loadavg()[0] ?? 0];
for (const name of wanted) {
  const measure = sections[name] ?? onRequest[name];
  if (measure === undefined)
    throw new Error(`There is no section ${name}; there are ${Object.keys({ ...sections, ...onRequest }).join(', ')}.`);
  say(`· ${name} …`);
  for (const row of await measure()) {
    results.push(judge(row));
    say(lineOf(judge(row)));
  }
  load.push(loadavg()[0] ?? 0);
}
const missed = results.filter(({ met }) => met === false);
say(`${results.length} figures, ${missed.length} goals missed; load of the machine ${load.map((value) => value.toFixed(1)).join(' → ')}`);
if (values.json) process.stdout.write(`${JSON.stringify({ load, rows: results })}\n`);
