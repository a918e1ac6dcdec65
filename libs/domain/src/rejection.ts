/** Why an event was not accepted. A closed list: the API, the logs and the CLI use these words. */
export const REJECTION_CODES = [
  'required',
  'invalid_type',
  'invalid_value',
  'too_long',
  'out_of_range',
  'in_future',
  'too_old',
  'unknown_journey',
  'unknown_stage',
  'unreadable',
  'card_data',
  'merchant_not_allowed',
  'scope_missing',
  'revision_not_possible',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];
