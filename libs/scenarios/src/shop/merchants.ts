import { Random, mix } from '../chance/random.js';
import { Weighted } from '../chance/weighted.js';
import type { Provider } from './providers.js';

/** A shop on the platform. Its id says `demo`, so that nobody takes it for a customer. */
export interface Merchant {
  readonly id: string;
  /** Share of the platform's customers, unscaled. */
  readonly weight: number;
  /** Gateways in order of use; the first takes most payments. */
  readonly gateways: readonly Provider[];
  /** Median basket in won. */
  readonly basket: number;
}

const NAMES = [
  'hanbit',
  'saebyeok',
  'dalbit',
  'noeul',
  'pureun',
  'mirae',
  'areum',
  'haneul',
  'badang',
  'sarang',
  'nuri',
  'onda',
  'byeolbit',
  'sandeul',
  'garam',
  'dasom',
  'maru',
  'hanul',
  'solbit',
  'yeoul',
  'narae',
  'gaon',
  'duri',
  'bora',
  'isul',
] as const;

const TRADES: readonly { readonly name: string; readonly basket: number }[] = [
  { name: 'market', basket: 31_000 },
  { name: 'fashion', basket: 46_000 },
  { name: 'beauty', basket: 27_000 },
  { name: 'books', basket: 22_000 },
  { name: 'pets', basket: 33_000 },
  { name: 'sports', basket: 58_000 },
  { name: 'living', basket: 64_000 },
  { name: 'digital', basket: 140_000 },
];

/** Steepness and offset of the size law: the largest of 200 takes about 7 %, the last about 0.1 %. */
const ZIPF_POWER = 1.05;
const ZIPF_OFFSET = 3;

function gatewaysOf(gateways: Weighted<Provider>, rank: number, random: Random): Provider[] {
  const first = gateways.draw(random);
  const second = gateways.draw(random);
  return second === first || rank > 80 ? [first] : [first, second];
}

/** The platform's merchants, largest first: sizes fall like 1/rank, as they do on every marketplace. */
export function merchants(count: number, providers: readonly Provider[], seed: number): Merchant[] {
  const gateways = new Weighted(
    providers.filter((provider) => provider.role === 'gateway'),
    (provider) => provider.weight,
  );
  return Array.from({ length: count }, (_, rank) => {
    const random = new Random(mix(seed, rank));
    const trade = TRADES[rank % TRADES.length] ?? { name: 'market', basket: 31_000 };
    const round = Math.floor(rank / (NAMES.length * TRADES.length));
    const name = NAMES[rank % NAMES.length] ?? 'shop';
    return {
      id: `demo-${name}-${trade.name}${round === 0 ? '' : `-${round + 1}`}`,
      weight: 1 / (rank + 1 + ZIPF_OFFSET) ** ZIPF_POWER,
      gateways: gatewaysOf(gateways, rank, random),
      basket: Math.round(random.lognormal(trade.basket, 0.25)),
    };
  });
}
