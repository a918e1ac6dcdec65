import type { ApiKey } from '@tillwatch/access';
import type { Journey } from '@tillwatch/domain';

export const SELF_TEST_STAGE = 'probe';

const label = { ko: '자체 점검', en: 'Self-test' };

/** A journey of one stage that nobody but the product itself sends to. */
export const SELF_TEST_JOURNEY: Journey = {
  id: '_selftest',
  label,
  stages: [{ id: SELF_TEST_STAGE, label, deadlineMs: 60_000, usualMs: 10_000 }],
  dimensions: [],
  attempts: 'single',
  reviseWithinMs: 60_000,
  cuboids: [{ dimensions: [], keep: 'short' }],
};

/**
 * Who sends self-tests through the door. No key can be made of its tenant or have its id, so nobody else sends as it and its
 * attempts are in nobody's numbers.
 */
export const SELF_TEST_SENDER: ApiKey = {
  id: '_selftest',
  tenant: '_selftest',
  merchant: '*',
  scopes: ['events:write'],
  name: label.en,
  createdAt: 0,
};
