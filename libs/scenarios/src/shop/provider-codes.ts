import type { Reason } from './reasons.js';

type Codes = Readonly<Partial<Record<Reason, readonly string[]>>>;

/** Codes by provider as their published tables have them; a provider that is not here answers with a text alone. */
const CODES: Readonly<Record<string, Codes>> = {
  'kg-inicis': {
    insufficient_funds: ['1254'],
    limit_exceeded: ['1202', '1215', '1249'],
    card_expired: ['1204', '1223'],
    card_invalid: ['1203', '1214', '12FB'],
    card_restricted: ['1201', '1226', '12FW'],
    authentication_failed: ['500719', '1219', '1221'],
    issuer_declined: ['1270', '1281'],
    issuer_unavailable: ['12A8', '12B9', '1235'],
    provider_error: ['500105', '12F5'],
    timeout: ['1210', '1255'],
    network: ['500050', '500052'],
    duplicate: ['1236', '500619'],
  },
  'nhn-kcp': {
    insufficient_funds: ['CC10', 'CC88'],
    limit_exceeded: ['CC61', 'CC07', 'CC08', 'CC65'],
    card_expired: ['CC54', '8484'],
    card_invalid: ['CC14', 'CC64', '8108'],
    card_restricted: ['CC04', 'CC44', '8126'],
    authentication_failed: ['CC63', '8341', 'CCS5'],
    issuer_declined: ['CC01', 'CC03'],
    issuer_unavailable: ['CC98', 'CCC0', 'CC75', '8995'],
    provider_error: ['CC99', '8049'],
    timeout: ['CC72', '8041', '8996'],
    network: ['3004', '8171'],
    duplicate: ['8094', '8128'],
    unknown: ['9999'],
  },
  'toss-payments': {
    insufficient_funds: ['REJECT_ACCOUNT_PAYMENT'],
    limit_exceeded: ['REJECT_CARD_PAYMENT', 'EXCEED_MAX_AMOUNT', 'EXCEED_MAX_DAILY_PAYMENT_COUNT'],
    card_expired: ['INVALID_CARD_EXPIRATION'],
    card_invalid: ['INVALID_CARD_NUMBER', 'INVALID_REJECT_CARD'],
    card_restricted: ['INVALID_STOPPED_CARD', 'INVALID_CARD_LOST_OR_STOLEN'],
    authentication_failed: ['INVALID_PASSWORD', 'INVALID_AUTHORIZE_AUTH'],
    issuer_declined: ['REJECT_CARD_COMPANY'],
    issuer_unavailable: ['NOT_AVAILABLE_BANK'],
    provider_error: ['PROVIDER_ERROR', 'FAILED_INTERNAL_SYSTEM_PROCESSING', 'UNKNOWN_PAYMENT_ERROR'],
    duplicate: ['ALREADY_PROCESSED_PAYMENT'],
  },
  kakaopay: {
    insufficient_funds: ['NOT_ENOUGH_BALANCE', '0054'],
    limit_exceeded: ['LIMIT_USE_PER_DAY', '0002', '0016'],
    card_expired: ['0004'],
    card_restricted: ['0001', '0027'],
    issuer_unavailable: ['BANK_FIRM_UNAVAILABLE', 'UNDER_CONSTRUCTION'],
    provider_error: ['-1', '-7'],
    timeout: ['0010', 'BANK_FIRM_UNKNOWN'],
    duplicate: ['-702', 'USER_LOCKED'],
  },
  naverpay: { authentication_failed: ['OwnerAuthFail'] },
};

/** What the shop's own page and server report, where no provider has spoken. */
const OWN: Codes = {
  client_error: ['script_not_loaded', 'window_blocked', 'window_blank', 'app_not_returned'],
  merchant_error: ['order_not_stored', 'amount_not_verified'],
};

const NONE: readonly string[] = [];

/** Codes that this provider gives for this reason; none where it only has a text. */
export function codesOf(provider: string, reason: Reason): readonly string[] {
  return CODES[provider]?.[reason] ?? OWN[reason] ?? NONE;
}

/** Whether the shop's own page or server has a code for this, so that no provider's table explains it. */
export function isOwn(reason: Reason): boolean {
  return OWN[reason] !== undefined;
}
