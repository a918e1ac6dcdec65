import { WHOLE_ATTEMPT, type AffectedMerchant, type IncidentError, type IncidentPeriod } from '@tillwatch/domain';
import type { Fold } from '@tillwatch/windows';
import { signalReader } from './leaf-reading.js';
import type { SlotCounts } from './onset.js';
import type { SignalKind } from './signals.js';

/** What is told of a trouble's rows beside their counts. */
export interface OwnDetails {
  readonly merchants: { readonly count: number; readonly top: readonly AffectedMerchant[] };
  readonly errors: readonly IncidentError[];
  /** Share of the failures that were declined; null without failures. */
  readonly declinedShare: number | null;
  /** Over which all of this is counted; absent where nothing is. */
  readonly detailed?: IncidentPeriod | undefined;
}

/** Merchants and errors that are told by name. */
const [MOST_MERCHANTS, MOST_ERRORS] = [20, 5];
/** A merchant is hit if at least so many fail and this much more than usual. */
const HIT = { failed: 2, factor: 1.5 };

/** The rows of one trouble. */
export interface OwnRows {
  readonly fold: Fold;
  readonly kind: SignalKind;
  readonly isOwn: (row: number) => boolean;
  /** Whole attempts are what is counted; else they would be counted twice. */
  readonly ofAttempts: boolean;
}

/** Whether an error may be what a signal is about. */
export interface ErrorRule {
  isAbout(kind: SignalKind, category: string): boolean;
}

function isCounted({ fold, isOwn, ofAttempts }: OwnRows, row: number): boolean {
  return isOwn(row) && (fold.leaves.rows.describe(row).stage === WHOLE_ATTEMPT) === ofAttempts;
}

/** Counts slot by slot, oldest first, from `from` on (seconds of the log's clock). Slots without any are left out. */
export function slotsOf(rows: OwnRows, from: number): SlotCounts[] {
  const read = signalReader(rows.kind);
  const slots = new Map<number, { start: number; total: number; failed: number }>();
  rows.fold.leaves.eachSlot(from, (start, row, counts, at) => {
    if (!isCounted(rows, row)) return;
    const n = read(counts, at);
    const slot = slots.get(start) ?? { start, total: 0, failed: 0 };
    slot.total += n.total;
    slot.failed += n.failed;
    slots.set(start, slot);
  });
  return [...slots.values()];
}

/** Counts minute by minute (`at` in ms since the epoch), oldest first, from `from` on (seconds of the log's clock, a whole minute). */
export function minutesOf(rows: OwnRows, from: number): { at: number; total: number; failed: number }[] {
  const minutes = new Map<number, { at: number; total: number; failed: number }>();
  for (const { start, total, failed } of slotsOf(rows, from)) {
    const at = (start - (start % 60)) * 1000;
    const minute = minutes.get(at) ?? { at, total: 0, failed: 0 };
    minutes.set(at, { at, total: minute.total + Math.max(0, total), failed: minute.failed + Math.max(0, failed) });
  }
  return [...minutes.values()];
}

/** Who is hit and what goes wrong, of what is kept from `from` on (seconds of the log's clock) until `now` (ms since the epoch). */
export function detailsOf(rows: OwnRows, of: { from: number; now: number; usualRate: number; rule: ErrorRule }): OwnDetails {
  const { from, now, usualRate, rule } = of;
  const { leaves, names } = rows.fold;
  const read = signalReader(rows.kind);
  const readDeclined = signalReader('declined');
  const merchants = new Map<string, { total: number; failed: number }>();
  const all = { total: 0, failed: 0, declined: 0 };
  leaves.each(from, (row, counts, at) => {
    if (!isCounted(rows, row)) return;
    const n = read(counts, at);
    all.total += n.total;
    all.failed += n.failed;
    all.declined += readDeclined(counts, at).failed;
    const merchant = leaves.rows.describe(row).values['merchant'];
    if (merchant === undefined) return;
    const sums = merchants.get(merchant) ?? { total: 0, failed: 0 };
    sums.total += n.total;
    sums.failed += n.failed;
    merchants.set(merchant, sums);
  });
  const hit = [...merchants]
    .map(([merchant, sums]) => ({ merchant, ...sums }))
    .filter(({ total, failed }) => failed >= HIT.failed && failed >= HIT.factor * total * usualRate)
    .sort((a, b) => b.failed - a.failed || (a.merchant < b.merchant ? -1 : 1));
  const errors = new Map<number, number>();
  leaves.eachError(from, (row, error, n) => {
    if (isCounted(rows, row)) errors.set(error, (errors.get(error) ?? 0) + n);
  });
  return {
    merchants: { count: hit.length, top: hit.slice(0, MOST_MERCHANTS) },
    errors: [...errors]
      .filter(([, failed]) => failed > 0)
      .flatMap(([symbol, failed]) => {
        const meaning = names.meaning(symbol);
        const isTold = meaning?.kind === 'error' && rule.isAbout(rows.kind, meaning.category);
        return isTold ? [{ category: meaning.category, code: meaning.code, failed }] : [];
      })
      .sort((a, b) => b.failed - a.failed)
      .slice(0, MOST_ERRORS),
    declinedShare: all.failed > 0 ? Math.min(1, all.declined / all.failed) : null,
    detailed: {
      ...{ from: Math.max(from, leaves.from ?? from) * 1000, until: now },
      ...{ total: Math.max(0, all.total), failed: Math.min(Math.max(0, all.total), Math.max(0, all.failed)) },
    },
  };
}
