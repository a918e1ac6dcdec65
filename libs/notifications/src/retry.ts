/** How long after a failed try the next one follows. */
export interface RetryPlan {
  /** Wait after the first failed try, in ms; it doubles with each one. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** A message is given up so long after it was decided, in ms. */
  readonly giveUpMs: number;
}

/** Seconds at first, for what a pager is for; then every five minutes for a day, for a receiver that is down over night. */
export const RETRY_PLAN: RetryPlan = { firstMs: 1_000, mostMs: 300_000, giveUpMs: 86_400_000 };

/** A day: a receiver that asks to wait for longer is not waited for. */
const LONGEST_ASKED_MS = 86_400_000;

/** Share of the time that a receiver asks for over which those are spread that it asked. */
const SPREAD = 0.1;

/**
 * The wait before the next try: doubled each time, spread by half so that many messages do not all come back at once, and never shorter
 * than the receiver asked for. Nor do those come back all at once that were asked to wait as long.
 *
 * @param tries failed ones so far, at least 1
 * @param random 0 inclusive to 1 exclusive
 * @param retryAfterMs what the receiver asked for
 */
export function waitMs({ firstMs, mostMs }: RetryPlan, tries: number, random: number, retryAfterMs = 0): number {
  const doubled = Math.min(mostMs, firstMs * 2 ** Math.min(30, tries - 1));
  const asked = Math.min(retryAfterMs, LONGEST_ASKED_MS) * (1 + SPREAD * random);
  return Math.ceil(Math.max(doubled * (0.5 + random / 2), asked));
}

/** Reads `Retry-After`: seconds or a date (RFC 9110); undefined where it is neither. @param now ms since the epoch */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
