import type { IncidentKind } from '@tillwatch/domain';
import { EVIDENCE_COLUMNS, EVIDENCE_WIDTH, type Evidence } from '@tillwatch/windows';

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

/** Signals of customers from whom nothing is heard. */
export const STAYING_AWAY: readonly SignalKind[] = ['stalled', 'drop_off'];

/** What is something else in the very rows of a trouble: what breaks is not declined. */
export const APART: Readonly<Partial<Record<SignalKind, readonly SignalKind[]>>> = { broken: ['declined'], declined: ['broken'] };

/** So many bad ones of so many. */
export interface BadOf {
  readonly failed: number;
  readonly total: number;
}

/** Where the numbers that a signal reads lie among those of an evidence. What a rule does not name is read from behind them: 0. */
export interface SignalColumns {
  readonly bad: number;
  readonly without: number;
  readonly of: number;
  readonly and: number;
}

/** The columns that a signal reads. */
export function columnsOf(kind: SignalKind): SignalColumns {
  const { bad, without, of } = SIGNALS[kind];
  const [first, second] = of;
  const place = (column: keyof Evidence | undefined): number => (column === undefined ? EVIDENCE_WIDTH : EVIDENCE_COLUMNS.indexOf(column));
  return { bad: place(bad), without: place(without), of: place(first), and: place(second) };
}
