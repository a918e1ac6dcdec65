import type { AttemptTable } from './attempt-table.js';
import type { Course } from './course.js';
import { ABANDONED, columnOfOutcome, isFinal, isReported, OK, packInferred, STALLED } from './outcome.js';

/** How far the reports about an attempt go. Positions of stages; -1 for none. */
export interface Standing {
  /** The first and the last stage of which anything was reported. What lies before the first was not followed. */
  readonly first: number;
  readonly last: number;
  /** The furthest stage whose outcome ends the attempt by its own word. */
  readonly ended: number;
  /** The stage it waits in, since when (0 where it waits in none), and whether that was seen to begin. */
  readonly waitsIn: number;
  readonly waitsSince: number;
  readonly begun: boolean;
}

const INFERRED_OK = packInferred(OK);
const INFERRED_ABANDONED = packInferred(ABANDONED);
const INFERRED_STALLED = packInferred(STALLED);

/** When anything was reported of a stage first; 0 where nothing was. */
function seenAt(table: AttemptTable, place: number): number {
  const started = table.startedAt[place] ?? 0;
  const concluded = isReported(table.outcome[place] ?? 0) ? (table.outcomeAt[place] ?? 0) : 0;
  return started === 0 ? concluded : concluded === 0 ? started : Math.min(started, concluded);
}

/** How far an attempt is. Time-outs do not end it: they follow from where it waits. */
export function standingOf(table: AttemptTable, row: number, { stages }: Course): Standing {
  let [first, last, ended] = [-1, -1, -1];
  for (let stage = stages - 1; stage >= 0; stage--) {
    const place = row * table.stride + stage;
    if (seenAt(table, place) === 0) continue;
    first = stage;
    if (last < 0) last = stage;
    if (ended < 0 && isFinal(table.outcome[place] ?? 0)) ended = stage;
  }
  if (ended >= 0 || last < 0) return { first, last, ended, waitsIn: -1, waitsSince: 0, begun: false };
  const place = row * table.stride + last;
  const outcome = table.outcome[place] ?? 0;
  if (!isReported(outcome)) return { first, last, ended, waitsIn: last, waitsSince: table.startedAt[place] ?? 0, begun: true };
  const goesOn = columnOfOutcome(outcome) === OK && last < stages - 1;
  const waitsSince = goesOn ? (table.outcomeAt[place] ?? 0) : 0;
  return { first, last, ended, waitsIn: goesOn ? last + 1 : -1, waitsSince, begun: false };
}

/**
 * Brings what follows from an attempt's reports up to date: a stage is passed once a later one is seen (at that time), a
 * stage that nothing came of is abandoned at its deadline, and the whole attempt's outcome is that of the stage that
 * decides. Depends on what was reported alone, not on its order; what time adds is added by {@link timeOut}.
 */
export function settle(table: AttemptTable, row: number, course: Course): Standing {
  const standing = standingOf(table, row, course);
  let laterAt = 0;
  for (let stage = course.stages - 1; stage >= 0; stage--) {
    const place = row * table.stride + stage;
    const seen = seenAt(table, place);
    if (!isReported(table.outcome[place] ?? 0)) {
      if (laterAt !== 0 && stage >= standing.first) infer(table, place, INFERRED_OK, laterAt);
      else if (standing.waitsIn !== stage || !holds(table, place, standing, course)) infer(table, place, 0, 0);
    }
    if (seen !== 0 && (laterAt === 0 || seen < laterAt)) laterAt = seen;
  }
  table.birth[row] = laterAt;
  decide(table, row, standing);
  return standing;
}

/** Whether what time said of a waiting stage is still true, now that more is known. */
function holds(table: AttemptTable, place: number, { waitsIn, waitsSince, begun }: Standing, { deadlines }: Course): boolean {
  const at = table.outcomeAt[place] ?? 0;
  const outcome = table.outcome[place] ?? 0;
  if (outcome === INFERRED_ABANDONED) return at === waitsSince + (deadlines[waitsIn] ?? 0);
  return outcome === INFERRED_STALLED && begun && at > waitsSince;
}

function infer(table: AttemptTable, place: number, outcome: number, at: number): void {
  table.outcome[place] = outcome;
  table.outcomeAt[place] = at;
}

/** The whole attempt's outcome: by its own word, else that of the stage it got to; none while it waits within its deadline. */
function decide(table: AttemptTable, row: number, { ended, last, waitsIn }: Standing): void {
  const waits = row * table.stride + waitsIn;
  const isOpen = waitsIn >= 0 && table.outcome[waits] !== INFERRED_ABANDONED;
  const stage = ended >= 0 ? ended : isOpen ? -1 : waitsIn >= 0 ? waitsIn : last;
  const place = row * table.stride + stage;
  table.final[row] = stage < 0 ? 0 : columnOfOutcome(table.outcome[place] ?? 0);
  table.finalAt[row] = stage < 0 ? 0 : (table.outcomeAt[place] ?? 0);
}

/** What time alone will change: when the stage it waits in takes longer than usual, and when its deadline is over. */
export interface TimeOuts {
  /** Seconds since the epoch; 0 where it cannot stall (any more). */
  readonly stallsAt: number;
  /** 0 where it waits for nothing (any more). */
  readonly endsAt: number;
}

const NEVER: TimeOuts = { stallsAt: 0, endsAt: 0 };

/** @param usual how long a stage takes usually at most, in seconds */
export function timeOutsOf(
  table: AttemptTable,
  row: number,
  course: Course,
  of: { readonly standing: Standing; readonly usual: (stage: number) => number },
): TimeOuts {
  const { waitsIn, waitsSince, begun } = of.standing;
  const outcome = waitsIn < 0 ? INFERRED_ABANDONED : (table.outcome[row * table.stride + waitsIn] ?? 0);
  if (outcome === INFERRED_ABANDONED) return NEVER;
  const endsAt = waitsSince + (course.deadlines[waitsIn] ?? 0);
  const stallsAt = outcome === 0 && begun ? waitsSince + of.usual(waitsIn) : 0;
  return { stallsAt: stallsAt < endsAt ? stallsAt : 0, endsAt };
}

/** Says what time has made of an attempt by `now` (seconds since the epoch). */
export function timeOut(
  table: AttemptTable,
  row: number,
  standing: Standing,
  { stallsAt, endsAt, now }: TimeOuts & { readonly now: number },
): void {
  const place = row * table.stride + standing.waitsIn;
  if (now >= endsAt) infer(table, place, INFERRED_ABANDONED, endsAt);
  else if (stallsAt !== 0 && now >= stallsAt) infer(table, place, INFERRED_STALLED, stallsAt);
  decide(table, row, standing);
}
