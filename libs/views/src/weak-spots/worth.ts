import { ownUnits, type Journey } from '@tillwatch/domain';
import { EVIDENCE_COLUMNS, type DimensionFilter, type Fold } from '@tillwatch/windows';
import type { Condition } from './cells.js';

/** Amounts without which a mean says too little: as many as a rate rests on before the screens call it more than tentative. */
const FEWEST_PRICED = 30;
const TOTAL = EVIDENCE_COLUMNS.indexOf('total');

/** What attempts of a place are worth. */
export interface Worth {
  readonly currency: string;
  /** Mean amount, in units of the currency, and how many it is the mean of. */
  readonly mean: number;
  readonly priced: number;
}

/** A slice at a stage. */
export interface Place {
  readonly stage: string;
  readonly conditions: readonly Condition[];
}

/** Whose outcomes are looked at. */
export interface WorthOf {
  readonly tenant: string;
  readonly journey: Journey;
  readonly filters: readonly DimensionFilter[];
}

/** Sums of one row of the last hour. */
interface Priced {
  readonly values: Readonly<Record<string, string>>;
  readonly stage: string;
  sum: number;
  priced: number;
}

/**
 * What attempts of some places were worth on average in the last hour: amounts are kept no longer. @returns in the order of the
 * places; undefined where too few amounts are known
 */
export function worthOf(fold: Fold, of: WorthOf, places: readonly Place[]): (Worth | undefined)[] {
  const { currency } = of.journey;
  if (currency === undefined || places.length === 0) return places.map(() => undefined);
  const rows = pricedRows(fold, of);
  return places.map(({ stage, conditions }) => {
    let [sum, priced] = [0, 0];
    for (const row of rows) {
      if (row.stage !== stage || !conditions.every(({ dimension, values }) => values.has(row.values[dimension] ?? ''))) continue;
      sum += row.sum;
      priced += row.priced;
    }
    return priced < FEWEST_PRICED ? undefined : { currency, mean: ownUnits(Math.round(sum / priced), currency), priced };
  });
}

function pricedRows(fold: Fold, { tenant, journey, filters }: WorthOf): Priced[] {
  const { leaves } = fold;
  const rows = new Map<number, Priced | null>();
  const find = (row: number): Priced | null => {
    const known = rows.get(row);
    if (known !== undefined) return known;
    const { values, stage, ...leaf } = leaves.rows.describe(row);
    const isOne = leaf.tenant === tenant && leaf.journey === journey.id;
    const isMeant = isOne && filters.every(({ dimension, matches }) => matches(values[dimension] ?? ''));
    const found = isMeant ? { values, stage, sum: 0, priced: 0 } : null;
    rows.set(row, found);
    return found;
  };
  leaves.eachAmount(0, (row, { sums, priced, at }) => {
    const found = find(row);
    if (found === null) return;
    found.sum += sums[at + TOTAL] ?? 0;
    found.priced += priced[at + TOTAL] ?? 0;
  });
  return [...rows.values()].filter((row) => row !== null);
}
