// Plants one fault after the other, plays each to `tillwatch backtest` and prints a table of what was found, how late and by whose bound:
//   npm run build && node examples/faults/psp-table.mjs FILE.csv
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { plant, USUAL_FAULT } from './psp-plant.mjs';

const [file] = process.argv.slice(2);
const PROGRAM = fileURLToPath(new URL('../../bin/tillwatch.mjs', import.meta.url));
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

const day = (n, hour = 0) => `2019-01-${String(n).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+01:00`;
const CASES = [
  ['rise', {}],
  ['late', {}],
  ['rise', { from: day(8) }],
  ['rise', { from: day(15), hours: 48 }],
  ['rise', { from: day(22), hours: 48 }],
  ['rise', { from: day(22, 12), hours: 2, provider: 'Simplecard', card: 'Visa' }],
  ...[8, 15, 22].map((n) => ['silence', { from: day(n, 12), hours: 1 }]),
];

const span = (ms) => {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
};
const percent = (rate) => `${(rate * 100).toFixed(0)} %`;

/** Incidents that were opened from the fault on; two days after its end the playing ends. */
function openedOf(events, begin, end) {
  const played = events.filter(({ occurredAt }) => Date.parse(occurredAt) < end + 2 * DAY);
  const input = played.map((event) => JSON.stringify(event)).join('\n');
  const out = execFileSync(process.execPath, [PROGRAM, 'backtest', '-'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.filter(({ type, at }) => type === 'incident.opened' && Date.parse(at) >= begin);
}

function rowOf([fault, changes]) {
  const asked = { ...USUAL_FAULT, ...changes };
  const { from, hours, provider, card } = asked;
  const [begin, end] = [Date.parse(from), Date.parse(from) + hours * HOUR];
  const { events, facts } = plant(file, fault, asked);
  const [first, ...others] = openedOf(events, begin, end);
  const isSilence = fault === 'silence';
  const rates = `${percent(facts.usual)} → ${percent(facts.planted)} (as they are ${percent(facts.asTheyAre)})`;
  const where = isSilence ? 'silence' : `${provider} × ${card}, ${rates}${fault === 'late' ? ', told 90 s late' : ''}`;
  const cells = [`${where}, ${hours} h from ${from.slice(0, 16).replace('T', ' ')}`, facts.anHour.toFixed(1), span(facts.bound)];
  if (first === undefined) return [...cells, `no: ${facts.attempts} attempts`, '', '', ''];
  const { kind, cause, startedAt, failed, total, baseline } = first.incident;
  const [delay, off] = [Date.parse(first.at) - begin, Date.parse(startedAt) - begin];
  const named = cause
    .map(
      ({ segment }) =>
        Object.entries(segment)
          .map(([key, value]) => `${key}=${value}`)
          .join(', ') || 'all',
    )
    .join('; ');
  const counts = kind === 'volume' ? `expected ${total}, came ${total - failed}` : `${failed} of ${total}, usual ${percent(baseline.rate)}`;
  const told = `${kind}: ${named}; ${counts}${others.length > 0 ? `; and ${others.length} more` : ''}`;
  return [...cells, span(delay), (delay / facts.bound).toFixed(1), `${span(off)} ${off < 0 ? 'early' : 'late'}`, told];
}

const HEAD = ['planted', 'attempts an hour', 'bound', 'found after', 'times the bound', 'start told', 'said'];
const write = (cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
write(HEAD);
write(HEAD.map(() => '---'));
for (const each of CASES) write(rowOf(each));
