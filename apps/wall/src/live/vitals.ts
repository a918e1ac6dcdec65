/** After how many milliseconds of silence what is said (the times are those of the wall's specification). */
export const LATE_AFTER = 3_000;
export const DOWN_AFTER = 10_000;
/** Data that is this old, or a detector that did not finish a round for so long, judges nothing any more. */
export const STALE_AFTER = 15_000;
/** Numbers this old are taken off the screen. */
export const GONE_AFTER = 60_000;
/** Two self-tests of one a minute are missing, the second with ten seconds to come through. */
export const UNTESTED_AFTER = 130_000;

/** What is measured: all ages in milliseconds, null where nothing was ever heard. */
export interface Measured {
  /** Since the server's last heartbeat, or since the page opened. */
  readonly silence: number;
  /** Server time less the watermark of what is on the screen. */
  readonly dataAge: number | null;
  /** Server time less the detector's last round; while nobody judges, the time since this page last heard of somebody who did. */
  readonly detectorAge: number | null;
  /** Since the newest self-test that came through; null where none are made. */
  readonly selfTestAge: number | null;
  /** The server says that nobody judges: the detector starts, or begins from the past again. */
  readonly unjudged: boolean;
  /** The server will not talk to this screen. */
  readonly refused: boolean;
}

/** How alive each link of the chain is. */
export interface Vitals extends Measured {
  readonly link: 'live' | 'late' | 'down' | 'refused';
  readonly data: 'none' | 'fresh' | 'stale' | 'gone';
  readonly detector: 'alive' | 'late' | 'dead';
}

function linkOf({ silence, refused }: Measured): Vitals['link'] {
  if (refused) return 'refused';
  if (silence >= DOWN_AFTER) return 'down';
  return silence >= LATE_AFTER ? 'late' : 'live';
}

function dataOf({ dataAge, silence }: Measured, link: Vitals['link']): Vitals['data'] {
  if (dataAge === null) return 'none';
  if (dataAge >= GONE_AFTER || silence >= GONE_AFTER) return 'gone';
  return dataAge >= STALE_AFTER || link === 'down' || link === 'refused' ? 'stale' : 'fresh';
}

function detectorOf(measured: Measured): Vitals['detector'] {
  const { detectorAge, unjudged } = measured;
  if (isUntested(measured)) return 'dead';
  if (detectorAge !== null && detectorAge >= GONE_AFTER) return 'dead';
  return unjudged || (detectorAge !== null && detectorAge >= STALE_AFTER) ? 'late' : 'alive';
}

/** Judges the chain from what was measured: browser ↔ server, server ↔ data, data ↔ detector, each on its own. */
export function vitalsOf(measured: Measured): Vitals {
  const link = linkOf(measured);
  return { ...measured, link, data: dataOf(measured, link), detector: detectorOf(measured) };
}

/** Two self-tests in a row did not come through: what the detector says of itself proves nothing. */
export function isUntested({ selfTestAge }: Measured): boolean {
  return selfTestAge !== null && selfTestAge >= UNTESTED_AFTER;
}

/**
 * How old the newest judgement on the screen is, in ms: no younger than its data, nor than the round or the self-test of a
 * detector that is late.
 */
export function judgementAge(vitals: Vitals): number {
  const { dataAge, detectorAge, detector, selfTestAge } = vitals;
  const late = detector === 'alive' ? 0 : (detectorAge ?? 0);
  return Math.max(dataAge ?? 0, late, isUntested(vitals) ? (selfTestAge ?? 0) : 0);
}

/** Whether what is on the screen may be taken as the present. */
export function canJudge(vitals: Vitals): boolean {
  return vitals.data === 'fresh' && vitals.detector === 'alive';
}
