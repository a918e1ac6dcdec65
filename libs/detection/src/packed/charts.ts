import { mostOf } from '../evidence.js';
import { clamp } from '../odds.js';
import { EVIDENCE, QUARANTINE, SMALL_SAMPLE } from '../policy.js';
import * as layout from './layout.js';
import * as parts from './parts.js';

// Taken over once, as what every look needs.
const { BLOCK_AT, CHARTS_AT, LIVE_AT, REFERENCE_AT, RESTED_AT, RESTS } = layout;
const { CHART, CHARTS } = parts;

// Where numbers lie among those of a memory; see the packing of its parts.
const [START, FAILED, TOTAL, GAINS] = [BLOCK_AT, BLOCK_AT + 1, BLOCK_AT + 2, BLOCK_AT + 6];
const [MATTERS, RHO, CLUMPS] = [REFERENCE_AT + 4, REFERENCE_AT + 6, REFERENCE_AT + 7];
const [HIT, MISS] = [REFERENCE_AT + 10, REFERENCE_AT + 10 + CHARTS];
const { max, min } = Math;

/** Evidence of the charts as they will be: committed, then with the running block. */
const foreseen = new Float64Array(2 * CHARTS);

/** Newly arrived outcomes. */
export interface Outcomes {
  readonly failed: number;
  readonly total: number;
}

// Cell by cell: a call of fill or copyWithin costs many times what it does to so few.
function empty(cells: Float64Array, chart: number, onset: number): void {
  cells[chart] = 0;
  cells[chart + 1] = 0;
  cells[chart + 2] = 0;
  cells[chart + 3] = onset;
}

/** Spells out charts that are at rest. */
function wake(cells: Float64Array, at: number): void {
  const onset = cells[at + RESTED_AT] ?? 0;
  const total = cells[at + TOTAL] ?? 0;
  for (let i = 0; i < CHARTS; i += 1) {
    const live = at + LIVE_AT + i * CHART;
    empty(cells, at + CHARTS_AT + i * CHART, onset);
    cells[live] = 0;
    cells[live + 1] = cells[at + FAILED] ?? 0;
    cells[live + 2] = total;
    cells[live + 3] = total > 0 ? (cells[at + START] ?? 0) : onset;
  }
  cells[at + RESTS] = 0;
}

/** How much more than binomial a block of `total` outcomes varies. */
function dispersionOf(cells: Float64Array, at: number, total: number): number {
  return max(cells[at + CLUMPS] ?? 0, 1 + (cells[at + RHO] ?? 0) * (total - 1));
}

/**
 * Works out what the charts will say. @param begins whether a block begins with these outcomes
 * @returns whether that is still nothing to speak of
 */
export function foresee(
  cells: Float64Array,
  at: number,
  { failed, total }: Outcomes,
  { begins, threshold }: { begins: boolean; threshold: number },
): boolean {
  if (cells[at + RESTS] === 1) wake(cells, at);
  const ceiling = threshold * EVIDENCE.ceiling;
  const before = cells[at + TOTAL] ?? 0;
  const ends = begins && before > 0;
  const [phiBefore, mostBefore] = [dispersionOf(cells, at, before), mostOf(before, 1, threshold)];
  const running = (begins ? 0 : before) + total;
  const [phi, most] = [dispersionOf(cells, at, running), mostOf(running, 1, threshold)];
  for (let i = 0; i < CHARTS; i += 1) {
    const gains = cells[at + GAINS + i] ?? 0;
    let evidence = cells[at + CHARTS_AT + i * CHART] ?? 0;
    let live = cells[at + LIVE_AT + i * CHART] ?? 0;
    if (ends) evidence = live = clamp(evidence + min(mostBefore, gains / phiBefore), 0, ceiling);
    if (total > 0) {
      const gain = failed * (cells[at + HIT + i] ?? 0) + (total - failed) * (cells[at + MISS + i] ?? 0);
      live = clamp(evidence + min(most, ((begins ? 0 : gains) + gain) / phi), 0, ceiling);
    }
    foreseen[i] = evidence;
    foreseen[CHARTS + i] = live;
    if (max(evidence, live) > QUARANTINE.suspicious * threshold) return false;
  }
  return true;
}

/** Writes a chart as it is with the running block. @param from the committed one */
function write(cells: Float64Array, at: number, chart: { from: number; to: number; evidence: number }): void {
  const { from, to, evidence } = chart;
  const onset = cells[from] === 0 ? cells[at + START] : cells[from + 3];
  cells[to + 1] = (cells[from + 1] ?? 0) + (cells[at + FAILED] ?? 0);
  cells[to + 2] = (cells[from + 2] ?? 0) + (cells[at + TOTAL] ?? 0);
  cells[to + 3] = onset ?? 0;
  cells[to] = evidence;
}

/** Makes what was foreseen of the running block final, as of `end`. */
export function commitCharts(cells: Float64Array, at: number, end: number): void {
  if (cells[at + TOTAL] === 0) return;
  for (let i = 0; i < CHARTS; i += 1) {
    const chart = at + CHARTS_AT + i * CHART;
    const live = at + LIVE_AT + i * CHART;
    const evidence = foreseen[i] ?? 0;
    if (evidence === 0) empty(cells, chart, end);
    else write(cells, at, { from: chart, to: chart, evidence });
    for (let j = 0; j < CHART; j += 1) cells[live + j] = cells[chart + j] ?? 0;
  }
}

/** Writes what was foreseen with the running block. */
export function refreshCharts(cells: Float64Array, at: number): void {
  for (let i = 0; i < CHARTS; i += 1) {
    write(cells, at, { from: at + CHARTS_AT + i * CHART, to: at + LIVE_AT + i * CHART, evidence: foreseen[CHARTS + i] ?? 0 });
  }
}

/** Whether a chart is above the usual, but rests on too little to prove anything. */
export function isFew(cells: Float64Array, at: number): boolean {
  for (let i = 0; i < CHARTS && cells[at + RESTS] !== 1; i += 1) {
    const live = at + LIVE_AT + i * CHART;
    const failed = cells[live + 1] ?? 0;
    const total = cells[live + 2] ?? 0;
    const few = failed >= SMALL_SAMPLE.failures && total < SMALL_SAMPLE.total;
    if (few && (cells[live] ?? 0) > 0 && failed >= (cells[at + MATTERS] ?? 0) * total) return true;
  }
  return false;
}
