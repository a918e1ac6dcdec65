import { HEALTHY, type Scenario } from '@tillwatch/scenarios';
import { SimulatedShop } from '../verdict/simulated-shop.js';
const START = Date.UTC(2026, 10, 16, 5, 0, 0);
const M = 60_000;
const f = (match: object, rate: number, fromMs: number, toMs: number | null, reason = 'issuer_unavailable') => ({ kind: 'failures', match, rate, reason, fromMs, toMs });
const all: Record<string, unknown[]> = {
  ie: [f({ stage: 'authentication', provider: 'kg-inicis', browser: 'ie' }, 0.31, 5 * M, 15 * M, 'client_error')],
  two: [f({ stage: 'authorisation', provider: 'kg-inicis' }, 0.3, 5 * M, 15 * M), f({ stage: 'window', provider: 'kakaopay' }, 0.3, 6 * M, 14 * M)],
  hang: [{ kind: 'hang', match: { stage: 'window', provider: 'kg-inicis' }, fromMs: 5 * M, toMs: 12 * M }],
};
const rate = Number(process.argv[3] ?? 200);
for (const [id, effects] of Object.entries(all).filter(([k]) => process.argv[2] === undefined || process.argv[2] === k)) {
  const scenario = { ...HEALTHY, id, effects } as unknown as Scenario;
  const shop = new SimulatedShop({ start: START, seed: 'q1', eventsPerSecond: rate, rhythmDepth: 0 });
  await shop.learn(5);
  console.log(`== ${id}`);
  shop.onChange = ({ at, type, reason, incident: i }) => {
    const s = (ms: number | null) => (ms === null ? '-' : ((ms - START) / 1000).toFixed(0));
    console.log(`${s(at)} ${type} ${reason} ${i.id} ${i.kind} ${i.severity} ${JSON.stringify(i.cause[0]?.segment)} @${i.stages.join('+')} since ${s(i.startedAt)} ${i.failed}/${i.total} usual ${i.baseline.rate.toFixed(3)} extra ${i.cause[0]?.extraShare.toFixed(2)} traffic ${i.cause[0]?.trafficShare.toFixed(3)} m${i.merchants.count}`);
  };
  shop.live(scenario, 1300, () => undefined);
}
