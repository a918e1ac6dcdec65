import { VERDICT_REASONS, VERDICT_STATES } from '@tillwatch/domain';
import { EVIDENCE, MINUTE, RECOVERY, SECOND, SEVERITY, SILENCE, WARM as WARM_FROM } from '../policy.js';
import { bucketStart } from '../quarantine.js';
import { thresholdOf, type JudgeSettings, type Observation } from '../settings.js';
import { commitCharts, foresee, isFew, refreshCharts } from './charts.js';
import * as layout from './layout.js';
import * as parts from './parts.js';

// What every look needs is taken over once: a name of another module is looked up at every use.
const {
  AT,
  BLOCK_AT,
  BORN_AT,
  BUCKET_AT,
  EXCESS,
  GAP_MS,
  LAST_DATA_AT,
  LEARNT,
  REASON,
  REFERENCE_AT,
  RESOLVED_AT,
  RESTED_AT,
  RESTS,
  STATE,
} = layout;
const { CHARTS } = parts;
const { blockMs } = EVIDENCE;
const { recentMs } = SEVERITY;
const { afterMs, forgetAfterMs, gaps, gapMost, gapWeight } = SILENCE;

// Where numbers lie among those of a memory; see the packing of its parts.
const [START, FAILED, TOTAL, EXPECTED, VARIANCE] = [BLOCK_AT, BLOCK_AT + 1, BLOCK_AT + 2, BLOCK_AT + 3, BLOCK_AT + 4];
const [RECOVERS, GAINS] = [BLOCK_AT + 5, BLOCK_AT + 6];
const BUCKET = BUCKET_AT;
const [HOUR, RATE, WARM] = [REFERENCE_AT, REFERENCE_AT + 2, REFERENCE_AT + 5];
const [RHO, CLUMPS, HIT, MISS] = [REFERENCE_AT + 6, REFERENCE_AT + 7, REFERENCE_AT + 10, REFERENCE_AT + 10 + CHARTS];

const [NORMAL, NO_DATA] = [VERDICT_STATES.indexOf('normal'), VERDICT_STATES.indexOf('no_data')];
const [WITHIN_USUAL, BACK_TO_USUAL] = [VERDICT_REASONS.indexOf('within_usual'), VERDICT_REASONS.indexOf('back_to_usual')];
const [TOO_FEW_EVENTS, LEARNING_USUAL] = [VERDICT_REASONS.indexOf('too_few_events'), VERDICT_REASONS.indexOf('learning_usual')];
const { exp, floor, max, min } = Math;

/** Whether a segment stays what it is: normal while something comes, silent while nothing does. */
function stays(cells: Float64Array, at: number, total: number, now: number): boolean {
  const silence = max(total > 0 ? forgetAfterMs : afterMs, gaps * (cells[at + GAP_MS] ?? 0));
  const isHeard = now - (cells[at + LAST_DATA_AT] ?? 0) <= silence;
  return isHeard ? cells[at + STATE] === NORMAL : cells[at + STATE] === NO_DATA && total === 0;
}

/** Whether what was judged against last still holds: time alone can only make a segment warm, and one that is not has no evidence. */
function isKnown(cells: Float64Array, at: number, now: number): boolean {
  if (cells[at + WARM] === 1) return true;
  if (cells[at + LEARNT] === 1 && now - (cells[at + BORN_AT] ?? 0) >= WARM_FROM.ageMs) return false;
  return cells[at + RESTS] === 1 && cells[at + TOTAL] === 0;
}

/** Whether nothing but counting is to be done: all is normal or silent, no five minutes have ended, and nothing is learnt. */
function isCalm(cells: Float64Array, at: number, { hourOfDay, failed, total, spanMs = SECOND }: Observation, now: number): boolean {
  if (cells[at + HOUR] !== floor(hourOfDay) || !((cells[at + BUCKET] ?? 0) >= bucketStart(now))) return false;
  if (!(failed >= 0 && failed <= total && total < Infinity && now < Infinity && spanMs <= blockMs)) return false;
  return stays(cells, at, total, now) && isKnown(cells, at, now);
}

/** Whether a chart would gain anything. @param begins whether a block begins with these outcomes */
function isGaining(cells: Float64Array, at: number, { failed, total }: Observation, begins: boolean): boolean {
  for (let i = 0; i < CHARTS; i += 1) {
    const gain = failed * (cells[at + HIT + i] ?? 0) + (total - failed) * (cells[at + MISS + i] ?? 0);
    if ((begins ? 0 : (cells[at + GAINS + i] ?? 0)) + gain > 0) return true;
  }
  return false;
}

