import { clamp } from '../odds.js';
import { DAY, HOUR } from '../policy.js';
import type { RunningHour, VolumeMemory } from './memory.js';
import { PROFILE } from './policy.js';

/** The local day a time belongs to, counted from the epoch; its hour of day says the zone. */
export function localDay(now: number, hourOfDay: number): number {
  return Math.round((now - hourOfDay * HOUR) / DAY);
}

function slotOf(day: number): number {
  return ((day % PROFILE.days) + PROFILE.days) % PROFILE.days;
}

/** The median of the days an hour was seen on, the lower one of two; null before {@link PROFILE.daysLeast}. */
function usualOf(memory: VolumeMemory, hour: number): number | null {
  const seen = memory.days.map((day) => day[hour] ?? null).filter((count) => count !== null);
  if (seen.length < PROFILE.daysLeast) return null;
  return seen.sort((a, b) => a - b)[Math.floor((seen.length - 1) / 2)] ?? null;
}

/** How much quieter than the others this day of the week is, from when it was last seen. */
function weekdayFactor(days: readonly (number | null)[] | undefined, usual: readonly (number | null)[]): number {
  let own = 0;
  let all = 0;
  let hours = 0;
  usual.forEach((count, hour) => {
    const here = days?.[hour] ?? null;
    if (here === null || count === null) return;
    own += here;
    all += count;
    hours += 1;
  });
  return hours < PROFILE.weekdayHours || all === 0 ? 1 : clamp(own / all, PROFILE.weekdayLeast, 1);
}

/** Draws the profile of a local day from what was learnt. */
export function drawCurve(memory: VolumeMemory, day: number): void {
  const usual = Array.from({ length: 24 }, (_, hour) => usualOf(memory, hour));
  const factor = weekdayFactor(memory.days[slotOf(day)], usual);
  memory.curve = usual.map((count) => (count === null ? null : Number((count * factor).toPrecision(4))));
}

/** Stores events an hour for an hour of a local day. */
export function learnHourOf(memory: VolumeMemory, at: { day: number; hour: number }, perHour: number): void {
  const day = memory.days[slotOf(at.day)];
  if (day !== undefined) day[at.hour] = Number(perHour.toPrecision(4));
}

/** Brings the running hour up to a local time: one that has ended is learnt. */
export function turnHour(memory: VolumeMemory, now: number, hourOfDay: number): RunningHour {
  const day = localDay(now, hourOfDay);
  const hour = Math.floor(hourOfDay);
  const running = memory.hour;
  if (running !== null && running.day === day && running.hour === hour) return running;
  if (running !== null && !running.spoilt && running.coveredMs >= PROFILE.coveredLeast)
    learnHourOf(memory, running, (running.seen / running.coveredMs) * HOUR);
  drawCurve(memory, day);
  memory.hour = { day, hour, seen: 0, coveredMs: 0, spoilt: false };
  return memory.hour;
}

/**
 * Events an hour that the profile expects at a local hour of day (a fraction): drawn from the middle of one hour to that of
 * the next, but never above the hour's own count, so that a shop that opens at nine is not missed at a quarter to.
 * Null while the hour is not known.
 */
export function profileAt(memory: VolumeMemory, hourOfDay: number): number | null {
  const own = memory.curve[Math.floor(hourOfDay)] ?? null;
  if (own === null) return null;
  const from = Math.floor(hourOfDay - 0.5);
  const share = hourOfDay - 0.5 - from;
  const before = memory.curve[(from + 24) % 24] ?? own;
  const after = memory.curve[(from + 1) % 24] ?? own;
  return Math.min(own, before + share * (after - before));
}
