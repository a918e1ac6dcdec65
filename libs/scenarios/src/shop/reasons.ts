import type { FailureClass } from '@tillwatch/domain';
import type { Ends, MethodId, StageId } from './stages.js';

/** Why a stage failed, in words that no provider uses: providers' own codes hang on these. */
export const REASONS = [
  'insufficient_funds',
  'limit_exceeded',
  'card_expired',
  'card_invalid',
  'card_restricted',
  'authentication_failed',
  'issuer_declined',
  'issuer_unavailable',
  'provider_error',
  'timeout',
  'network',
  'client_error',
  'merchant_error',
  'duplicate',
  'unknown',
] as const;
export type Reason = (typeof REASONS)[number];

/** What a reason is in the product's three classes, and the text a provider might send with it. */
export interface ReasonModel {
  readonly failureClass: FailureClass;
  readonly message: string;
}

const declined = (message: string): ReasonModel => ({ failureClass: 'declined', message });
const system = (message: string): ReasonModel => ({ failureClass: 'system', message });

export const REASON_MODELS: Readonly<Record<Reason, ReasonModel>> = {
  insufficient_funds: declined('잔액이 부족합니다'),
  limit_exceeded: declined('이용 한도를 초과했습니다'),
  card_expired: declined('유효기간이 지난 카드입니다'),
  card_invalid: declined('카드 정보를 확인해 주세요'),
  card_restricted: declined('사용이 제한된 카드입니다'),
  authentication_failed: declined('본인 인증에 실패했습니다'),
  issuer_declined: declined('카드사에서 승인을 거절했습니다'),
  issuer_unavailable: system('카드사 또는 은행 시스템을 이용할 수 없습니다'),
  provider_error: system('결제사 내부 오류입니다'),
  timeout: system('응답 시간을 초과했습니다'),
  network: system('통신 오류가 발생했습니다'),
  client_error: system('결제창을 열지 못했습니다'),
  merchant_error: system('주문을 확정하지 못했습니다'),
  // The answer to the second of two clicks: it says nothing of the payment.
  duplicate: { failureClass: 'unknown', message: '이미 처리된 결제입니다' },
  unknown: { failureClass: 'unknown', message: '기타 오류' },
};

/** Reasons of one kind of end at one stage with their relative frequency. */
export type ReasonMix = readonly (readonly [Reason, number])[];

const PAGE: ReasonMix = [['client_error', 1]];

const SYSTEM: Readonly<Record<StageId, ReasonMix>> = {
  opened: PAGE,
  method: PAGE,
  window: [
    ['client_error', 8],
    ['provider_error', 2],
  ],
  authentication: [
    ['client_error', 3],
    ['provider_error', 3],
    ['timeout', 3],
    ['issuer_unavailable', 2],
  ],
  authorisation: [
    ['issuer_unavailable', 4],
    ['timeout', 3],
    ['provider_error', 2],
    ['network', 2],
  ],
  confirmation: [
    ['merchant_error', 6],
    ['timeout', 2],
    ['network', 2],
  ],
  completion: [
    ['client_error', 4],
    ['merchant_error', 6],
  ],
};

const DECLINED: Readonly<Partial<Record<StageId, ReasonMix>>> = {
  authentication: [
    ['authentication_failed', 8],
    ['card_invalid', 2],
    ['card_restricted', 1],
  ],
  authorisation: [
    ['insufficient_funds', 28],
    ['limit_exceeded', 26],
    ['issuer_declined', 18],
    ['card_restricted', 12],
    ['card_expired', 8],
    ['card_invalid', 8],
  ],
};

/** Accounts, wallets and phone bills neither expire nor have a number to mistype. */
const DECLINED_WITHOUT_CARD: Readonly<Partial<Record<StageId, ReasonMix>>> = {
  authentication: [['authentication_failed', 1]],
  authorisation: [
    ['insufficient_funds', 5],
    ['limit_exceeded', 4],
    ['issuer_declined', 1],
  ],
};

/** What people who pay this way usually run into at a stage, by kind of end. */
export function reasonMix(stage: StageId, end: Exclude<keyof Ends, 'left'>, method: MethodId): ReasonMix {
  if (end === 'system') return SYSTEM[stage];
  return (method === 'card' ? DECLINED : DECLINED_WITHOUT_CARD)[stage] ?? [['issuer_declined', 1]];
}
