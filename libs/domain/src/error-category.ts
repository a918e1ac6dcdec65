/**
 * What an error means, whichever provider says it in whichever code. `duplicate` says nothing about the payment: the same
 * request came twice.
 */
export const ERROR_CATEGORIES = [
  'customer_cancelled',
  'abandoned',
  'insufficient_funds',
  'limit_exceeded',
  'card_expired',
  'card_invalid',
  'card_restricted',
  'authentication_failed',
  'issuer_declined',
  'risk_blocked',
  'issuer_unavailable',
  'provider_error',
  'timeout',
  'network',
  'client_error',
  'merchant_config',
  'duplicate',
  'unknown',
] as const;
export type ErrorCategory = (typeof ERROR_CATEGORIES)[number];

/**
 * What a category makes of an outcome: a failure of one of three classes, drop-off (the customer left), or nothing at all.
 */
export const ERROR_CLASSES = ['system', 'declined', 'unknown', 'drop_off', 'excluded'] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];
