import { memoryOfRise, observe, type SegmentMemory } from '@tillwatch/detection';
import { WHOLE_ATTEMPT, type Baseline, type Incident, type Journey, type Verdict } from '@tillwatch/domain';
import { SLOT_SECONDS, type Fold, type LeafExclusion } from '@tillwatch/windows';
import { slotOf } from './leaf-reading.js';
import { amountsOf, bothAmounts, NO_AMOUNTS, type OwnAmounts } from './own-money.js';
import { slotsOf, type OwnRows } from './own-rows.js';
import { isLeafIn, type Region } from './region.js';
import { SIGNAL_KINDS, SIGNALS, type BadOf, type SignalKind } from './signals.js';
import type { UsualBasis } from './usual-basis.js';

/** When an open trouble is looked at again, after it was found (ms): the more has happened, the better its cause is known. */
const LOOK_AGAIN_MS = [20_000, 60_000, 180_000] as const;
/** Slots younger than this (seconds) stay open: outcomes are taken back for a while. */
const OPEN_SECONDS = 60;

/** What a trouble is judged by. */
export interface TroubleGround {
  readonly region: Region;
  /** Share of bad outcomes to be expected in it, and the outcomes that is known from. */
  readonly usualRate: number;
  readonly usualTotal: number;
  /** What that rests on; learnt from its own past where absent. */
  readonly basis?: UsualBasis;
  /** When it began (ms since the epoch). */
  readonly since: number;
}

/** What is kept of a trouble beside its incident: plain JSON. */
export interface TroubleMemory extends TroubleGround {
  readonly kind: SignalKind;
  readonly memory: SegmentMemory;
  /** Counts of all slots before `upTo` (seconds of the log's clock). */
  readonly closed: BadOf;
  /** Amounts of the same slots; none where it was kept before amounts were. */
  readonly amounts?: OwnAmounts;
  readonly upTo: number;
  /** When it is looked at again (ms since the epoch). */
  readonly looks: readonly number[];
  readonly mayPage: boolean;
  /** Parts of it that are troubles of their own. */
  readonly without?: readonly Region[];
}

const NOTHING: BadOf = { total: 0, failed: 0 };
/** Tells exclusions of this process apart. */
let exclusions = 0;

/** One open trouble: its rows, what was counted of them since it began, and the judgement of whether it is over. */
export class Trouble {
  /** As it was told last; undefined until it is told at all. */
  incident: Incident | undefined;
  exclusion: LeafExclusion;
  verdict: Verdict | undefined;
  private seen: BadOf;

  private constructor(
    private readonly fold: Fold,
    private readonly journey: Journey,
    private kept: TroubleMemory,
  ) {
    this.exclusion = this.excludeFrom(slotOf(kept.since));
    this.seen = kept.closed;
  }

  /** A trouble found now. Before anything is counted of it, its {@link exclusion} must be set. */
  static begin(
    fold: Fold,
    journey: Journey,
    of: { ground: TroubleGround; kind: SignalKind; mayPage: boolean; isWithin?: boolean },
    now: number,
  ): Trouble {
    const { kind, mayPage, isWithin = false } = of;
    const ground = { ...of.ground, kind, mayPage };
    const memory = memoryOfRise({ ...ground, ...NOTHING }, now);
    // What is usual of a part of another trouble only that trouble says: looked at again it would be measured by healthy days.
    const looks = isWithin ? [] : LOOK_AGAIN_MS.map((after) => now + after);
    return new Trouble(fold, journey, { ...ground, memory, looks, closed: NOTHING, upTo: slotOf(ground.since) });
  }

  /** Goes on with a trouble that was kept. */
  static resume(fold: Fold, journey: Journey, incident: Incident, kept: TroubleMemory): Trouble {
    const trouble = new Trouble(fold, journey, kept);
    trouble.incident = incident;
    return trouble;
  }

  get kind(): SignalKind {
    return this.kept.kind;
  }

  get region(): Region {
    return this.kept.region;
  }

  get since(): number {
    return this.kept.since;
  }

  get usualRate(): number {
    return this.kept.usualRate;
  }

  get mayPage(): boolean {
    return this.kept.mayPage;
  }

  /** Counts since it began. */
  get counts(): BadOf {
    return this.seen;
  }

  /** Amounts since it began. */
  get amounts(): OwnAmounts {
    const { amounts = NO_AMOUNTS, upTo } = this.kept;
    return bothAmounts(amounts, amountsOf(this.rows, upTo));
  }

  /** What is usual of it: its rate, the two ends that it was judged by last, and what that rested on when it was found. */
  get usual(): Baseline {
    const { usualRate: rate, verdict } = this;
    const { source, learning } = this.kept.basis ?? { source: 'learned', learning: false };
    return { rate, low: verdict?.usual?.low ?? rate, high: verdict?.usual?.high ?? rate, source, learning };
  }

  /** Bad outcomes above the usual a minute, lately. */
  get perMinute(): number {
    return Math.max(0, this.kept.memory.excess);
  }

  /** How long "back to usual" must hold. */
  get holdMs(): number {
    return this.kept.memory.holdMs;
  }

  /** What is kept of it, as plain JSON. */
  get checkpoint(): TroubleMemory {
    return this.kept;
  }

