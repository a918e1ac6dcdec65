// Makes events of a shop's checkouts by the hour (cloudwalk/checkout_1.csv, checkout_2.csv): today as it happened, yesterday and
// the same day of the week before as history:
//   node examples/faults/checkouts.mjs FILE.csv > events.ndjson
//   npx tillwatch backtest events.ndjson --config examples/config
import { readFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
const DAY_MS = 86_400_000;
const today = Date.parse('2022-06-01T00:00:00-03:00');
const days = { same_day_last_week: today - 7 * DAY_MS, yesterday: today - DAY_MS, today };

const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
const columns = head.split(',');
for (const [column, day] of Object.entries(days)) {
  for (const line of lines) {
    const values = line.split(',');
    const count = Number(values[columns.indexOf(column)]);
    if (count === 0) continue;
    const at = day + parseInt(values[0], 10) * 3_600_000;
    const event = { id: `${column}:${values[0]}`, journey: 'acquirer', stage: 'authorisation', outcome: 'ok', count, spanMs: 3_600_000 };
    const history = column === 'today' ? {} : { backfill: true };
    process.stdout.write(`${JSON.stringify({ ...event, occurredAt: new Date(at).toISOString(), ...history })}\n`);
  }
}
