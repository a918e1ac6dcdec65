/** A share of a counted event: how many of its attempts fall into the slice around `second`. */
export interface SpreadPart {
  readonly second: number;
  readonly n: number;
}

/**
 * Spreads a counted event evenly over its span: attempt i of n lies at occurredAt + span × i / n. Whole attempts only,
 * so that the parts always add up to the count.
 * @param endOf end (exclusive) of the finest slice that keeps what happened at a second; both in seconds since the epoch
 */
export function spread(
  event: { readonly occurredAt: number; readonly count: number; readonly spanMs: number },
  endOf: (second: number) => number,
): SpreadPart[] {
  const { occurredAt, count, spanMs } = event;
  if (spanMs === 0) return [{ second: Math.floor(occurredAt / 1000), n: count }];
  const parts: SpreadPart[] = [];
  let placed = 0;
  let from = occurredAt;
  const end = occurredAt + spanMs;
  while (placed < count) {
    const second = Math.floor(from / 1000);
    const next = Math.min(endOf(second) * 1000, end);
    // Attempts before `next`: those with occurredAt + span × i / n < next.
    const upto = next >= end ? count : Math.min(count, Math.ceil(((next - occurredAt) * count) / spanMs));
    if (upto > placed) parts.push({ second, n: upto - placed });
    placed = upto;
    from = next;
  }
  return parts;
}
