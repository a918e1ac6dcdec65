import type { Reporter } from '@tillwatch/domain';

/** Columns of the counts (domain's COUNT_COLUMNS) by number. */
export const STARTED = 0;
export const OK = 1;
export const SYSTEM = 2;
export const DECLINED = 3;
export const UNKNOWN = 4;
export const ABANDONED = 5;
export const STALLED = 6;

/** Which outcome of the same reporter and revision stands: success after a retry, then the failure that says most. */
const COLUMN_RANK = [0, 5, 3, 4, 2, 1, 0] as const;

/** How far a reporter is believed, by its number here; 0 is what nobody reported but follows from the rest. */
const INFERRED = 0;
const BELIEVED: Readonly<Record<Reporter, number>> = { page: 1, server: 2, provider: 3 };
const BY_BELIEF: readonly Reporter[] = ['page', 'server', 'provider'];
/** How far the reporter is believed who knows a dimension best. */
const BELIEVED_MOST = 4;

/**
 * An outcome in one integer, laid out so that of two outcomes the greater one stands: the reporter (3 bits), the revision
 * (20), the rank of the column (3), then the column (3) and whether it ends the attempt (1). 0 stands for none.
 */
export type PackedOutcome = number;

const COLUMN_BITS = 4;
const RANK_BITS = 7;
const REVISION_BITS = 27;
export const MAX_REVISION = 0xfffff;

/** An outcome as somebody reported it. */
export interface ReportedOutcome {
  readonly reporter: Reporter;
  readonly revision: number;
  readonly column: number;
  /** Says that it ends the attempt. */
  readonly final: boolean;
}

/** Packs a reported outcome. */
export function packOutcome({ reporter, revision, column, final }: ReportedOutcome): PackedOutcome {
  const kept = Math.min(revision, MAX_REVISION) << RANK_BITS;
  const rank = (COLUMN_RANK[column] ?? 0) << COLUMN_BITS;
  return (BELIEVED[reporter] << REVISION_BITS) | kept | rank | (column << 1) | (final ? 1 : 0);
}

/** Packs an outcome that follows from the rest: a passed stage, a deadline, a stall. Any reported one is greater. */
export function packInferred(column: number): PackedOutcome {
  return (INFERRED << REVISION_BITS) | ((COLUMN_RANK[column] ?? 0) << COLUMN_BITS) | (column << 1);
}

/** Column of an outcome; {@link STARTED} where there is none. */
export function columnOfOutcome(outcome: PackedOutcome): number {
  return (outcome >>> 1) & 7;
}

/** Whether somebody reported it. */
export function isReported(outcome: PackedOutcome): boolean {
  return outcome >>> REVISION_BITS !== INFERRED;
}

/** Whether it ends its attempt by its own word. */
export function isFinal(outcome: PackedOutcome): boolean {
  return (outcome & 1) === 1;
}

/** Who reported it; undefined where nobody did. */
export function reporterOf(outcome: PackedOutcome): Reporter | undefined {
  return BY_BELIEF[(outcome >>> REVISION_BITS) - 1];
}

/**
 * How much a report's dimension values are believed: by reporter, then the later stage, then what stands at the stage.
 * Of two values the one with the greater claim counts.
 */
export function packClaim(of: { reporter: Reporter; stage: number; column: number; revision: number }, knowsBest: boolean): number {
  const believed = knowsBest ? BELIEVED_MOST : BELIEVED[of.reporter];
  const revision = Math.min(of.revision, 7);
  return (believed << 12) | (of.stage << 6) | (revision << 3) | (COLUMN_RANK[of.column] ?? 0);
}
