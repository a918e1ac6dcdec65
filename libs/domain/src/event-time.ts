/** How far a sender's clock may be ahead of the server's, in milliseconds: nothing later is accepted. */
export const FUTURE_TOLERANCE_MS = 2 * 60_000;

/** Nothing was sold over this product before (ms since the epoch): an earlier time is a unit mistaken or a field left empty. */
export const EARLIEST_EVENT_MS = Date.UTC(2000, 0, 1);
