import type { IncidentKind } from '@tillwatch/domain';
import type { Evidence } from '@tillwatch/windows';

/** Columns of the counts that are concluded outcomes. */
export const CONCLUDED: readonly number[] = [1, 2, 3, 4];

/** What is judged of a segment's outcomes. */
export const SIGNAL_KINDS = ['failure_rate', 'broken', 'declined', 'stalled', 'drop_off', 'latency'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** One signal: so many of so many. */
export interface SignalRule {
  readonly bad: keyof Evidence;
  /** Of the bad ones these do not count. */
  readonly without?: keyof Evidence;
  readonly of: readonly (keyof Evidence)[];
  /** What an incident of it is called. */
  readonly incident: IncidentKind;
  /** Whole attempts are judged too. Of stalling and slowness nothing more would be said. */
  readonly ofAttempts: boolean;
  /** Its rows are nobody else's evidence: what fails also stalls, drives people away and is declined. What is slow may still fail. */
  readonly excludes: boolean;
}

/** The signals, the most telling first: what opens an incident silences the others in its rows. */
export const SIGNALS: Readonly<Record<SignalKind, SignalRule>> = {
  failure_rate: { bad: 'failed', of: ['total'], incident: 'failure_rate', ofAttempts: true, excludes: true },
  // What breaks would drown in what issuers and banks decline, where they decline much.
  broken: { bad: 'failed', without: 'declined', of: ['total'], incident: 'failure_rate', ofAttempts: true, excludes: true },
  declined: { bad: 'declined', of: ['total'], incident: 'failure_rate', ofAttempts: true, excludes: true },
  stalled: { bad: 'stalled', of: ['waited'], incident: 'stalled', ofAttempts: false, excludes: true },
  drop_off: { bad: 'left', of: ['total', 'left'], incident: 'drop_off', ofAttempts: true, excludes: true },
  latency: { bad: 'slow', of: ['timed'], incident: 'latency', ofAttempts: false, excludes: false },
};

/** So many bad ones of so many. */
export interface BadOf {
  readonly failed: number;
  readonly total: number;
}

/** What a signal reads out of an evidence. */
export function readSignal(kind: SignalKind, evidence: Evidence): BadOf {
  const { bad, without, of } = SIGNALS[kind];
  let total = 0;
  for (const column of of) total += evidence[column];
  const failed = evidence[bad] - (without === undefined ? 0 : evidence[without]);
  return { failed: Math.min(Math.max(0, failed), total), total };
}
