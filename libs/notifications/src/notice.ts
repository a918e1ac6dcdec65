import type { Incident } from '@tillwatch/domain';

/** What a message tells. A closed list: templates, logs and screens use these words. */
export const NOTICE_KINDS = [
  'opened',
  'reopened',
  /** It became critical. */
  'worse',
  /** The cause is another one now, or a wider one. */
  'wider',
  /** The rate is half as high again as told last. */
  'grew',
  'acknowledged',
  'unacknowledged',
  /** Nobody has taken it for as long as its route waits. */
  'escalated',
  /** More opened than the channel is sent one by one. */
  'digest',
  'resolved',
  'wrong_alarm',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Why nothing is told. A closed list: every change of an incident that sends nothing is counted under one of these. */
export const HOLD_REASONS = [
  /** Nothing that a reader would do otherwise has changed since it was told. */
  'unchanged',
  /** By the journey's policy it wakes nobody. */
  'not_paging',
  /** It lies in known maintenance. */
  'maintenance',
  'snoozed',
  /** A person said that nobody is to be told for a while. */
  'silenced',
  /** A wider critical one is open that explains it. */
  'inhibited',
  /** It is not critical, and its routes are quiet at this hour. */
  'quiet_hours',
  /** The channel was sent as much as it is to be sent in a time: a digest tells it. */
  'over_budget',
  /** It was told among others, and is not told one by one unless it becomes critical. */
  'in_digest',
  /** It was over before anybody heard of it. */
  'over_untold',
  /** No route takes it. */
  'no_route',
  /** A route leads to a channel that cannot be used as it is set up, and no fallback stands in. */
  'closed',
  /** The channel has nothing to say about this kind of change. */
  'nothing_to_say',
  /** An error of ours: it is tried again. */
  'internal',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** What a channel was told of an incident last. */
export interface Told {
  readonly version: number;
  readonly severity: Incident['severity'];
  readonly status: Incident['status'];
  /** The causes in one text, see {@link causeKey}. */
  readonly cause: string;
  readonly failed: number;
  readonly total: number;
  /** Steps of escalation that it was told by. */
  readonly steps?: readonly string[];
  /** It was told among others. */
  readonly inDigest?: true;
}
