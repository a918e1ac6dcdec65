import type { ErrorCategory, Journey } from '@tillwatch/domain';

const label = { ko: '', en: '' };
/** Its stages, in order. */
export const STAGES = ['window', 'authorisation', 'completion'];
/** How customers spread over the values of each dimension. */
export const SPREAD: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  provider: { kg: 0.5, toss: 0.3, nice: 0.2 },
  browser: { chrome: 0.6, safari: 0.3, ie: 0.1 },
  method: { card: 0.7, bank: 0.3 },
};
/** Share of customers who fail at each stage on a usual day. */
export const USUAL = 0.02;

/** Its journey. */
export const journey: Journey = {
  id: 'checkout',
  label,
  stages: STAGES.map((id) => ({ id, label, deadlineMs: 600_000, usualMs: 60_000 })),
  dimensions: Object.keys(SPREAD).map((id) => ({ id, label, limit: 10, ordered: false, values: {} })),
  attempts: 'tracked',
  currency: 'KRW',
  reviseWithinMs: 7_200_000,
  cuboids: [[], ['provider'], ['browser'], ['method']].map((dimensions) => ({ dimensions, keep: 'long' as const })),
};
/** The dimension of its merchants, where a scene has any. */
export const merchant = { id: 'merchant', label, limit: 20, ordered: false, values: {} };

/** What a declined and what a broken one of a scene's failures is said to be. */
export const [DECLINED, BROKEN] = ['insufficient_funds', 'provider_error'] as const;
/** What errors of a category usually are. */
export const ERRORS = {
  category: (category: ErrorCategory) => ({ class: category === DECLINED ? ('declined' as const) : ('system' as const) }),
};
