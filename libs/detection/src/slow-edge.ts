/** Counts of durations between fixed, ascending borders, as histograms keep them. */
export interface Histogram {
  /** Upper borders in ms, ascending, usually log-spaced. */
  readonly edges: readonly number[];
  /** Events up to each border, and one entry more for those above the last. */
  readonly counts: readonly number[];
}

/** The border from which on an event counts as slow. */
export interface SlowEdge {
  /** Index into `edges`, and the border itself in ms. */
  readonly index: number;
  readonly edgeMs: number;
  /** Share of the healthy events above it. */
  readonly share: number;
}

/** Shares of healthy events that make a good edge: enough to know the usual share, few enough to rise (detection method, step 9). */
const SLOW = { least: 0.05, best: 0.1, most: 0.15, keepLeast: 0.03, keepMost: 0.2, events: 200 } as const;

/** Events above a border: the `failed` of the latency signal, with all events as its `total`. */
export function slowerThan({ counts }: Histogram, index: number): number {
  return counts.slice(index + 1).reduce((sum, count) => sum + count, 0);
}

function distance(share: number): number {
  return Math.abs(Math.log(Math.max(share, Number.MIN_VALUE) / SLOW.best));
}

/**
 * Chooses the border that 5 to 15 % of healthy events exceed, the one nearest to 10 %. Null with fewer than 200 events, or where
 * the borders are so coarse that none lies there. `current`, an edge chosen before, is kept while 3 to 20 % exceed it:
 * moving it would make the usual share jump.
 */
export function slowEdge(healthy: Histogram, current?: number): SlowEdge | null {
  const total = healthy.counts.reduce((sum, count) => sum + count, 0);
  if (total < SLOW.events) return null;
  const all = healthy.edges.map((edgeMs, index) => ({ index, edgeMs, share: slowerThan(healthy, index) / total }));
  const kept = all.find(({ index, share }) => index === current && share >= SLOW.keepLeast && share <= SLOW.keepMost);
  if (kept !== undefined) return kept;
  const fit = all.filter(({ share }) => share >= SLOW.least && share <= SLOW.most);
  return fit.reduce<SlowEdge | null>((best, edge) => (best === null || distance(edge.share) < distance(best.share) ? edge : best), null);
}
