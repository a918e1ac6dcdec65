import type { AttemptTable } from './attempt-table.js';
import type { Course } from './course.js';
import { ABANDONED, columnOfOutcome, isFinal, isReported, OK, packInferred, STALLED } from './outcome.js';

/** Where an attempt waits: the stage, since when, and whether it was seen to begin. */
export interface Waiting {
  readonly stage: number;
  readonly since: number;
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

/** The furthest stage of which anything was reported; -1 where nothing was. */
function furthest(table: AttemptTable, row: number, stages: number): number {
  for (let stage = stages - 1; stage >= 0; stage--) if (seenAt(table, row * table.stride + stage) !== 0) return stage;
  return -1;
}

/** The outcome by whose own word the attempt has ended: that of the furthest stage; -1 where there is none. */
function endedAt(table: AttemptTable, row: number, stages: number): number {
  for (let stage = stages - 1; stage >= 0; stage--) if (isFinal(table.outcome[row * table.stride + stage] ?? 0)) return stage;
  return -1;
}

/** Where an attempt waits for its next outcome; undefined where it has ended. Time-outs do not end it: they follow from it. */
export function waitingOf(table: AttemptTable, row: number, { stages }: Course): Waiting | undefined {
  if (endedAt(table, row, stages) >= 0) return undefined;
  const stage = furthest(table, row, stages);
  if (stage < 0) return undefined;
  const place = row * table.stride + stage;
  const outcome = table.outcome[place] ?? 0;
  if (!isReported(outcome)) return { stage, since: table.startedAt[place] ?? 0, begun: true };
  if (columnOfOutcome(outcome) !== OK || stage === stages - 1) return undefined;
  return { stage: stage + 1, since: table.outcomeAt[place] ?? 0, begun: false };
}

/**
 * Brings what follows from an attempt's reports up to date: a stage is passed once a later one is seen (at that time), a
 * stage that nothing came of is abandoned at its deadline, and the whole attempt's outcome is that of the stage that
 * decides. Depends on what was reported alone, not on its order; what time adds is added by {@link timeOut}.
 */
export function settle(table: AttemptTable, row: number, course: Course): void {
  const waiting = waitingOf(table, row, course);
  let laterAt = 0;
  const first = firstSeen(table, row, course.stages);
  for (let stage = course.stages - 1; stage >= 0; stage--) {
    const place = row * table.stride + stage;
    const seen = seenAt(table, place);
    if (!isReported(table.outcome[place] ?? 0)) {
      if (laterAt !== 0 && stage >= first) infer(table, place, INFERRED_OK, laterAt);
      else if (waiting?.stage !== stage || !holds(table, place, waiting, course)) infer(table, place, 0, 0);
    }
    if (seen !== 0 && (laterAt === 0 || seen < laterAt)) laterAt = seen;
  }
  table.birth[row] = laterAt;
  decide(table, row, course);
}

/** The first stage of which anything was reported. What lies before it was not followed, so nothing is said of it. */
function firstSeen(table: AttemptTable, row: number, stages: number): number {
  for (let stage = 0; stage < stages; stage++) if (seenAt(table, row * table.stride + stage) !== 0) return stage;
  return stages;
}

/** Whether what time said of a waiting stage is still true, now that more is known. */
function holds(table: AttemptTable, place: number, waiting: Waiting, { deadlines }: Course): boolean {
  const at = table.outcomeAt[place] ?? 0;
  const outcome = table.outcome[place] ?? 0;
  if (outcome === INFERRED_ABANDONED) return at === waiting.since + (deadlines[waiting.stage] ?? 0);
  return outcome === INFERRED_STALLED && waiting.begun && at > waiting.since;
}

function infer(table: AttemptTable, place: number, outcome: number, at: number): void {
  table.outcome[place] = outcome;
  table.outcomeAt[place] = at;
}

/** The whole attempt's outcome. */
function decide(table: AttemptTable, row: number, course: Course): void {
  const stage = decidingStage(table, row, course);
  const place = row * table.stride + stage;
  table.final[row] = stage < 0 ? 0 : columnOfOutcome(table.outcome[place] ?? 0);
  table.finalAt[row] = stage < 0 ? 0 : (table.outcomeAt[place] ?? 0);
}

/** The stage whose outcome is the attempt's; -1 while it is open. */
function decidingStage(table: AttemptTable, row: number, course: Course): number {
  const ended = endedAt(table, row, course.stages);
  if (ended >= 0) return ended;
  const waiting = waitingOf(table, row, course);
  if (waiting === undefined) return furthest(table, row, course.stages);
  const outcome = table.outcome[row * table.stride + waiting.stage] ?? 0;
  return outcome === INFERRED_ABANDONED ? waiting.stage : -1;
}

/** What time alone will change: when the stage it waits in takes longer than usual, and when its deadline is over. */
export interface TimeOuts {
  /** Seconds since the epoch; 0 where it cannot stall (any more). */
  readonly stallsAt: number;
  readonly endsAt: number;
}

/** @param usual how long the stage takes usually at most, in seconds */
export function timeOutsOf(table: AttemptTable, row: number, course: Course, usual: (stage: number) => number): TimeOuts | undefined {
  const waiting = waitingOf(table, row, course);
  if (waiting === undefined) return undefined;
  const outcome = table.outcome[row * table.stride + waiting.stage] ?? 0;
  if (outcome === INFERRED_ABANDONED) return undefined;
  const endsAt = waiting.since + (course.deadlines[waiting.stage] ?? 0);
  const stallsAt = outcome === 0 && waiting.begun ? waiting.since + usual(waiting.stage) : 0;
  return { stallsAt: stallsAt < endsAt ? stallsAt : 0, endsAt };
}

/** Says what time has made of an attempt by `now` (seconds since the epoch). */
export function timeOut(table: AttemptTable, row: number, course: Course, of: TimeOuts & { readonly now: number }): void {
  const stage = waitingOf(table, row, course)?.stage;
  if (stage === undefined) return;
  const place = row * table.stride + stage;
  if (of.now >= of.endsAt) infer(table, place, INFERRED_ABANDONED, of.endsAt);
  else if (of.stallsAt !== 0 && of.now >= of.stallsAt) infer(table, place, INFERRED_STALLED, of.stallsAt);
  decide(table, row, course);
}
