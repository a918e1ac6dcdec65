// Plants a fault into the card attempts of psp/psp-2019-01.csv and writes them as events; what there is to find goes to stderr:
//   node examples/faults/psp-faults.mjs FILE.csv rise|silence|late|none [from] [hours] [provider] [card] > events.ndjson
//   npx tillwatch backtest events.ndjson
import { plant, USUAL_FAULT } from './psp-plant.mjs';

const [file, fault, from = USUAL_FAULT.from, hours = USUAL_FAULT.hours, ...pair] = process.argv.slice(2);
const [provider = USUAL_FAULT.provider, card = USUAL_FAULT.card] = pair;
const { events, facts } = plant(file, fault, { from, hours: Number(hours), provider, card });
process.stderr.write(`${JSON.stringify(facts)}\n`);
for (const event of events) process.stdout.write(`${JSON.stringify(event)}\n`);
