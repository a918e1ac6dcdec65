import { NO_AMOUNT } from '@tillwatch/domain';
import { ByteReader, ByteWriter } from '@tillwatch/redis';
import { amountOf } from './amounts.js';
import { FLAG } from './attempt-table.js';
import { Attempts } from './attempts.js';
import { UNKNOWN } from './outcome.js';
import { readRow, writeRow, type RowNames } from './row-codec.js';

const MINUTE = 29_000_000;
const NAMES: RowNames = {
  symbolOfScope: (scope) => scope,
  scopeOfSymbol: (symbol) => symbol,
  symbolOfStage: (_, stage) => stage,
  stageOfSymbol: (symbol) => symbol,
  positionOf: () => undefined,
};
const RULES = { stages: 1, deadlines: [60], usual: [60], reviseMinutes: 30, knownBy: [], paceBy: -1 };

const attempts = (): Attempts =>
  new Attempts({ width: 1, stride: 1, rulesOf: () => RULES, compareValues: (a, b) => a - b, onChange: () => undefined });

/** A try of the one purchase that failed in the first second of the minute. */
function fail(into: Attempts, low: number, millisecond: number, amount = NO_AMOUNT): number {
  const purchase = { purchaseHigh: 7, purchaseLow: 7 };
  const said = { reporter: 'server' as const, revision: 0, column: UNKNOWN, final: true, backfill: true, error: 0, amount };
  into.report({ high: 1, low, scope: 0, stage: 0, second: MINUTE * 60, millisecond, ...said, ...purchase }, new Int32Array(1), MINUTE * 60);
  return into.table.find(1, low);
}

function written(from: Attempts, row: number): Uint8Array {
  const out = new ByteWriter();
  writeRow(out, from, row, NAMES);
  return out.finish();
}

const isRetry = ({ table }: Attempts, row: number): boolean => ((table.flags[row] ?? 0) & FLAG.retry) !== 0;

it('tells tries of one second apart after they were stored, too', () => {
  const before = attempts();
  const bytes = written(before, fail(before, 2, 5));
  const after = attempts();
  readRow(new ByteReader(bytes), after, MINUTE, NAMES);
  const stored = after.table.find(1, 2);
  const [later, earlier] = [fail(after, 1, 6), fail(after, 3, 4)];
  expect([earlier, stored, later].map((row) => isRetry(after, row))).toEqual([false, true, true]);
  expect([earlier, stored, later].map((row) => ((after.table.flags[row] ?? 0) & FLAG.superseded) !== 0)).toEqual([true, true, false]);
});

it('keeps what an attempt is worth, and whose word that is', () => {
  const before = attempts();
  const bytes = [before, before].map((from, i) => written(from, fail(from, i + 1, 5, i === 0 ? 49_000 : NO_AMOUNT)));
  const after = attempts();
  for (const row of bytes) readRow(new ByteReader(row), after, MINUTE, NAMES);
  const worth = [1, 2].map((low) => amountOf(after.table, after.table.find(1, low)));
  expect(worth).toEqual([49_000, NO_AMOUNT]);
  // The same reporter says the same with another amount: of equals the larger one stands, before and after.
  expect(amountOf(after.table, fail(after, 1, 5, 48_000))).toBe(49_000);
  expect(amountOf(after.table, fail(after, 1, 5, 50_000))).toBe(50_000);
});
