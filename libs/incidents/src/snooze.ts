import type { Incident, IncidentHandling } from '@tillwatch/domain';
import { isOtherCause, isWider } from './cause.js';
import type { Finding } from './finding.js';

/** What an incident is measured by. */
type Measured = Pick<Incident, 'total' | 'failed' | 'perMinute'>;

/** Growth that breaks a snooze: as a factor, and in standard deviations of the count (Poisson), so that chance does not. */
const [GREW, BEYOND_CHANCE] = [1.5, 3];

/** Whether an incident is put off at `now` (ms since the epoch). */
export function isSnoozed({ handling: { snoozedUntil = 0 } }: Incident, now: number): boolean {
  return snoozedUntil > now;
}

/** Puts an incident off. @param seen what it is like now */
export function snoozed(handling: IncidentHandling, snoozedUntil: number, seen: Measured): IncidentHandling {
  return measuredAgainst({ ...handling, snoozedUntil }, seen);
}

/** Measures what comes against what is `seen` now. */
export function measuredAgainst(handling: IncidentHandling, { total, failed, perMinute }: Measured): IncidentHandling {
  return { ...handling, whenSnoozed: { total, failed, perMinute } };
}

/** Puts it off no more. */
export function withoutSnooze({ snoozedUntil: _, whenSnoozed: __, ...handling }: IncidentHandling): IncidentHandling {
  return handling;
}

/** Whether a snoozed incident has become so much worse that people must hear of it: more severe, wider, or half as much again. */
export function breaksSnooze(told: Incident, finding: Finding): boolean {
  if (told.severity === 'warning' && finding.severity === 'critical') return true;
  if (isOtherCause(told, finding) || told.kind !== finding.kind) return isWider(told, finding);
  const { whenSnoozed: before } = told.handling;
  if (before === undefined) return false;
  const total = finding.total - before.total;
  const expected = total * (before.failed / Math.max(1, before.total));
  return total > 0 && (isMore(expected, finding.failed - before.failed) || isMore(before.perMinute, finding.perMinute));
}

function isMore(before: number, now: number): boolean {
  return now >= GREW * before && now - before >= BEYOND_CHANCE * Math.sqrt(Math.max(1, before));
}
