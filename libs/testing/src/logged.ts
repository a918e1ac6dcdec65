import type { StageEvent } from '@tillwatch/domain';
import { decodeBatch, encodeBatch, Fingerprints, type LoggedBatch } from '@tillwatch/ledger';

/** Events as the fold reads them back from the log, written at `at` (ms since the epoch). */
export function logged(events: readonly StageEvent[], at: number): LoggedBatch {
  return decodeBatch(encodeBatch(events, at, new Fingerprints(1)), new Set());
}
