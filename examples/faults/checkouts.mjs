// Makes events of a shop's checkouts by the hour (cloudwalk/checkout_1.csv, checkout_2.csv): today's one by one, evenly over their
// hour, for the file does not say when; yesterday and the same day of the week before as history:
//   node examples/faults/checkouts.mjs FILE.csv > events.ndjson
//   npx tillwatch backtest events.ndjson --config examples/config
import { readFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
const today = Date.parse('2022-06-01T00:00:00-03:00');
const days = { same_day_last_week: today - 7 * DAY_MS, yesterday: today - DAY_MS, today };

function write(event, at) {
  process.stdout.write(`${JSON.stringify({ ...event, occurredAt: new Date(at).toISOString() })}\n`);
}

const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
const columns = head.split(',');
for (const [column, day] of Object.entries(days)) {
  for (const line of lines) {
    const values = line.split(',');
    const count = Number(values[columns.indexOf(column)]);
    if (count === 0) continue;
    const at = day + parseInt(values[0], 10) * HOUR_MS;
    const event = { id: `${column}:${values[0]}`, journey: 'acquirer', stage: 'authorisation', outcome: 'ok' };
    if (column !== 'today') write({ ...event, count, spanMs: HOUR_MS, backfill: true }, at);
    else for (let n = 0; n < count; n++) write({ ...event, id: `${event.id}:${n}` }, at + ((n + 0.5) / count) * HOUR_MS);
  }
}
