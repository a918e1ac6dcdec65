import type { Alert } from '@tillwatch/contract';
import type { SeenHistory } from './history.js';

const KEY = 'tillwatch.seen.';

/** What can rise. */
const KINDS: readonly unknown[] = ['failure_rate', 'drop_off', 'stalled', 'volume', 'latency'] satisfies readonly Alert['kind'][];

type Kept = Omit<Alert, 'kind' | 'incident'> & Partial<Pick<Alert, 'kind' | 'incident'>>;

function isAlert(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const alert = value as Readonly<Record<string, unknown>>;
  const texts = [alert.id, alert.journey, alert.stage].every((text) => typeof text === 'string') && Array.isArray(alert.segmentLabels);
  const parts = [alert.stageLabel, alert.segment, alert.usual].every((part) => typeof part === 'object' && part !== null);
  const numbers = [alert.since, alert.recoveredAt, alert.total, alert.failed].every((number) => typeof number === 'number');
  return texts && parts && numbers && (alert.kind === undefined || KINDS.includes(alert.kind));
}

/** Alerts that were kept before anything but failures could rise name no kind, those before there were incidents none of these. */
function completed(alert: Kept): Alert {
  return { ...alert, kind: alert.kind ?? 'failure_rate', incident: alert.incident ?? null };
}

/** What this screen saw before it was loaded again; null where nothing (readable) was kept. */
export function recall(board: string): SeenHistory | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY + board) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('since' in kept) || !('recovered' in kept)) return null;
    const { since, recovered } = kept;
    return typeof since === 'number' && Array.isArray(recovered) ? { since, recovered: recovered.filter(isAlert).map(completed) } : null;
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
