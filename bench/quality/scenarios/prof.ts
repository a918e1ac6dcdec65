import { SCENARIOS } from './scenario-list.js';
import { live, START } from './run.js';
const s = SCENARIOS.find(({ id }) => id === 'spike')!;
(globalThis as any).probe = (inst: any, second: number) => {
  if (second % 60 !== 59) return;
  for (const [stage, seg] of [['authorisation', {}], ['authorisation', { provider: 'kg-inicis' }]] as const)
    console.log(second, stage, JSON.stringify(seg), JSON.stringify(inst.judgedOf({ journey: 'checkout', stage }, seg)?.verdict));
};
await live({ ...s, seconds: 300 }, 1);