  /** Its rows. */
  get rows(): OwnRows {
    const { fold, kind } = this;
    const isOwn = fold.leaves.exclusions.rowsOf(this.exclusion.id);
    return { fold, kind, isOwn, ofAttempts: this.region.stages.includes(WHOLE_ATTEMPT) };
  }

  /** Counts everything since it began anew and judges from there. @param holdMs how long its end must hold, where it came back */
  start(now: number, holdMs?: number): void {
    this.seen = this.countsNow();
    const again = holdMs === undefined ? {} : { holdMs };
    this.kept = { ...this.kept, memory: memoryOfRise({ ...this.kept, ...this.seen, ...again }, now) };
  }

  /** Takes what was counted while nobody judged for granted. */
  catchUp(): void {
    this.seen = this.countsNow();
  }

  /** Judges what was newly heard of its rows. */
  observe(now: number, hourOfDay: number): Verdict {
    const before = this.seen;
    this.seen = this.countsNow();
    const total = Math.max(0, this.seen.total - before.total);
    const failed = Math.min(total, Math.max(0, this.seen.failed - before.failed));
    this.verdict = observe(this.kept.memory, { now, hourOfDay, total, failed }, { depth: 1 });
    this.close(slotOf(this.fold.clock) - OPEN_SECONDS);
    return this.verdict;
  }

  /** Whether it is going to be looked at again: it is so young that its cause may still turn out otherwise. */
  get isBeingLocated(): boolean {
    return this.kept.looks.length > 0;
  }

  /** Whether it is time to look at it again; says so once. */
  takeLook(now: number): boolean {
    const looks = this.kept.looks.filter((at) => at > now);
    const isTime = looks.length < this.kept.looks.length;
    if (isTime) this.kept = { ...this.kept, looks };
    return isTime;
  }

  /** Puts another ground under it: everything is counted anew, once its new {@link exclusion} is set. */
  refine(ground: TroubleGround, kind = this.kind): void {
    this.kept = { ...this.kept, ...ground, kind, closed: NOTHING, amounts: NO_AMOUNTS, upTo: slotOf(ground.since) };
    this.exclusion = this.excludeFrom(slotOf(ground.since));
  }

  /** Parts of it that are troubles of their own. */
  get without(): readonly Region[] {
    return this.kept.without ?? [];
  }

  /** Leaves parts of it to troubles of their own. Before anything more is counted, its new {@link exclusion} must be set. */
  leave(without: readonly Region[]): void {
    this.kept = { ...this.kept, without };
    this.exclusion = this.excludeFrom(this.exclusion.from);
  }

  /** Its rows are ordinary again from now on; what happened in between is never learnt. */
  end(now: number): void {
    this.exclusion = { ...this.exclusion, to: slotOf(now) + SLOT_SECONDS };
  }

  private excludeFrom(from: number): LeafExclusion {
    const { region, kind, without = [] } = this.kept;
    const { journey } = this;
    const matches: LeafExclusion['matches'] = (leaf) =>
      isLeafIn(region, journey, leaf) && !without.some((part) => isLeafIn(part, journey, leaf));
    return { id: `${++exclusions}`, from, to: null, excludes: SIGNALS[kind].excludes, matches };
  }

  private countsNow(): BadOf {
    const { total, failed } = this.sum(this.kept.upTo, Infinity, this.kept.closed);
    // Outcomes are taken back when they are known better, some of them of slots that were never counted.
    return { total: Math.max(0, total), failed: Math.min(Math.max(0, total), Math.max(0, failed)) };
  }

  private sum(from: number, to: number, start: BadOf): BadOf {
    const slots = slotsOf(this.rows, from).filter((slot) => slot.start < to);
    const add = (sum: BadOf, slot: BadOf): BadOf => ({ total: sum.total + slot.total, failed: sum.failed + slot.failed });
    return slots.reduce(add, start);
  }

  private close(upTo: number): void {
    if (upTo <= this.kept.upTo) return;
    const { closed, amounts = NO_AMOUNTS, upTo: from } = this.kept;
    const more = amountsOf(this.rows, from, upTo);
    this.kept = { ...this.kept, closed: this.sum(from, upTo, closed), amounts: bothAmounts(amounts, more), upTo };
  }
}

/** What a trouble is judged by where nothing was kept of it but its incident. */
export function memoryOfIncident(incident: Incident, now: number): TroubleMemory {
  const { tenant, journey, stages, cause, kind, baseline, startedAt: since, pages, total, failed } = incident;
  const region = { tenant, journey, stages, segment: cause[0]?.segment ?? {} };
  const ground = { region, since, usualRate: baseline.rate, usualTotal: total, basis: baseline };
  const signal =
    incident.class === 'declined' ? 'declined' : (SIGNAL_KINDS.find((each) => SIGNALS[each].incident === kind) ?? 'failure_rate');
  const memory = memoryOfRise({ ...ground, total, failed }, now);
  return { ...ground, kind: signal, memory, closed: { total, failed }, upTo: slotOf(now), looks: [], mayPage: pages };
}

/** A ground whose trouble began at `least` (ms since the epoch) or later. */
export function beganAfter(ground: TroubleGround, least: number): TroubleGround {
  return { ...ground, since: Math.max(ground.since, least) };
}
