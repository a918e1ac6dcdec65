import { combinationNames } from './combinations.js';
import { Fold, type FoldSettings } from './fold.js';
import { sealedAt } from './seal.js';
import { takePace } from './pace-names.js';
import { readSlice } from './slice-codec.js';
import type { SliceName, SliceStore, TakenOver } from './slice-store.js';
import { COLUMNS } from './slice-table.js';
import { MEMORY_SECONDS, tableIn } from './slices.js';
import { SnapshotBuilder } from './snapshot-builder.js';
import type { KeySpace } from '@tillwatch/redis';

/** Minutes read back for the last hour's windows and trends. */
const MINUTES_BACK = 66;
/** How far ahead of the log's clock an event may lie, in seconds; intake refuses what is further in the future. */
const AHEAD_SECONDS = 180;

/** A fold brought up to the stored position, ready to read the log from there. */
export interface LoadedFold {
  readonly fold: Fold;
  readonly builder: SnapshotBuilder;
  /** Log entry up to which everything is counted. */
  readonly log: string;
  /** Number of the stored snapshot; undefined before the first one. */
  readonly number: number | undefined;
}

/** Reads back names, attempts and the slices that live windows and unsealed slices are made of. */
export async function loadFold(
  store: SliceStore,
  from: TakenOver,
  settings: FoldSettings & { readonly keys: KeySpace },
  now: number,
): Promise<LoadedFold> {
  const { position, admission, epoch } = from;
  const sealed = position?.sealed ?? sealedAt(settings.tierClock, Math.floor(now / 1000));
  // Nothing that is counted by now happened later than this.
  const begin = Math.ceil((position?.clock ?? 0) / 1000) + AHEAD_SECONDS;
  const since = await store.countedSince(combinationNames(settings.journeys), position === undefined ? 0 : begin);
  const fold = new Fold(settings, sealed, since);
  const builder = new SnapshotBuilder(fold, settings.keys, { epoch, number: 0 });
  if (position === undefined) return { fold, builder, log: '0-0', number: undefined };
  // Ended before anything was logged: there are no slices, and a plan by a clock of 0 would begin in 1970.
  if (position.clock === 0) return { fold, builder, log: position.log, number: position.number };
  fold.clock = position.clock;
  const names = await store.readNames();
  if (names !== null) fold.names.load(names, admission);
  fold.attempts.startAt(Math.floor(position.clock / 1000));
  takePace(fold, await store.readPace());
  await loadAttempts(store, { fold, builder }, position.attempts, from);
  await loadSlices(store, { fold, builder }, from);
  await loadLeaves(store, { fold, builder }, from);
  return { fold, builder, log: position.log, number: position.number };
}

interface Loading {
  readonly fold: Fold;
  readonly builder: SnapshotBuilder;
}

/** Minutes of attempts read at once: long journeys spread over many, of which most are empty. */
const MINUTES_AT_ONCE = 2_000;

async function loadAttempts(
  store: SliceStore,
  { builder }: Loading,
  [first, last]: readonly [number, number],
  { admission }: TakenOver,
): Promise<void> {
  for (let from = first; from <= last; from += MINUTES_AT_ONCE) {
    const minutes = Array.from({ length: Math.min(MINUTES_AT_ONCE, last - from + 1) }, (_, i) => from + i);
    const stored = await store.readAttempts(minutes);
    minutes.forEach((minute, i) => {
      const blob = stored[i];
      if (blob !== undefined && blob !== null) builder.attempts.load(minute, blob, admission);
    });
  }
}

async function loadLeaves(store: SliceStore, { fold, builder }: Loading, { admission }: TakenOver): Promise<void> {
  const clock = Math.floor(fold.clock / 1000);
  const { base, heard } = await store.readLeaves(builder.leaves.slotsBefore(clock));
  builder.leaves.load(base, heard, { clock, admission });
}

async function loadSlices(store: SliceStore, { fold, builder }: Loading, { admission }: TakenOver): Promise<void> {
  const { slices } = fold;
  const plan = planLoad(fold);
  slices.wholeFrom = plan.wholeFrom;
  const { slices: stored } = await store.readSlices(plan.names);
  plan.names.forEach(({ tier, start }, i) => {
    const halves = stored[i];
    if (halves === undefined || (halves.merged === null && halves.deltas === null)) return;
    if (tier === '10s' && halves.deltas !== null) builder.merges.grew({ tier, start }, halves.deltas.length);
    readSlice(halves, admission, (key, n) => {
      if (tier === '10s') tableIn(slices.tables['10s'], start).load(key, n);
      if (tier === '1m') fold.arrivals.load(start / 60, key, n);
      const series = Math.floor(key / COLUMNS);
      if (tier === '1m' && start >= slices.sealed['1h'] && !slices.isShort(series)) {
        tableIn(slices.growing['1h'], slices.clock.start('1h', start)).add(series, key % COLUMNS, n);
      }
      if (tier === '1h') tableIn(slices.growing['1d'], slices.clock.start('1d', start)).add(series, key % COLUMNS, n);
    });
  });
}

/** Which slices the fold is made of, by the position's own clock. */
function planLoad(fold: Fold): { readonly wholeFrom: number; readonly names: SliceName[] } {
  const { slices } = fold;
  const { clock, sealed } = slices;
  const now = Math.floor(fold.clock / 1000);
  const wholeFrom = Math.min(sealed['1m'], clock.start('1m', now - MEMORY_SECONDS));
  const names: SliceName[] = [];
  for (let start = wholeFrom; start < now + AHEAD_SECONDS; start += 10) names.push({ tier: '10s', start });
  const minutesFrom = Math.min(sealed['1h'], clock.start('1m', now - MINUTES_BACK * 60));
  for (let start = clock.start('1m', minutesFrom); start < sealed['1m']; start += 60) names.push({ tier: '1m', start });
  for (let start = sealed['1d']; start < sealed['1h']; start = clock.end('1h', start)) names.push({ tier: '1h', start });
  return { wholeFrom, names };
}
