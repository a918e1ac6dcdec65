// `npm run chaos`: kills what can be killed while events come in, and compares everything stored with a plain count.
// Options: --rounds N (of each accident, default 20), --events N (default 200000), --kills N a round (default 10), --seed N,
// --only TEXT (accidents whose name contains it), --json.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ACCIDENTS, runRound, type RoundResult } from './round.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    events: { type: 'string', default: '200000' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function lineOf(result: RoundResult): string {
  const { accident, seed, events, kills, torn, batches, batchesSent, faults, cells, wrong, attempts, wrongAttempts, seconds } = result;
  const again = batchesSent - batches;
  return `${accident.padEnd(24)} seed ${seed}: ${events} events, ${kills} kills, ${(torn / 1000).toFixed(0)} kB torn, ${again} batches sent again, ${faults} reloads, ${attempts} attempts, ${wrongAttempts} wrong, ${cells} cells, ${wrong} wrong (${seconds.toFixed(1)} s)`;
}

const program = join(import.meta.dirname, 'counting-child.js');
const results: RoundResult[] = [];
for (const accident of ACCIDENTS.filter((name) => values.only === undefined || name.includes(values.only))) {
  for (let n = 0; n < Number(values.rounds); n++) {
    const seed = Number(values.seed) + n;
    const result = await runRound({ accident, events: Number(values.events), kills: Number(values.kills), seed, program });
    results.push(result);
    say(lineOf(result));
    for (const example of result.examples) say(`    ${example}`);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`);
const wrong = results.reduce((sum, result) => sum + result.wrong + result.wrongAttempts, 0);
say(`${results.length} rounds, ${results.reduce((sum, { cells }) => sum + cells, 0)} cells compared, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
