/** A share of a counted event: how many of its attempts fall into the finest slice around `second`. */
export interface SpreadPart {
  readonly second: number;
  readonly n: number;
}

/** Width of the finest slice in milliseconds. */
const SLICE_MS = 10_000;

/**
 * Spreads a counted event evenly over its span: attempt i of n lies at occurredAt + span × i / n. Whole attempts only,
 * so that the parts always add up to the count; one part per finest slice.
 */
export function spread(event: { readonly occurredAt: number; readonly count: number; readonly spanMs: number }): SpreadPart[] {
  const { occurredAt, count, spanMs } = event;
  if (spanMs === 0) return [{ second: Math.floor(occurredAt / 1000), n: count }];
  const parts: SpreadPart[] = [];
  let placed = 0;
  let from = occurredAt;
  const end = occurredAt + spanMs;
  while (placed < count) {
    const next = Math.min((Math.floor(from / SLICE_MS) + 1) * SLICE_MS, end);
    // Attempts before `next`: those with occurredAt + span × i / n < next.
    const upto = next >= end ? count : Math.min(count, Math.ceil(((next - occurredAt) * count) / spanMs));
    if (upto > placed) parts.push({ second: Math.floor(from / 1000), n: upto - placed });
    placed = upto;
    from = next;
  }
  return parts;
}
