import type { Alert } from '@tillwatch/contract';
import type { SeenHistory } from './history.js';

const KEY = 'tillwatch.seen.';

function isAlert(value: unknown): value is Alert {
  if (typeof value !== 'object' || value === null) return false;
  const alert = value as Readonly<Record<string, unknown>>;
  const texts = typeof alert.id === 'string' && Array.isArray(alert.segmentLabels) && typeof alert.stageLabel === 'object';
  return texts && typeof alert.since === 'number' && typeof alert.recoveredAt === 'number';
}

/** What this screen saw before it was loaded again; null where nothing (readable) was kept. */
export function recall(board: string): SeenHistory | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY + board) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('since' in kept) || !('recovered' in kept)) return null;
    const { since, recovered } = kept;
    return typeof since === 'number' && Array.isArray(recovered) ? { since, recovered: recovered.filter(isAlert) } : null;
  } catch {
    // Storage may be closed to this page, or hold what another version wrote: the wall does without.
    return null;
  }
}

/** Keeps what this screen saw for its next life in the same window. */
export function keep(board: string, history: SeenHistory): void {
  try {
    sessionStorage.setItem(KEY + board, JSON.stringify(history));
  } catch {
    // Closed or full: the wall does without.
  }
}
