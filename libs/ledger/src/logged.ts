import type { StageEvent } from '@tillwatch/domain';
import { decodeBatch } from './decode-batch.js';
import { encodeBatch } from './encode-batch.js';
import { Fingerprints } from './fingerprint.js';
import type { LoggedBatch } from './logged-batch.js';

/** Hashes without a secret: nothing outside this process ever sees them. */
const PLAIN = new Fingerprints(1);

/** Events as the fold reads them back from the log, written at `at` (ms since the epoch). */
export function logged(events: readonly StageEvent[], at: number): LoggedBatch {
  return decodeBatch(encodeBatch(events, at, PLAIN), new Set());
}
