import { SCENARIOS } from './scenario-list.js';
import { live, START } from './run.js';
const s = SCENARIOS.find(({ id }) => id === 'hidden slice')!;
(globalThis as any).probe = (inst: any, second: number) => {
  if (second % 30 !== 29) return;
  for (const [stage, seg] of [['authorisation', { provider: 'nhn-kcp', issuer: 'bc' }], ['authorisation', { issuer: 'bc' }]] as const) {
    const j = inst.judgedOf({ journey: 'checkout', stage }, seg);
    const m = j && inst.incidents.judge.signal('failure_rate').memory(j.segment.series);
    console.log(second, JSON.stringify(seg), JSON.stringify(j?.verdict), JSON.stringify(m?.live), JSON.stringify(m?.reference), JSON.stringify(m?.block));
  }
};
await live({ ...s, seconds: 420 }, 1);
