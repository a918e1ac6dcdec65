import { SCENARIOS } from './scenario-list.js';
import { live, START } from './run.js';
const [only, seeds = '1'] = process.argv.slice(2);
for (const scenario of SCENARIOS.filter(({ id }) => only === undefined || id.startsWith(only)))
  for (const seed of seeds.split(',').map(Number)) {
    const t0 = process.cpuUsage().user;
    const changes = await live(scenario, seed);
    console.log(`== ${scenario.id} seed ${seed} ${((process.cpuUsage().user - t0) / 1e6).toFixed(1)} s cpu`);
    const s = (ms: number | null): string => (ms === null ? '-' : ((ms - START) / 1000).toFixed(0));
    for (const { at, type, reason, incident: i } of changes)
      console.log(
        `${s(at)} ${type} ${reason} ${i.id} ${i.kind}/${i.class} ${i.severity} ${JSON.stringify(i.cause[0]?.segment)} @${i.stages.join('+')} since ${s(i.startedAt)} ${i.failed}/${i.total} usual ${i.baseline.rate.toFixed(3)} extra ${i.cause[0]?.extraShare.toFixed(2)} traffic ${i.cause[0]?.trafficShare.toFixed(3)} m${i.merchants.count} pages ${i.pages}`,
      );
  }
