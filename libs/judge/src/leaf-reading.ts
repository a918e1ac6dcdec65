import { explainingDimensions, type Journey, type Stage } from '@tillwatch/domain';
import { LeafTableBuilder, type LeafTable } from '@tillwatch/explanation';
import { EVIDENCE_COLUMNS, SLOT_SECONDS, type Fold, type VisitUsual } from '@tillwatch/windows';
import { SIGNALS, type BadOf, type SignalKind } from './signals.js';

/** Rows of a table at most, of those with news (with something bad among them) and of those that only say what is usual: explaining takes time by the row. */
const MOST_ROWS = { fresh: 25_000, bad: 20_000, usual: 5_000 };
/** What happened this shortly before a rise belongs neither to it nor to the usual (seconds). */
const MARGIN = 60;
const STAGE = 'stage';

/** Sums of one row. */
interface RowSums {
  readonly row: number;
  total: number;
  failed: number;
  baseTotal: number;
  baseFailed: number;
}

/** What is read. */
export interface Reading {
  readonly tenant: string;
  readonly journey: Journey;
  readonly kind: SignalKind;
  /** Outcomes heard from here on are now (seconds of the log's clock, a slot's start). */
  readonly from: number;
  /** What was heard from here on (the same) and before that is the usual; absent: what was learnt. */
  readonly usualFrom?: number;
  /** Rows that are looked at. */
  readonly keep: (row: number) => boolean;
  /** Rate that is usual at the least: what the past of a row cannot say is not taken for never. */
  readonly leastUsual: number;
}

/** The stages of a journey by the symbols of rows. */
function stagesBySymbol(fold: Fold, { tenant, journey }: Reading): Map<number, Stage> {
  return new Map(
    journey.stages.flatMap((stage): [number, Stage][] => {
      const symbol = fold.names.findSymbol({ kind: 'stage', tenant, journey: journey.id, stage: stage.id });
      return symbol === undefined ? [] : [[symbol, stage]];
    }),
  );
}

/** Sums by row, now and before, of the rows of a journey's stages. */
function sumsOf(fold: Fold, reading: Reading, stages: ReadonlyMap<number, Stage>): RowSums[] {
  const { leaves } = fold;
  const read = signalReader(reading.kind);
  const sums = new Map<number, RowSums | null>();
  const find = (row: number): RowSums | null => {
    let found = sums.get(row);
    if (found === undefined) {
      const kept = stages.has(leaves.rows.symbolAt(row, 0)) && reading.keep(row);
      sums.set(row, (found = kept ? { row, total: 0, failed: 0, baseTotal: 0, baseFailed: 0 } : null));
    }
    return found;
  };
  const addNow = (row: number, counts: ArrayLike<number>, at: number): void => {
    const sum = find(row);
    if (sum === null) return;
    const { total, failed } = read(counts, at);
    sum.total += total;
    sum.failed += failed;
  };
  const addUsual: VisitUsual = (row, counts, at, times) => {
    const sum = find(row);
    if (sum === null) return;
    const { total, failed } = read(counts, at);
    sum.baseTotal += times * total;
    sum.baseFailed += times * failed;
  };
  const { from, usualFrom } = reading;
  leaves.each(from, addNow);
  if (usualFrom === undefined) leaves.eachUsual(from - MARGIN, addUsual);
  else leaves.each(usualFrom, (row, counts, at) => addUsual(row, counts, at, 1), from - MARGIN);
  return [...sums.values()].filter((sum) => sum !== null).map((sum) => whole(sum, reading.leastUsual));
}

/** What was taken back beyond what came is nothing, and no past is better than the least that is usual. */
function whole(sum: RowSums, leastUsual: number): RowSums {
  const total = Math.max(0, sum.total);
  const baseTotal = Math.max(0, sum.baseTotal);
  const failed = Math.min(total, Math.max(0, sum.failed));
  return { row: sum.row, total, failed, baseTotal, baseFailed: Math.min(baseTotal, Math.max(leastUsual * baseTotal, sum.baseFailed)) };
}

/** Rows with news. Those with something bad come first: a thin slice consists of rows that nothing else would keep. */
function freshOf(sums: readonly RowSums[]): RowSums[] {
  const bad = thinned(
    sums.filter(({ failed }) => failed > 0),
    MOST_ROWS.bad,
  );
  const good = sums.filter(({ total, failed }) => total > 0 && failed === 0);
  return [...bad, ...thinned(good, MOST_ROWS.fresh - bad.length)];
}

/** At most about `limit` rows: the heavier half of them, and of the others so many that stand for the rest, so that no slice looks worse than it is. */
function thinned(sums: RowSums[], limit: number): RowSums[] {
  if (sums.length <= limit) return sums;
  sums.sort((a, b) => b.total - a.total);
  const heavy = limit >> 1;
  const every = Math.ceil((sums.length - heavy) / (limit - heavy));
  const light = sums.slice(heavy).filter((_, i) => i % every === 0);
  return [...sums.slice(0, heavy), ...light.map((row) => ({ ...row, total: row.total * every, failed: row.failed * every }))];
}

/** Rows that only say what is usual: the heaviest. */
function usualOf(sums: readonly RowSums[]): RowSums[] {
  const usual = sums.filter(({ total, baseTotal }) => total === 0 && baseTotal > 0);
  return usual.length <= MOST_ROWS.usual ? usual : usual.sort((a, b) => b.baseTotal - a.baseTotal).slice(0, MOST_ROWS.usual);
}

/** Reads the leaf table of a journey: its stages are a dimension like the others. */
export function readLeaves(fold: Fold, reading: Reading): LeafTable {
  const stages = stagesBySymbol(fold, reading);
  const sums = sumsOf(fold, reading, stages);
  const rows = [...freshOf(sums), ...usualOf(sums)];
  const explaining = explainingDimensions(reading.journey);
  const table = new LeafTableBuilder([{ id: STAGE }, ...explaining]);
  for (const { row, ...counts } of rows) {
    const { stage, values } = fold.leaves.rows.describe(row);
    table.add([stage, ...explaining.map(({ id }) => values[id])], counts);
  }
  return table.build();
}

/** The slot that a time lies in, in seconds of the log's clock. */
export function slotOf(ms: number): number {
  const second = Math.floor(ms / 1000);
  return second - (second % SLOT_SECONDS);
}

/** Reads what a signal reads out of the numbers of a row. */
export function signalReader(kind: SignalKind): (counts: ArrayLike<number>, at: number) => BadOf {
  const rule = SIGNALS[kind];
  const bad = EVIDENCE_COLUMNS.indexOf(rule.bad);
  const without = rule.without === undefined ? undefined : EVIDENCE_COLUMNS.indexOf(rule.without);
  const of = rule.of.map((column) => EVIDENCE_COLUMNS.indexOf(column));
  return (counts, at) => {
    let total = 0;
    for (const column of of) total += counts[at + column] ?? 0;
    const failed = counts[at + bad] ?? 0;
    return { failed: without === undefined ? failed : failed - (counts[at + without] ?? 0), total };
  };
}
