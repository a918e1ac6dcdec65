import { ABANDONED, DECLINED, OK, STALLED, STARTED } from '@tillwatch/attempts';

/** What the judge hears of outcomes, as whole numbers. */
export interface Evidence {
  /** Of the failure rate: outcomes, and how many of them failed. */
  readonly total: number;
  readonly failed: number;
  /** Of stalling: stages that came to something or took longer than usual, and how many took longer. */
  readonly waited: number;
  readonly stalled: number;
  /** Of the failures, how many the issuer or bank declined. */
  readonly declined: number;
  /** Of drop-off: attempts that left. */
  readonly left: number;
  /** Of latency: outcomes whose start is known, and how many of them took longer than nine of ten do. */
  readonly timed: number;
  readonly slow: number;
}

/** The numbers of {@link Evidence}, in the order in which they are stored. */
export const EVIDENCE_COLUMNS = ['total', 'failed', 'waited', 'stalled', 'declined', 'left', 'timed', 'slow'] as const;
export const EVIDENCE_WIDTH = EVIDENCE_COLUMNS.length;

/**
 * Of so many of the first of them amounts are summed, too: of all but `timed` and `slow`, since what is slow is not lost.
 */
export const AMOUNT_WIDTH = EVIDENCE_COLUMNS.indexOf('timed');

/** The numbers of an evidence in the order of {@link EVIDENCE_COLUMNS}. */
export type EvidenceNumbers = readonly number[];

/** How long an outcome took: not known, as usual, or longer. */
export type Took = 'unknown' | 'usual' | 'slow';

type Variants = Readonly<Record<Took, EvidenceNumbers>>;

function variants(of: Partial<Evidence>): Variants {
  const numbers = (more: Partial<Evidence>): number[] => EVIDENCE_COLUMNS.map((column) => of[column] ?? more[column] ?? 0);
  return { unknown: numbers({}), usual: numbers({ timed: 1 }), slow: numbers({ timed: 1, slow: 1 }) };
}

/** Nothing to hear. */
export const NO_EVIDENCE: EvidenceNumbers = EVIDENCE_COLUMNS.map(() => 0);

interface Concluded {
  readonly inTime: Variants;
  /** It took longer than usual before: that was heard, and stays true. */
  readonly afterStall: Variants;
}

function concluded(of: Partial<Evidence>): Concluded {
  return { inTime: variants({ ...of, waited: 1 }), afterStall: variants({ ...of, waited: 1, stalled: 1 }) };
}

const WENT_WELL = concluded({ total: 1 });
const FAILED = concluded({ total: 1, failed: 1 });
const WAS_DECLINED = concluded({ total: 1, failed: 1, declined: 1 });
const LEFT = concluded({ left: 1 });
const STALLS = variants({ waited: 1, stalled: 1 }).unknown;

function concludedOf(column: number): Concluded {
  if (column === OK) return WENT_WELL;
  if (column === DECLINED) return WAS_DECLINED;
  return column === ABANDONED ? LEFT : FAILED;
}

/** The evidence of an outcome's column. */
export function evidenceOf(
  column: number,
  { afterStall = false, took = 'unknown' }: { afterStall?: boolean; took?: Took } = {},
): EvidenceNumbers {
  if (column < 0 || column === STARTED) return NO_EVIDENCE;
  if (column === STALLED) return STALLS;
  const of = concludedOf(column);
  return (afterStall ? of.afterStall : of.inTime)[column === ABANDONED ? 'unknown' : took];
}
