import type { Amount, ErrorCategory, Journey, Maintenance, Policy } from '@tillwatch/domain';

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
/** Its journey with two dimensions counted together, too. */
export function journeyWith(pair: readonly string[] | undefined): Journey {
  return pair === undefined ? journey : { ...journey, cuboids: [...journey.cuboids, { dimensions: pair, keep: 'long' }] };
}

/** Everything that is counted at a stage, with its share of all customers. */
export function countedSegments(pair: readonly string[] = []): { readonly share: number; readonly segment: Record<string, string> }[] {
  const valuesOf = (id: string): [string, number][] => Object.entries(SPREAD[id] ?? {});
  const [first = '', second = ''] = pair;
  return [
    { share: 1, segment: {} },
    ...Object.keys(SPREAD).flatMap((id) => valuesOf(id).map(([value, share]) => ({ share, segment: { [id]: value } }))),
    ...valuesOf(first).flatMap(([a, of]) =>
      valuesOf(second).map(([b, share]) => ({ share: of * share, segment: { [first]: a, [second]: b } })),
    ),
  ];
}

/** The dimension of its merchants, where a scene has any. */
export const merchant = { id: 'merchant', label, limit: 20, ordered: false, values: {} };

/** What a declined and what a broken one of a scene's failures is said to be. */
export const [DECLINED, BROKEN] = ['insufficient_funds', 'provider_error'] as const;
/** What errors of a category usually are. */
export const ERRORS = {
  category: (category: ErrorCategory) => ({ class: category === DECLINED ? ('declined' as const) : ('system' as const) }),
};

/** What a scene's customers pay. */
export type PriceOf = (dimensions: Readonly<Record<string, string>>, isFailed: boolean) => Amount | undefined;

/** How a scene differs from the usual one. */
export interface SceneOptions {
  readonly seed?: number;
  /** In what its policy differs from the default. */
  readonly policy?: Partial<Policy>;
  /** What an attempt is worth; nothing is known of it where absent. */
  readonly price?: PriceOf;
  /** Share of customers who are declined at each stage on a usual day; none where absent. */
  readonly declined?: number;
  /** A value that nobody has heard of before the shop has opened. */
  readonly isNew?: string;
  /** How many merchants there are, each with as many customers; nobody knows of any where absent. */
  readonly merchants?: number;
  readonly maintenance?: readonly Maintenance[];
  /** Two dimensions that are counted together, too. */
  readonly pair?: readonly [string, string];
}
