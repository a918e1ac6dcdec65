import type { Incident } from './incident.js';

/** Share of the failures from which on a kind of error stands out. */
const STANDS_OUT = 0.25;

/**
 * The category of error that most failures of an incident are of, and how many: codes of one category are taken together. undefined
 * where none stands out, where nothing failed, or where what is counted are no failures: of who waits or leaves an error says nothing.
 */
export function likelyError(incident: {
  readonly kind: Incident['kind'];
  readonly failed: number;
  readonly errors: readonly { readonly category: string; readonly failed: number }[];
}): { readonly category: string; readonly failed: number } | undefined {
  if (incident.kind !== 'failure_rate') return undefined;
  const sums = new Map<string, number>();
  for (const { category, failed } of incident.errors) sums.set(category, (sums.get(category) ?? 0) + failed);
  const [top] = [...sums].sort(([, a], [, b]) => b - a);
  if (top === undefined || top[0] === 'unknown' || top[1] === 0 || top[1] < STANDS_OUT * incident.failed) return undefined;
  return { category: top[0], failed: top[1] };
}
