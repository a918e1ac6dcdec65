import { mixText } from '../chance/random.js';
import { Weighted } from '../chance/weighted.js';
import { agents, type Agent } from './agents.js';
import { ISSUERS, type Issuer } from './issuers.js';
import { merchants, type Merchant } from './merchants.js';
import { METHOD_WEIGHTS, PROVIDERS, type Provider } from './providers.js';
import { REGIONS } from './regions.js';
import { METHODS, type MethodId } from './stages.js';

/** A shop platform: who sells, who buys, with what, through whom. Drawn from, never changed. */
export interface Shop {
  readonly merchants: Weighted<Merchant>;
  readonly methods: Weighted<MethodId>;
  readonly wallets: Weighted<Provider>;
  readonly carriers: Weighted<Provider>;
  readonly issuers: ReadonlyMap<MethodId, Weighted<Issuer>>;
  readonly regions: Weighted<{ readonly id: string }>;
  readonly agents: Weighted<Agent>;
  /** How deep the daily rhythm goes: 1 real, 0 flat. */
  readonly rhythmDepth: number;
}

/** What can be chosen of a shop. */
export interface ShopOptions {
  /** How many merchants there are. Default 200. */
  readonly merchants?: number;
  /** Default 1: nights are as quiet as they are. */
  readonly rhythmDepth?: number;
  /** Another name gives merchants of other gateways and baskets. */
  readonly name?: string;
}

/** How deep the rhythm of the demo goes: a demo must have something to show at five in the morning as well. */
export const DEMO_RHYTHM_DEPTH = 0.5;

const role = (wanted: Provider['role']): Weighted<Provider> =>
  new Weighted(
    PROVIDERS.filter((provider) => provider.role === wanted),
    (provider) => provider.weight,
  );

/** A mid-size Korean shop platform. The same options always give the same shop. */
export function createShop(options: ShopOptions = {}): Shop {
  const { merchants: count = 200, rhythmDepth = 1, name = 'demo' } = options;
  return {
    merchants: new Weighted(merchants(count, PROVIDERS, mixText(name)), (merchant) => merchant.weight),
    methods: new Weighted(METHODS, (method) => METHOD_WEIGHTS[method]),
    wallets: role('wallet'),
    carriers: role('carrier'),
    issuers: new Map(
      METHODS.flatMap((method) => {
        const issuers = ISSUERS[method];
        return issuers === undefined ? [] : [[method, new Weighted(issuers, (issuer) => issuer.weight)] as const];
      }),
    ),
    regions: new Weighted(REGIONS, (region) => region.weight),
    agents: agents(),
    rhythmDepth,
  };
}
