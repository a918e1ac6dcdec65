import type { MethodId, StageId } from './stages.js';

/** A payment provider as the demo shop uses it. */
export interface Provider {
  readonly id: string;
  /** Gateways are contracted by each merchant; wallets and carrier billing are open to all of them. */
  readonly role: 'gateway' | 'wallet' | 'carrier';
  /** Share within its role. */
  readonly weight: number;
  /** Factor on what usually breaks (`system`), by stage; 1 where not named. */
  readonly breaks: Readonly<Partial<Record<StageId, number>>>;
}

export const PROVIDERS: readonly Provider[] = [
  { id: 'kg-inicis', role: 'gateway', weight: 34, breaks: {} },
  { id: 'nhn-kcp', role: 'gateway', weight: 27, breaks: { window: 1.2, authorisation: 1.1 } },
  { id: 'toss-payments', role: 'gateway', weight: 26, breaks: { window: 0.6, authentication: 0.8, authorisation: 0.7 } },
  { id: 'nice', role: 'gateway', weight: 13, breaks: { window: 1.7, authentication: 1.4, authorisation: 1.6 } },
  { id: 'kakaopay', role: 'wallet', weight: 39, breaks: { window: 0.8, authorisation: 0.9 } },
  { id: 'naverpay', role: 'wallet', weight: 36, breaks: { window: 0.7, authentication: 0.8, authorisation: 0.8 } },
  { id: 'tosspay', role: 'wallet', weight: 15, breaks: { window: 0.7, authorisation: 0.8 } },
  { id: 'payco', role: 'wallet', weight: 6, breaks: { window: 1.5, authentication: 1.5, authorisation: 1.6 } },
  { id: 'samsungpay', role: 'wallet', weight: 4, breaks: { authentication: 1.8 } },
  { id: 'danal', role: 'carrier', weight: 60, breaks: { authentication: 1.2 } },
  { id: 'kg-financial', role: 'carrier', weight: 40, breaks: { authorisation: 1.2 } },
];

/** How often people pay this way. */
export const METHOD_WEIGHTS: Readonly<Record<MethodId, number>> = {
  card: 44,
  'easy-pay': 41,
  transfer: 7,
  'virtual-account': 5,
  mobile: 3,
};
