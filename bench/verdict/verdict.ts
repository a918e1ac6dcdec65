/**
 * `npm run verdict`: how fast the wall turns red, and how often it does so for nothing, on the demo shop in simulated time.
 * Prints figures; nothing here is timed. Options: --seeds N (20), --days N (8), --rate EVENTS_PER_SECOND (40),
 * --seed TEXT (of the healthy days). A healthy day takes some ten minutes of one core.
 */
import { parseArgs } from 'node:util';
import { HEALTHY, type Scenario } from '@tillwatch/scenarios';
import { median } from '../report.js';
import { SimulatedShop, type TileMoment } from './simulated-shop.js';

const START = Date.UTC(2026, 10, 16, 5, 0, 0);
const MINUTE_MS = 60_000;
const LEARNT_DAYS = 5;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    days: { type: 'string', default: '8' },
    rate: { type: 'string', default: '40' },
    seed: { type: 'string', default: 'healthy' },
  },
});

/** kg-inicis sees 10 concluded authorisations a second at this rate of the whole shop. */
const SPIKE_RATE = 580;
const SPIKE_AT_MS = 2 * MINUTE_MS;

const spike: Scenario = {
  id: 'one-provider-fails',
  label: { ko: '결제사 한 곳의 승인 실패', en: 'One provider fails' },
  effects: [
    {
      kind: 'failures',
      match: { stage: 'authorisation', provider: 'kg-inicis' },
      rate: 0.22,
      reason: 'issuer_unavailable',
      fromMs: SPIKE_AT_MS,
      toMs: null,
    },
  ],
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function spikes(seeds: number): Promise<void> {
  const delays: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const shop = new SimulatedShop({ start: START, seed: `spike-${seed}`, eventsPerSecond: SPIKE_RATE, rhythmDepth: 0 });
    await shop.learn(LEARNT_DAYS);
    let red: number | undefined;
    let concluded = 0;
    shop.live(spike, 240, ({ now, tile, state, critical, total }) => {
      if (tile.id !== 'kg-inicis') return;
      if (now === START + SPIKE_AT_MS) concluded = total / 120;
      if (state === 'firing' && critical) red ??= now - START - SPIKE_AT_MS;
    });
    delays.push(red === undefined ? Infinity : red / 1000);
    say(`  seed ${seed}: ${concluded.toFixed(1)} outcomes/s, red after ${red === undefined ? 'never' : `${red / 1000} s`}`);
  }
  say(`one provider fails, 2 % → 22 %: tile red after ${median(delays)} s (median of ${seeds} seeds), worst ${Math.max(...delays)} s`);
}

/** "Rate of the last five minutes above twice the usual, at least 100 outcomes": what many alarms are made of. */
function staticRule({ total, failed, usual }: TileMoment): boolean {
  return total >= 100 && usual !== null && failed / total > 2 * usual;
}

async function healthyDays(days: number, rate: number, seed: string): Promise<void> {
  const shop = new SimulatedShop({ start: START, seed, eventsPerSecond: rate, rhythmDepth: 0.5 });
  await shop.learn(LEARNT_DAYS);
  const was = { red: new Set<string>(), amber: new Set<string>(), watch: new Set<string>(), rule: new Set<string>() };
  const seen = { red: 0, amber: 0, watch: 0, rule: 0 };
  let day = 0;
  const enter = (kind: keyof typeof seen, tile: string, holds: boolean): void => {
    if (holds && !was[kind].has(tile)) seen[kind]++;
    if (holds) was[kind].add(tile);
    else was[kind].delete(tile);
  };
  shop.live(HEALTHY, days * 86_400, (moment) => {
    const { tile, state, critical, now } = moment;
    enter('red', tile.id, state === 'firing' && critical);
    enter('amber', tile.id, state === 'firing' && !critical);
    enter('watch', tile.id, state === 'pending');
    enter('rule', tile.id, staticRule(moment));
    if (Math.floor((now - START) / 86_400_000) > day) {
      day++;
      say(`  after day ${day}: ${JSON.stringify(seen)}`);
    }
  });
  say(`${days} healthy days at ${rate} events/s: ${seen.red} red tiles, ${seen.amber} amber, ${seen.watch} times watch`);
  say(`the rule "5 min > 2 × usual, at least 100" would have fired ${seen.rule} times`);
}

if (Number(values.seeds) > 0) await spikes(Number(values.seeds));
if (Number(values.days) > 0) await healthyDays(Number(values.days), Number(values.rate), values.seed);
