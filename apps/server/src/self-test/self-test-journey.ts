import type { Journey } from '@tillwatch/domain';

/** Whose attempts self-tests are: no key has this tenant, so they are in nobody's numbers. */
export const SELF_TEST_TENANT = '_selftest';
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
