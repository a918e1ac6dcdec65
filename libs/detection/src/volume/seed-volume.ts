import { remaining } from '../learn.js';
import { DAY, HOUR } from '../policy.js';
import type { VolumeMemory } from './memory.js';
import { LEVEL, PROFILE, SHARE } from './policy.js';
import { drawCurve, learnHourOf, localDay } from './profile.js';

/** Events of one whole past hour. Hours with 0 say that nothing came; hours nobody listened in must be left out. */
export interface PastVolume {
  /** Local hour of day, 0..23. */
  readonly hourOfDay: number;
  /** Days from the end of the hour to now; a fraction says which day it was. */
  readonly dayAge: number;
  readonly total: number;
  /** Events of the wider segment in the hour. */
  readonly parentTotal?: number;
}

/** How quiet the last hours were against the profile; hours that look like an outage do not count. */
function seedLevel(memory: VolumeMemory, hour: PastVolume): void {
  const usual = memory.curve[Math.floor(hour.hourOfDay)] ?? null;
  if (usual === null || hour.total < usual / 2) return;
  const share = remaining(hour.dayAge * DAY, LEVEL.halfLife);
  memory.level.seen += Math.min(hour.total, LEVEL.most * usual) * share;
  memory.level.expected += usual * share;
}

function seedShare(memory: VolumeMemory, { dayAge, total, parentTotal = 0 }: PastVolume): void {
  const faded = remaining(dayAge * DAY, SHARE.halfLife);
  memory.share.seen += parentTotal > 0 ? total * faded : 0;
  memory.share.parent += parentTotal * faded;
}

/**
 * Gives a segment a usual volume from its past at once: imported history, or the hour tier after a restart. Older hours give way to
 * newer ones of the same weekday. Outages and campaigns among the hours do little harm: the profile is a median.
 */
export function seedVolume(memory: VolumeMemory, hours: readonly PastVolume[]): void {
  const past = [...hours].sort((a, b) => b.dayAge - a.dayAge);
  for (const hour of past) {
    const end = memory.at - hour.dayAge * DAY;
    const at = Math.floor(hour.hourOfDay);
    if (hour.dayAge < PROFILE.days) learnHourOf(memory, { day: localDay(end - HOUR, at), hour: at }, hour.total);
    if (hour.total > 0) memory.lastDataAt = Math.max(memory.lastDataAt ?? end, end);
    seedShare(memory, hour);
  }
  const newest = past.at(-1);
  if (newest === undefined) return;
  drawCurve(memory, localDay(memory.at - newest.dayAge * DAY, newest.hourOfDay + 1));
  for (const hour of past) seedLevel(memory, hour);
}
