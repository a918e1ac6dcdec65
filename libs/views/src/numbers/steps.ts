import { type Tier, type TierClock, type TimeRange } from '@tillwatch/windows';
import { invalid, NumbersError } from './numbers-error.js';
import { many, type RawQuery } from './query.js';

/** How a series is cut. */
export interface Steps {
  /** Start of every step, in seconds since the epoch, ascending. */
  readonly starts: readonly number[];
  /** Slices may not be coarser than this. */
  readonly coarsest: Tier;
  readonly step: string;
}

/** Most points of one series. */
const MOST_POINTS = 3_000;
/** Most points of one answer, all series together: about 50 MB of JSON, written in one go. */
const MOST_POINTS_OF_ALL = 300_000;
const NOT_A_STEP = {
  ko: '1d, 또는 하루를 10초 이상의 똑같은 칸으로 나누는 s·m·h 단위여야 합니다. 예: 10s, 5m, 1h',
  en: '1d, or a number of s, m or h that cuts a day into equal parts of at least 10 s, like 10s, 5m, 1h',
};
const UNIT_SECONDS = { s: 1, m: 60, h: 3600 } as const;

/**
 * Cuts a range into steps: `10s`…, `1m`…, `1h`… (each divides the next unit) or `1d`, from local midnight on. A range that begins
 * or ends inside a step has only its part of it: that step starts where the range does. @throws NumbersError
 */
export function stepsOf(raw: RawQuery, range: TimeRange, clock: TierClock): Steps {
  const step = many(raw, 'step')[0] ?? defaultStep(range);
  const starts = step === '1d' ? dayStarts(range, clock) : evenStarts(step, range, clock);
  const coarsest: Tier = step === '1d' ? '1d' : secondsOf(step) >= 3600 ? '1h' : secondsOf(step) >= 60 ? '1m' : '10s';
  return { starts, coarsest, step };
}

function defaultStep({ from, to }: TimeRange): string {
  const length = to - from;
  return length <= 3 * 3600 ? '1m' : length <= 14 * 86_400 ? '1h' : '1d';
}

function secondsOf(step: string): number {
  const match = /^([1-9]\d{0,3})([smh])$/.exec(step);
  const seconds = match === null ? NaN : Number(match[1]) * UNIT_SECONDS[match[2] as keyof typeof UNIT_SECONDS];
  const whole = seconds % 10 === 0 && 86_400 % seconds === 0;
  if (!whole) throw invalid('step', NOT_A_STEP);
  return seconds;
}

/** Slices lie on these edges as well: a step between them would get what belongs to its neighbour. */
function evenStarts(step: string, { from, to }: TimeRange, clock: TierClock): number[] {
  const seconds = secondsOf(step);
  checkSize(Math.ceil((to - from) / seconds));
  const starts: number[] = [];
  let day = clock.start('1d', from);
  let edge = day + Math.floor((from - day) / seconds) * seconds;
  while (edge < to) {
    starts.push(Math.max(from, edge));
    const midnight = clock.end('1d', day);
    edge += seconds;
    if (edge >= midnight) day = edge = midnight;
  }
  checkSize(starts.length);
  return starts;
}

function dayStarts({ from, to }: TimeRange, clock: TierClock): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at = clock.end('1d', clock.start('1d', at))) {
    starts.push(at);
    checkSize(starts.length);
  }
  return starts;
}

/** Refuses an answer of so many series that it would not fit into memory, however long each of them is. @throws NumbersError */
export function checkPoints(series: number, steps: number): void {
  if (series * steps <= MOST_POINTS_OF_ALL) return;
  throw new NumbersError('too_many_points', {
    ko: `${series}개 집합 × ${steps}칸은 한 번에 답하기에 너무 많습니다(${MOST_POINTS_OF_ALL}점까지). 칸을 늘리거나 기간이나 기준을 줄이세요.`,
    en: `${series} groups × ${steps} steps are too many for one answer (at most ${MOST_POINTS_OF_ALL} points). Ask for a longer step, a shorter range or fewer groups.`,
  });
}

function checkSize(size: number): void {
  if (size > MOST_POINTS) {
    throw new NumbersError('too_many_points', {
      ko: `기간이 ${MOST_POINTS}칸을 넘습니다. 칸을 늘리거나 기간을 줄이세요.`,
      en: `The range has more than ${MOST_POINTS} steps. Ask for a longer step or a shorter range.`,
    });
  }
}
