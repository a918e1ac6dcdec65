import { EARLIEST_EVENT_MS, FUTURE_TOLERANCE_MS } from '@tillwatch/domain';
import type { TierClock, TimeRange } from '@tillwatch/windows';
import { invalid, NumbersError } from './numbers-error.js';

/** Between which times there can be any events, in seconds since the epoch. */
export interface RangeBounds {
  readonly earliest: number;
  /** The newest 10-second edge: where a range ends that names no end. */
  readonly edge: number;
  readonly latest: number;
}

/** Length of the range that is answered when none is given, in seconds. */
const DEFAULT_RANGE_SECONDS = 300;
/** What the clocks of two processes of one installation may differ by, in seconds. */
const CLOCKS_APART_SECONDS = 60;

/**
 * The bounds at `now` (seconds since the epoch). Intake accepts nothing outside them, so that cutting a range there changes
 * no number. The first one begins a local day, so that it can be answered from days, too.
 */
export function boundsAt(now: number, clock: TierClock): RangeBounds {
  const edge = Math.floor(now / 10) * 10;
  const latest = edge + FUTURE_TOLERANCE_MS / 1000 + CLOCKS_APART_SECONDS;
  return { earliest: clock.start('1d', EARLIEST_EVENT_MS / 1000), edge, latest };
}

/**
 * The range that two times name ("until 2099", "since 1970" are cut to what there can be), or the last five minutes.
 * @throws NumbersError `invalid_query`, or `range_out_of_reach` where it lies outside the bounds altogether
 */
export function rangeOf(from: string | undefined, to: string | undefined, bounds: RangeBounds): TimeRange {
  const end = secondOf('to', to) ?? bounds.edge;
  const start = secondOf('from', from) ?? Math.min(end, bounds.latest) - DEFAULT_RANGE_SECONDS;
  if (start >= bounds.latest || end <= bounds.earliest) throw outOfReach(bounds);
  if (start >= end) throw invalid('from', { ko: 'to보다 앞이어야 합니다', en: 'must be before `to`' });
  return { from: Math.max(start, bounds.earliest), to: Math.min(end, bounds.latest) };
}

/** A time with an offset, in seconds since the epoch; ranges are cut at whole seconds. */
function secondOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // A "+" that was not escaped in a URL arrives as a space.
  const iso = text.replace(/ (?=\d{2}:?\d{2}$)/, '+');
  const ms = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(iso) ? Date.parse(iso) : NaN;
  if (Number.isNaN(ms) || ms % 1000 !== 0) {
    throw invalid(name, {
      ko: '시차가 붙은 ISO 8601의 정각 초가 필요합니다. 예: 2026-11-22T14:00:00+09:00',
      en: 'expected a whole second in ISO 8601 with an offset, like 2026-11-22T14:00:00+09:00',
    });
  }
  return ms / 1000;
}

function outOfReach({ earliest, latest }: RangeBounds): NumbersError {
  const [first, last] = [earliest, latest].map((second) => new Date(second * 1000).toISOString());
  return new NumbersError('range_out_of_reach', {
    ko: `이 기간에는 이벤트가 있을 수 없습니다. from은 ${first}부터, to는 ${last}까지입니다.`,
    en: `There can be no events in this range. The earliest possible \`from\` is ${first}, the latest possible \`to\` ${last}.`,
  });
}
