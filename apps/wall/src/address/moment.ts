/** Of when a page is, by its address; times in ms since the epoch, the end outside. */
export type Moment =
  | { readonly kind: 'now' }
  /** A period that stays where it is. */
  | { readonly kind: 'frozen'; readonly from: number; readonly to: number }
  /** It has not begun yet. */
  | { readonly kind: 'future'; readonly text: string }
  /** What the address says is no period. */
  | { readonly kind: 'unreadable'; readonly text: string };

const NOW = { kind: 'now' } as const;
const HOUR = 3_600_000;
/** A period that moves with the clock, up to now. */
const LIVE = /^now-\d+[mhd]\.\.now$/;

/** A time with an offset; a "+" that was not escaped arrives as a space. NaN for anything else. */
function timeOf(text: string): number {
  const iso = text.replace(/ (?=\d{2}:?\d{2}$)/, '+');
  const at = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(iso) ? Date.parse(iso) : NaN;
  return Math.floor(at / 1_000) * 1_000;
}

/** What `t=A..B` names at `now`; a period that is not over ends now, at the whole minute. */
export function periodAt(text: string, now: number): Moment {
  if (LIVE.test(text)) return NOW;
  const [from = NaN, to = NaN, ...more] = text.split('..').map((end) => (end === 'now' ? now : timeOf(end)));
  if (!(from < to) || more.length > 0) return from >= now ? { kind: 'future', text } : { kind: 'unreadable', text };
  if (from >= now) return { kind: 'future', text };
  return { kind: 'frozen', from, to: to > now ? Math.max(Math.floor(now / 60_000) * 60_000, from + 60_000) : to };
}

/** Of when an address is: `t=A..B`, `from=A&to=B`, or `at=A` for the hour up to a moment; now where it names none of them. */
export function momentOf(address: URLSearchParams, now: number): Moment {
  const [t, from, at] = [address.get('t'), address.get('from'), address.get('at')];
  if (t !== null) return periodAt(t, now);
  if (from !== null) return periodAt(`${from}..${address.get('to') ?? 'now'}`, now);
  if (at === null) return NOW;
  const end = timeOf(at);
  if (Number.isNaN(end)) return { kind: 'unreadable', text: at };
  return end > now ? { kind: 'future', text: at } : { kind: 'frozen', from: end - HOUR, to: end };
}

/** A moment as addresses and questions have it. */
export function isoText(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** The address without its period: of now. */
export function withoutMoment(address: URLSearchParams): URLSearchParams {
  const left = new URLSearchParams(address);
  for (const name of ['t', 'from', 'to', 'at']) left.delete(name);
  return left;
}
