import { VERDICT_REASONS, VERDICT_STATES } from '@tillwatch/domain';
import type { Bucket } from '../baseline-memory.js';
import type { Chart, SegmentMemory } from '../memory.js';
import { isLearnt } from '../usual.js';
import { BLOCK, BUCKET, CHART, CHARTS, packBlock, packBucket, packChart, unpackBlock, unpackBucket, unpackChart } from './parts.js';
import { REFERENCE } from './reference.js';

/** Where single numbers lie: time of the last call, state, the outcomes judged last, and whether anything was. */
export const [AT, STATE, FAILED, TOTAL, LOOKED] = [0, 1, 2, 3, 4];
export const [REASON, LAST_DATA_AT, GAP_MS, EXCESS, RESOLVED_AT] = [5, 6, 7, 8, 9];
/** Whether all charts rest, and since when: see {@link isAtRest}. */
export const [RESTS, RESTED_AT] = [10, 11];
/** Since when the segment is known, and whether enough is learnt of it to judge by. */
export const [BORN_AT, LEARNT] = [12, 13];
const [CHANGED_AT, HOLD_MS] = [14, 15];

/** Where the parts of a packed memory begin; what every look needs comes first. */
export const BLOCK_AT = 16;
export const BUCKET_AT = BLOCK_AT + BLOCK;
export const REFERENCE_AT = BUCKET_AT + BUCKET;
export const CHARTS_AT = REFERENCE_AT + REFERENCE;
export const LIVE_AT = CHARTS_AT + CHARTS * CHART;

/** Numbers that a packed memory takes: whole cache lines. */
export const PACKED = Math.ceil((LIVE_AT + CHARTS * CHART) / 8) * 8;

/** What cannot be told by a number is none. Taken out once: inside Jest every look-up of a global costs ten times the call. */
const { NaN: NONE, isNaN } = Number;

function orNull(value: number): number | null {
  return isNaN(value) ? null : value;
}

function packOwn(cells: Float64Array, at: number, memory: SegmentMemory): void {
  cells[at + AT] = memory.at;
  cells[at + STATE] = VERDICT_STATES.indexOf(memory.state);
  cells[at + REASON] = VERDICT_REASONS.indexOf(memory.reason);
  cells[at + BORN_AT] = memory.bornAt;
  cells[at + LEARNT] = Number(isLearnt(memory.baseline));
  cells[at + LAST_DATA_AT] = memory.lastDataAt ?? NONE;
  cells[at + GAP_MS] = memory.gapMs;
  cells[at + EXCESS] = memory.excess;
  cells[at + CHANGED_AT] = memory.changedAt;
  cells[at + RESOLVED_AT] = memory.resolvedAt ?? NONE;
  cells[at + HOLD_MS] = memory.holdMs;
}

function unpackOwn(cells: Float64Array, at: number, memory: SegmentMemory): void {
  memory.at = cells[at + AT] ?? 0;
  memory.state = VERDICT_STATES[cells[at + STATE] ?? 0] ?? 'no_data';
  memory.reason = VERDICT_REASONS[cells[at + REASON] ?? 0] ?? 'no_events';
  memory.bornAt = cells[at + BORN_AT] ?? 0;
  memory.lastDataAt = orNull(cells[at + LAST_DATA_AT] ?? 0);
  memory.gapMs = cells[at + GAP_MS] ?? 0;
  memory.excess = cells[at + EXCESS] ?? 0;
  memory.changedAt = cells[at + CHANGED_AT] ?? 0;
  memory.resolvedAt = orNull(cells[at + RESOLVED_AT] ?? 0);
  memory.holdMs = cells[at + HOLD_MS] ?? 0;
}

/**
 * Whether nothing speaks for a rise, in the committed charts nor with the running block: then all of them say the same, which
 * follows from the block and from when they were committed.
 */
function isAtRest({ charts, live, block }: SegmentMemory): boolean {
  const at = charts[0]?.onset ?? 0;
  const [failed, total, onset] = block.total > 0 ? [block.failed, block.total, block.start] : [0, 0, at];
  for (let i = 0; i < CHARTS; i += 1) {
    if (!isEqual(charts[i], 0, 0, at) || !isEqual(live[i], failed, total, onset)) return false;
  }
  return true;
}

function isEqual(chart: Chart | undefined, failed: number, total: number, onset: number): boolean {
  return chart?.evidence === 0 && chart.failed === failed && chart.total === total && chart.onset === onset;
}

function rest(chart: Chart, failed: number, total: number, onset: number): void {
  chart.evidence = 0;
  chart.failed = failed;
  chart.total = total;
  chart.onset = onset;
}

function packCharts(cells: Float64Array, at: number, memory: SegmentMemory): void {
  const rests = isAtRest(memory);
  cells[at + RESTS] = Number(rests);
  if (rests) cells[at + RESTED_AT] = memory.charts[0]?.onset ?? 0;
  for (let i = 0; i < CHARTS && !rests; i += 1) {
    const [committed, live] = [memory.charts[i], memory.live[i]];
    if (committed !== undefined) packChart(cells, at + CHARTS_AT + i * CHART, committed);
    if (live !== undefined) packChart(cells, at + LIVE_AT + i * CHART, live);
  }
}

function unpackCharts(cells: Float64Array, at: number, memory: SegmentMemory): void {
  const rests = cells[at + RESTS] === 1;
  const onset = cells[at + RESTED_AT] ?? 0;
  const { block } = memory;
  const isRunning = block.total > 0;
  for (let i = 0; i < CHARTS; i += 1) {
    const [committed, live] = [memory.charts[i], memory.live[i]];
    if (committed === undefined || live === undefined) continue;
    if (rests) {
      rest(committed, 0, 0, onset);
      rest(live, block.failed, block.total, isRunning ? block.start : onset);
    } else {
      unpackChart(cells, at + CHARTS_AT + i * CHART, committed);
      unpackChart(cells, at + LIVE_AT + i * CHART, live);
    }
  }
}

/** Packs the numbers of a memory, except for what it is judged against; what grows stays outside. */
export function packMemory(cells: Float64Array, at: number, memory: SegmentMemory): void {
  packOwn(cells, at, memory);
  packBlock(cells, at + BLOCK_AT, memory.block);
  packCharts(cells, at, memory);
  if (memory.bucket === null) cells[at + BUCKET_AT] = NONE;
  else packBucket(cells, at + BUCKET_AT, memory.bucket);
}

/** Writes a packed memory over another. @param bucket becomes its running bucket, where it has one */
export function unpackMemory(cells: Float64Array, at: number, memory: SegmentMemory, bucket: Bucket): void {
  unpackOwn(cells, at, memory);
  unpackBlock(cells, at + BLOCK_AT, memory.block);
  unpackCharts(cells, at, memory);
  memory.bucket = isNaN(cells[at + BUCKET_AT] ?? 0) ? null : bucket;
  if (memory.bucket !== null) unpackBucket(cells, at + BUCKET_AT, memory.bucket);
}
