/**
 * `npm run verdict`: how fast the wall turns red, and how often it does so for nothing, on the demo shop in simulated time.
 * Prints figures; nothing here is timed. Options: --seeds N (20), --days N (8), --rate EVENTS_PER_SECOND (40),
 * --seed TEXT (of the healthy days), --only TEXT (troubles whose name contains it). A healthy day takes some ten minutes of one core.
 */
import { parseArgs } from 'node:util';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import type { WireEvent } from '@tillwatch/contract';
import { HEALTHY, type Effect } from '@tillwatch/scenarios';
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
    only: { type: 'string' },
  },
});

/** kg-inicis sees 10 concluded authorisations a second at this rate of the whole shop. */
const SPIKE_RATE = 580;
const SPIKE_AT_MS = 2 * MINUTE_MS;
/** What KG Inicis answers while it fails. */
const TROUBLE_CODES = ['12A8', '12B9', '1235'];

const failures: Effect = {
  kind: 'failures',
  match: { stage: 'authorisation', provider: 'kg-inicis' },
  rate: 0.22,
  reason: 'issuer_unavailable',
  fromMs: SPIKE_AT_MS,
  toMs: null,
};
const late: Effect = {
  kind: 'webhooks',
  match: { provider: 'kg-inicis' },
  byMs: 90_000,
  hidesFailures: true,
  fromMs: SPIKE_AT_MS,
  toMs: null,
};
const hang: Effect = { kind: 'hang', match: { stage: 'window', provider: 'kg-inicis' }, fromMs: SPIKE_AT_MS, toMs: null };

/** What is played, and at which place of the board or beside it somebody must notice. */
interface Trouble {
  readonly what: string;
  readonly effects: readonly Effect[];
  readonly seconds: number;
  readonly place: { readonly stage: string; readonly kind: 'failure_rate' | 'stalled' };
}

const TROUBLES: readonly Trouble[] = [
  {
    what: 'one provider fails, 2 % → 22 % of approvals: its approval is red',
    ...{ effects: [failures], seconds: 300, place: { stage: 'authorisation', kind: 'failure_rate' } },
  },
  {
    what: 'the same, seen in its attempts (its tile on the wall)',
    ...{ effects: [failures], seconds: 300, place: { stage: WHOLE_ATTEMPT, kind: 'failure_rate' } },
  },
  {
    what: 'the same, its webhooks 90 s late and nobody else telling: its approval is red',
    ...{ effects: [failures, late], seconds: 420, place: { stage: 'authorisation', kind: 'failure_rate' } },
  },
  {
    what: 'its payment window hangs, no failure event at all: it is stalled',
    ...{ effects: [hang], seconds: 420, place: { stage: 'window', kind: 'stalled' } },
  },
];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Seconds from the first abnormal outcome's happening until it was detected, and until it was red; and from the trouble's beginning. */
interface Delay {
  readonly detected: number;
  readonly red: number;
  readonly sinceTrouble: number;
}

/** Whether an event is one that the trouble made: a failure for its reason, or an attempt that got into the hanging window. */
function isAbnormal({ stage, outcome, error, dimensions, occurredAt }: WireEvent): boolean {
  if (dimensions?.['provider'] !== 'kg-inicis' || Date.parse(occurredAt) < START + SPIKE_AT_MS) return false;
  if (stage === 'window') return outcome === 'started';
  return stage === 'authorisation' && outcome === 'failed' && TROUBLE_CODES.includes(error?.code ?? '');
}

async function delayOf(trouble: Trouble, seed: number): Promise<Delay> {
  const shop = new SimulatedShop({ start: START, seed: `spike-${seed}`, eventsPerSecond: SPIKE_RATE, rhythmDepth: 0 });
  await shop.learn(LEARNT_DAYS);
  let [first, detected, red] = [Infinity, Infinity, Infinity];
  shop.onSent = (event) => {
    if (event.stage === trouble.place.stage || trouble.place.stage === WHOLE_ATTEMPT) {
      if (isAbnormal(event)) first = Math.min(first, Date.parse(event.occurredAt));
    }
  };
  const label = { ko: trouble.what, en: trouble.what };
  shop.live({ id: 'trouble', label, effects: trouble.effects }, trouble.seconds, ({ now, tile }) => {
    if (red < Infinity || tile.id !== 'kg-inicis') return;
    const incident = shop.incidentAt(trouble.place, now);
    if (incident === undefined) return;
    detected = Math.min(detected, now);
    if (incident.severity === 'critical') red = now;
  });
  return { detected: (detected - first) / 1000, red: (red - first) / 1000, sinceTrouble: (red - START - SPIKE_AT_MS) / 1000 };
}

async function troubles(seeds: number): Promise<void> {
  for (const trouble of TROUBLES.filter(({ what }) => values.only === undefined || what.includes(values.only))) {
    const delays: Delay[] = [];
    for (let seed = 0; seed < seeds; seed++) delays.push(await delayOf(trouble, seed));
    const of = (read: (delay: Delay) => number): string => {
      const seconds = delays.map(read);
      return `median ${median(seconds).toFixed(0)} s, worst ${Math.max(...seconds).toFixed(0)} s`;
    };
    say(`${trouble.what} (${seeds} seeds)`);
    say(`  detected after the first abnormal outcome: ${of((delay) => delay.detected)}`);
    say(`  red after the first abnormal outcome: ${of((delay) => delay.red)}`);
    say(`  red after the trouble began: ${of(({ sinceTrouble }) => sinceTrouble)}`);
  }
}

/** "Rate of the last five minutes above twice the usual, at least 100 outcomes": what many alarms are made of. */
function staticRule({ total, failed, usual }: TileMoment): boolean {
  return total >= 100 && usual !== null && failed / total > 2 * usual;
}

async function healthyDays(days: number, rate: number, seed: string): Promise<void> {
  const shop = new SimulatedShop({ start: START, seed, eventsPerSecond: rate, rhythmDepth: 0.5 });
  await shop.learn(LEARNT_DAYS);
  const was = {
    red: new Set<string>(),
    amber: new Set<string>(),
    watch: new Set<string>(),
    rule: new Set<string>(),
    stalled: new Set<string>(),
  };
  const seen = { red: 0, amber: 0, watch: 0, rule: 0, stalled: 0 };
  let day = 0;
  const enter = (kind: keyof typeof seen, tile: string, holds: boolean): void => {
    if (holds && !was[kind].has(tile)) seen[kind]++;
    if (holds) was[kind].add(tile);
    else was[kind].delete(tile);
  };
  shop.live(HEALTHY, days * 86_400, (moment) => {
    const { tile, state, incident, now } = moment;
    enter('red', tile.id, incident?.severity === 'critical');
    enter('amber', tile.id, incident?.severity === 'warning');
    enter('watch', tile.id, incident === undefined && (state === 'pending' || state === 'firing'));
    enter('rule', tile.id, staticRule(moment));
    enter('stalled', tile.id, incident?.kind === 'stalled');
    if (Math.floor((now - START) / 86_400_000) > day) {
      day++;
      say(`  after day ${day}: ${JSON.stringify(seen)}`);
    }
  });
  say(`${days} healthy days at ${rate} events/s: ${seen.red} red tiles, ${seen.amber} amber, ${seen.watch} times watch`);
  say(`tiles said to be stalled: ${seen.stalled}`);
  say(`the rule "5 min > 2 × usual, at least 100" would have fired ${seen.rule} times`);
}

if (Number(values.seeds) > 0) await troubles(Number(values.seeds));
if (Number(values.days) > 0) await healthyDays(Number(values.days), Number(values.rate), values.seed);
