import type { Random } from '../chance/random.js';
import type { Agent } from '../shop/agents.js';
import type { Issuer } from '../shop/issuers.js';
import type { Merchant } from '../shop/merchants.js';
import type { Shop } from '../shop/shop.js';
import type { MethodId } from '../shop/stages.js';

/** Somebody who wants to buy something. */
export interface Customer {
  readonly merchant: Merchant;
  readonly region: string;
  readonly agent: Agent;
  /** Basket in won. */
  readonly amount: number;
}

/** With what and through whom somebody pays. */
export interface Means {
  readonly method: MethodId;
  readonly provider: string;
  readonly issuer?: Issuer | undefined;
}

/** Share of payments that go through a merchant's first gateway where it has two. */
const FIRST_GATEWAY_SHARE = 0.82;

/** Draws a customer of the shop; `agent` fixes the browser. */
export function drawCustomer(shop: Shop, random: Random, agent: Agent = shop.agents.draw(random)): Customer {
  const merchant = shop.merchants.draw(random);
  const amount = Math.max(1_000, Math.round(random.lognormal(merchant.basket, 0.7) / 100) * 100);
  return { merchant, region: shop.regions.draw(random).id, agent, amount };
}

function gatewayOf(merchant: Merchant, random: Random): string {
  const [first, second] = merchant.gateways;
  const gateway = second !== undefined && !random.chance(FIRST_GATEWAY_SHARE) ? second : first;
  return gateway?.id ?? 'unknown';
}

function providerFor(method: MethodId, shop: Shop, merchant: Merchant, random: Random): string {
  switch (method) {
    case 'easy-pay':
      return shop.wallets.draw(random).id;
    case 'mobile':
      return shop.carriers.draw(random).id;
    case 'card':
    case 'transfer':
    case 'virtual-account':
      return gatewayOf(merchant, random);
  }
}

/** Draws how a customer of this merchant pays. */
export function drawMeans(shop: Shop, merchant: Merchant, random: Random): Means {
  const method = shop.methods.draw(random);
  return { method, provider: providerFor(method, shop, merchant, random), issuer: shop.issuers.get(method)?.draw(random) };
}
