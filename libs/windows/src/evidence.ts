import { ABANDONED, OK, STALLED, STARTED } from '@tillwatch/attempts';

/** What the judge hears of one outcome, as whole numbers. */
export interface Evidence {
  /** Of the failure rate: outcomes, and how many of them failed. */
  readonly total: number;
  readonly failed: number;
  /** Of stalling: stages that came to something or took longer than usual, and how many took longer. */
  readonly waited: number;
  readonly stalled: number;
}

const of = (total: number, failed: number, waited: number, stalled: number): Evidence => ({ total, failed, waited, stalled });

/** Nothing to hear. */
export const NO_EVIDENCE = of(0, 0, 0, 0);
const WENT_WELL = of(1, 0, 1, 0);
const FAILED = of(1, 1, 1, 0);
const LEFT = of(0, 0, 1, 0);
const STALLS = of(0, 0, 1, 1);
const WENT_WELL_LATE = of(1, 0, 1, 1);
const FAILED_LATE = of(1, 1, 1, 1);

/**
 * The evidence of an outcome's column.
 * @param afterStall the stage took longer than usual before: that was heard, and stays true
 */
export function evidenceOf(column: number, afterStall = false): Evidence {
  switch (column) {
    case STARTED:
      return NO_EVIDENCE;
    case OK:
      return afterStall ? WENT_WELL_LATE : WENT_WELL;
    case ABANDONED:
      return afterStall ? STALLS : LEFT;
    case STALLED:
      return STALLS;
    default:
      return column < 0 ? NO_EVIDENCE : afterStall ? FAILED_LATE : FAILED;
  }
}
