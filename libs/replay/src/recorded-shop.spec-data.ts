import { Catalogue } from '@tillwatch/catalogue';
import { defaultPolicy, type Journey, type Policy } from '@tillwatch/domain';
import { TierClock } from '@tillwatch/windows';
import type { Recorded } from './playback.js';
import { SimulatedInstallation } from './simulated-installation.js';

export const START = Date.UTC(2026, 10, 18, 5, 0, 0);
const HOUR = 3_600_000;
const label = { ko: '', en: '' };
const DIMENSIONS = ['provider', 'method', 'merchant'];

const journey: Journey = {
  ...{ id: 'checkout', label, attempts: 'tracked', reviseWithinMs: 2 * HOUR },
  stages: [{ id: 'authorisation', label, deadlineMs: 600_000, usualMs: 30_000 }],
  dimensions: DIMENSIONS.map((id) => ({ id, label, limit: 50, ordered: false, values: {} })),
  cuboids: [[], ...DIMENSIONS.map((id) => [id]), ['provider', 'method']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};

/** A shop with one stage and three dimensions. @param policy in what its policy differs from the default */
export function shopInstallation(policy: Partial<Policy> = {}): SimulatedInstallation {
  const policies = [{ ...defaultPolicy(journey), ...policy }];
  const catalogue = new Catalogue({ journeys: [journey], boards: [], metrics: [], policies });
  return new SimulatedInstallation({ catalogue, tierClock: new TierClock('Asia/Seoul') });
}

/** What goes wrong: a provider's failures rise to `rate` between these seconds. */
export interface Trouble {
  readonly provider: string;
  readonly rate: number;
  readonly from: number;
  readonly to: number;
}

/** Recorded events as a spec makes them. */
export type ShopEvent = Recorded<number> & { readonly event: Record<string, unknown> };

const PROVIDERS = ['kg', 'toss', 'nice', 'kcp'];
const USUAL_RATE = 0.03;

/** Three days of history by the hour: 3 % of 3,000 attempts of each provider fail. */
export function pastOfShop(): ShopEvent[] {
  return Array.from({ length: 72 }, (_, hour) => START - (73 - hour) * HOUR).flatMap((at) =>
    PROVIDERS.flatMap((provider) =>
      (['ok', 'failed'] as const).map((outcome) => {
        const count = outcome === 'ok' ? 2_910 : 90;
        const id = `past:${provider}:${outcome}:${at}`;
        return eventAt(at, { id, outcome, count, spanMs: HOUR, provider, isHistory: true });
      }),
    ),
  );
}

/** `seconds` of a shop with four attempts a second. The same every time. */
export function daysOfShop(seconds: number, trouble?: Trouble): ShopEvent[] {
  const chance = randomOf(7);
  return Array.from({ length: seconds * 4 }, (_, i) => {
    const second = i / 4;
    const provider = PROVIDERS[Math.floor(chance() * 4)] ?? 'kg';
    const isHit = trouble !== undefined && provider === trouble.provider && second >= trouble.from && second < trouble.to;
    const outcome = chance() < (isHit ? trouble.rate : USUAL_RATE) ? 'failed' : 'ok';
    return eventAt(START + i * 250, { id: `e${i}`, outcome, provider, method: chance() < 0.7 ? 'card' : 'transfer' });
  });
}

function eventAt(at: number, of: Record<string, unknown> & { id: string }): ShopEvent {
  const { id, outcome, provider, method = 'card', isHistory = false, ...counted } = of;
  const event = {
    ...{ id, journey: 'checkout', stage: 'authorisation', attempt: id, outcome, final: true, occurredAt: new Date(at).toISOString() },
    ...(outcome === 'failed' ? { class: 'system' } : {}),
    ...counted,
    dimensions: { provider, method, merchant: 'm1' },
    ...(isHistory === true ? { backfill: true } : {}),
  };
  const span = typeof counted['spanMs'] === 'number' ? counted['spanMs'] : 0;
  return { event, at: at + span, isHistory: isHistory === true, place: 0 };
}

/** Chances in 0..1, the same for the same seed (mulberry32, public domain). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
