/** Units of a period that moves with the clock: minutes, hours, days. */
export type RunningUnit = 'm' | 'h' | 'd';

/** A period up to now that moves with the clock: `now-24h..now`. */
export interface Running {
  readonly kind: 'running';
  readonly count: number;
  readonly unit: RunningUnit;
}

/** Of when a page is, by its address; times in ms since the epoch, the end outside. */
export type Moment =
  | { readonly kind: 'now' }
  /** A period that stays where it is. */
  | { readonly kind: 'frozen'; readonly from: number; readonly to: number }
  | Running
  /** It has not begun yet. */
  | { readonly kind: 'future'; readonly text: string }
  /** What the address says is no period. */
  | { readonly kind: 'unreadable'; readonly text: string };

const NOW = { kind: 'now' } as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: Readonly<Record<RunningUnit, number>> = { m: MINUTE, h: HOUR, d: DAY };
const RUNNING = /^now-(\d{1,7})([mhd])\.\.now$/;
/** Longer periods are no periods: nothing is kept for so long. */
const LONGEST = 3_660 * DAY;
/** Counts by the minute are kept for 48 hours; before that an end has to be on the hour. */
export const MINUTES_KEPT = 47 * HOUR;

/** A time with an offset; a "+" that was not escaped arrives as a space. NaN for anything else. */
function timeOf(text: string): number {
  const iso = text.replace(/ (?=\d{2}:?\d{2}$)/, '+');
  const at = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(iso) ? Date.parse(iso) : NaN;
  return Math.floor(at / 1_000) * 1_000;
}

function runningOf(text: string): Running | undefined {
  const [, count = '', unit = 'm'] = RUNNING.exec(text) ?? [];
  const running: Running = { kind: 'running', count: Number(count), unit: unit as RunningUnit };
  return running.count > 0 && lengthOf(running) <= LONGEST ? running : undefined;
}

/** How long a running period is, in ms. */
export function lengthOf({ count, unit }: Running): number {
  return count * UNITS[unit];
}

/**
 * The range of a running period at `now` (ms since the epoch, the end outside), with ends at which counts are kept apart: whole minutes, or whole hours
 * where more than minutes are kept of is asked for. `reach` is how far back that goes in all, where that is further than the period (ms).
 */
export function runningSpan(running: Running, now: number, reach = lengthOf(running)): { readonly from: number; readonly to: number } {
  const step = reach <= MINUTES_KEPT ? MINUTE : HOUR;
  const to = Math.floor(now / step) * step;
  return { from: Math.floor((to - lengthOf(running)) / step) * step, to };
}

/** What `t=A..B` names at `now`; a period that is not over ends now, at the whole minute. */
export function periodAt(text: string, now: number): Moment {
  const running = runningOf(text);
  if (running !== undefined) return running;
  const [from = NaN, to = NaN, ...more] = text.split('..').map((end) => (end === 'now' ? now : timeOf(end)));
  if (!(from < to) || more.length > 0) return from >= now ? { kind: 'future', text } : { kind: 'unreadable', text };
  if (from >= now) return { kind: 'future', text };
  return { kind: 'frozen', from, to: to > now ? Math.max(Math.floor(now / MINUTE) * MINUTE, from + MINUTE) : to };
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

/** Of when an address of a page is whose present is the last hour: that hour is now. */
export function liveMomentOf(address: URLSearchParams, now: number): Moment {
  const moment = momentOf(address, now);
  return moment.kind === 'running' && lengthOf(moment) === HOUR ? NOW : moment;
}

/** Whether there may be something to show of a moment. */
export function isShown({ kind }: Moment): boolean {
  return kind !== 'future' && kind !== 'unreadable';
}

/** A period as `t` has it; undefined for a moment that is none. */
export function periodText(moment: Moment): string | undefined {
  if (moment.kind === 'running') return `now-${String(moment.count)}${moment.unit}..now`;
  return moment.kind === 'frozen' ? `${isoText(moment.from)}..${isoText(moment.to)}` : undefined;
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