/** Makes the running block final, and begins the next one at `end`. */
function commit(cells: Float64Array, at: number, end: number): void {
  const total = cells[at + TOTAL] ?? 0;
  if (total > 0) {
    const failed = cells[at + FAILED] ?? 0;
    const variance = cells[at + VARIANCE] ?? 0;
    cells[at + RESTED_AT] = end;
    cells[at + BUCKET + 4] = (cells[at + BUCKET + 4] ?? 0) + 1;
    cells[at + BUCKET + 5] = (cells[at + BUCKET + 5] ?? 0) + failed ** 2 / total;
    cells[at + BUCKET + 6] = (cells[at + BUCKET + 6] ?? 0) + total;
    cells[at + BUCKET + 7] = (cells[at + BUCKET + 7] ?? 0) + total ** 2;
    cells[at + BUCKET + 8] = (cells[at + BUCKET + 8] ?? 0) + (cells[at + EXPECTED] ?? 0);
    cells[at + BUCKET + 9] = (cells[at + BUCKET + 9] ?? 0) + variance;
    cells[at + BUCKET + 10] =
      (cells[at + BUCKET + 10] ?? 0) + variance * max(cells[at + CLUMPS] ?? 0, 1 + (cells[at + RHO] ?? 0) * (total - 1));
  }
  cells[at + START] = end;
  for (let i = FAILED; i <= RECOVERS + CHARTS; i += 1) cells[at + i] = 0;
}

function noteArrival(cells: Float64Array, at: number, now: number): void {
  const usual = cells[at + GAP_MS] ?? 0;
  const gap = min(now - (cells[at + LAST_DATA_AT] ?? 0), gapMost);
  cells[at + GAP_MS] = usual === 0 ? gap : usual + gapWeight * (gap - usual);
  cells[at + LAST_DATA_AT] = now;
}

/** Counts outcomes. @param isWarm whether they are evidence, too */
function count(cells: Float64Array, at: number, { failed, total }: Observation, isWarm: boolean): void {
  const rate = cells[at + RATE] ?? 0;
  cells[at + EXCESS] = (cells[at + EXCESS] ?? 0) + (failed - total * rate) * (MINUTE / recentMs);
  cells[at + BUCKET + 2] = (cells[at + BUCKET + 2] ?? 0) + failed;
  cells[at + BUCKET + 3] = (cells[at + BUCKET + 3] ?? 0) + total;
  if (!isWarm) return;
  cells[at + FAILED] = (cells[at + FAILED] ?? 0) + failed;
  cells[at + TOTAL] = (cells[at + TOTAL] ?? 0) + total;
  cells[at + EXPECTED] = (cells[at + EXPECTED] ?? 0) + total * rate;
  cells[at + VARIANCE] = (cells[at + VARIANCE] ?? 0) + total * rate * (1 - rate);
  for (let i = 0; i < CHARTS; i += 1) {
    const gain = failed * (cells[at + HIT + i] ?? 0) + (total - failed) * (cells[at + MISS + i] ?? 0);
    cells[at + GAINS + i] = (cells[at + GAINS + i] ?? 0) + gain;
  }
}

/** Why nothing is wrong where something comes. */
function reasonOf(cells: Float64Array, at: number): number {
  if (cells[at + WARM] !== 1) return LEARNING_USUAL;
  if ((cells[at + AT] ?? 0) - (cells[at + RESOLVED_AT] ?? 0) <= RECOVERY.againWithinMs) return BACK_TO_USUAL;
  return isFew(cells, at) ? TOO_FEW_EVENTS : WITHIN_USUAL;
}

/**
 * What {@link take} does where next to nothing speaks for a rise, neither before nor with these outcomes: nearly always. It leaves
 * exactly the same numbers behind, without unpacking the memory.
 *
 * @returns whether it could be done; else nothing has changed
 */
export function lookCalmly(cells: Float64Array, at: number, observation: Observation, settings: JudgeSettings): boolean {
  const before = cells[at + AT] ?? 0;
  const now = max(observation.now, before);
  if (!isCalm(cells, at, observation, now)) return false;
  const start = floor((now - 1) / blockMs) * blockMs;
  const begins = start > (cells[at + START] ?? 0);
  const isWarm = cells[at + WARM] === 1;
  const moves = cells[at + RESTS] !== 1 || (isWarm && observation.total > 0 && isGaining(cells, at, observation, begins));
  if (moves && !foresee(cells, at, observation, { begins, threshold: thresholdOf(settings) })) return false;
  cells[at + EXCESS] = (cells[at + EXCESS] ?? 0) * exp((before - now) / recentMs);
  cells[at + AT] = now;
  if (begins && moves) commitCharts(cells, at, start);
  if (begins) commit(cells, at, start);
  if (observation.total > 0) {
    noteArrival(cells, at, now);
    count(cells, at, observation, isWarm);
    if (moves) refreshCharts(cells, at);
  }
  if (cells[at + STATE] === NORMAL) cells[at + REASON] = reasonOf(cells, at);
  return true;
}
