import { parseArgs } from 'node:util';
import { SCENARIOS } from '@tillwatch/scenarios';
import { SimulatedShop } from '../verdict/simulated-shop.js';
const START = Date.UTC(2026, 10, 16, 5, 0, 0);
const { values } = parseArgs({ options: { only: { type: 'string' }, seconds: { type: 'string', default: '2400' }, rate: { type: 'string', default: '40' }, seed: { type: 'string', default: 's1' } } });
for (const scenario of SCENARIOS.filter(({ id }) => values.only === undefined || id.includes(values.only))) {
  const shop = new SimulatedShop({ start: START, seed: values.seed, eventsPerSecond: Number(values.rate), rhythmDepth: 0 });
  await shop.learn(5);
  console.log(`== ${scenario.id} segs ${shop.incidents.judge.size} rows ${shop.fold.leaves.rows.size}`);
  const t0 = performance.now();
  shop.onChange = ({ at, type, reason, incident: i }) => {
    const s = (ms: number | null) => (ms === null ? '-' : ((ms - START) / 1000).toFixed(0));
    console.log(`${s(at)} ${type} ${reason} ${i.id} ${i.kind} ${i.severity} ${JSON.stringify(i.cause[0]?.segment)} @${i.stages.join('+')} since ${s(i.startedAt)} ${i.failed}/${i.total} usual ${i.baseline.rate.toFixed(3)} extra ${i.cause[0]?.extraShare.toFixed(2)} traffic ${i.cause[0]?.trafficShare.toFixed(3)} m${i.merchants.count} pm ${i.perMinute.toFixed(1)} ${i.errors.slice(0,2).map((e)=>e.category+'/'+e.code+':'+e.failed)} pages ${i.pages}`);
  };
  shop.live(scenario, Number(values.seconds), () => undefined);
  console.log(`   ${((performance.now() - t0) / 1000).toFixed(1)} s rows ${shop.fold.leaves.rows.size}`);
}
