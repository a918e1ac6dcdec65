import type { Journey } from '@tillwatch/domain';

const label = { ko: '', en: '' };
const dimension = (id: string): Journey['dimensions'][number] => ({
  ...{ id, label, limit: 100, ordered: false, values: {} },
  ...(id === 'browser' ? { knownBy: 'page' as const } : {}),
});
const long = (...dimensions: string[]): Journey['cuboids'][number] => ({ dimensions, keep: 'long' });

/** The stages every attempt of the crash tests goes through. */
export const STAGES = ['opened', 'method', 'window', 'authentication', 'authorisation', 'confirmation', 'completion'] as const;

/** Time zone in which the crash tests cut days, and how far it is ahead of UTC in seconds. */
export const TIME_ZONE = 'Asia/Seoul';
export const ZONE_SHIFT_SECONDS = 9 * 3600;

/** Seven stages, five dimensions, combinations of every depth, one of them kept for 48 hours only. */
export const CHAOS_JOURNEY: Journey = {
  id: 'checkout',
  label,
  stages: STAGES.map((id) => ({ id, label, deadlineMs: 600_000, usualMs: 60_000 })),
  dimensions: ['merchant', 'region', 'browser', 'provider', 'method'].map(dimension),
  attempts: 'tracked',
  reviseWithinMs: 3_600_000,
  cuboids: [
    long(),
    long('merchant'),
    long('region'),
    long('browser'),
    long('provider'),
    long('method'),
    long('merchant', 'provider'),
    long('merchant', 'method', 'provider'),
    long('method', 'provider'),
    { dimensions: ['browser', 'provider'], keep: 'short' },
  ],
};
