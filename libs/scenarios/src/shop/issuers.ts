import type { MethodId } from './stages.js';

/** A card company or bank. */
export interface Issuer {
  readonly id: string;
  readonly weight: number;
  /** Factor on how often it refuses. */
  readonly refuses: number;
}

const issuer = (id: string, weight: number, refuses = 1): Issuer => ({ id, weight, refuses });

const CARD_COMPANIES: readonly Issuer[] = [
  issuer('shinhan', 19),
  issuer('samsung', 17.5, 0.9),
  issuer('hyundai', 17, 0.9),
  issuer('kb', 15, 1.05),
  issuer('lotte', 9.5, 1.1),
  issuer('hana', 7.5),
  issuer('woori', 6, 1.15),
  issuer('nh', 4, 1.3),
  issuer('bc', 2, 1.2),
  issuer('kakaobank', 1.8, 1.4),
  issuer('mg', 0.4, 1.4),
  issuer('post', 0.3, 1.3),
];

const BANKS: readonly Issuer[] = [
  issuer('kb', 22),
  issuer('shinhan', 17),
  issuer('woori', 14, 1.1),
  issuer('hana', 11),
  issuer('nh', 13, 1.2),
  issuer('kakaobank', 12, 0.9),
  issuer('tossbank', 7, 0.8),
  issuer('kbank', 2),
  issuer('post', 2, 1.3),
];

/** Who pays out in the end, by method. Wallets and carriers do not tell the shop. */
export const ISSUERS: Readonly<Partial<Record<MethodId, readonly Issuer[]>>> = {
  card: CARD_COMPANIES,
  transfer: BANKS,
  'virtual-account': BANKS,
};
