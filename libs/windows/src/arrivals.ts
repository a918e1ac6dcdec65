import { unitStage } from '@tillwatch/domain';
import type { Count } from './count.js';
import { EVIDENCE_WIDTH, type Evidence, type EvidenceNumbers } from './evidence.js';
import { JudgedCombinations, type JudgedTogether } from './judged-combinations.js';
import type { Names } from './names.js';
import { SeriesFlags } from './series-flags.js';
import { COLUMNS, SliceTable } from './slice-table.js';

/** What was heard of one series since the last look. */
export interface Heard extends Evidence {
  /** Attempts that came here, also those that belong to a known trouble: how much is going on at all. */
  readonly arrived: number;
}

/** Takes what was heard of one series since the last look; it is good until the next is handed over. */
export type TakeArrived = (series: number, heard: Heard) => void;

/** Numbers a series has: those of the evidence, and what came at all. */
const WIDTH = EVIDENCE_WIDTH + 1;

const NOTHING_HEARD: Heard = { total: 0, failed: 0, waited: 0, stalled: 0, declined: 0, left: 0, timed: 0, slow: 0, arrived: 0 };

/** Minutes that are kept at hand for the last hour's windows and trends. */
const MINUTES_KEPT = 66;

/**
 * How soon half of a correction is forgotten, in seconds: of one outcome and of all beyond it. Where little fails the next failure, which
 * the correction is set against, comes after minutes (with a minute for all, a healthy shop's provider-told declines stood in the evidence
 * as breaks: 1.4 times as many as there were). More than one would hide the beginning of a trouble.
 */
const [ONE_HALVES, MORE_HALVES] = [1_800, 60];

/** What is left of a correction `seconds` later; less than a half is nothing. */
function faded(correction: number, seconds: number): number {
  const size = Math.abs(correction);
  const left = Math.min(1, size) * 0.5 ** (seconds / ONE_HALVES) + Math.max(0, size - 1) * 0.5 ** (seconds / MORE_HALVES);
  return left < 0.5 ? 0 : Math.sign(correction) * left;
}

/** What can be handed over of a sum that corrections may have made negative or broken. */
function whole(sum = 0): number {
  return Math.max(0, Math.round(sum));
}

/** Units that only correct numbers of whole attempts. */
const CORRECTIONS: readonly string[] = [unitStage('retry'), unitStage('superseded')];

/**
 * What is followed live: stage totals, single dimensions and the watched combinations. Their last hour's sealed minutes
 * (the others are in memory as finest slices), and the outcomes that arrived since the judge looked last. Everything else is
 * only stored.
 */
export class Arrivals {
  private readonly minutes = new Map<number, SliceTable>();
  private readonly judged: JudgedCombinations;
  private readonly followed = new SeriesFlags((series) => this.isFollowed(series));
  private heard = new Float64Array(WIDTH * 1024);
  private isFresh = new Uint8Array(1024);
  private fresh: number[] = [];
  /** When something was left of a series (seconds since the epoch); 0 where nothing is. */
  private leftAt = new Uint32Array(1024);
  private readonly given: { -readonly [K in keyof Heard]: number } = { ...NOTHING_HEARD };
  private newestMinute = 0;
  /** The log's clock, in seconds since the epoch. */
  now = 0;

  constructor(
    private readonly names: Names,
    private readonly watched: readonly (readonly string[])[],
    together: JudgedTogether = { pairs: [], segments: [] },
  ) {
    this.judged = new JudgedCombinations(names, together);
  }

  /**
   * Has the judge hear of an outcome in all series that it counts in (`n` negative: it was taken back).
   * @param excluded it belongs to a known trouble: nobody else's evidence
   */
  hear(counted: readonly number[], evidence: EvidenceNumbers, n: number, excluded: boolean): void {
    if (excluded) return;
    for (const series of counted) {
      if (!this.followed.of(series)) continue;
      const at = this.freshen(series);
      const { heard } = this;
      for (let i = 0; i < EVIDENCE_WIDTH; i++) heard[at + i] = (heard[at + i] ?? 0) + n * (evidence[i] ?? 0);
    }
  }

  /** Has the judge hear that somebody came (`n` negative: did not, after all) in all series that it counts in. */
  arrive(counted: readonly number[], n: number): void {
    for (const series of counted) {
      if (!this.followed.of(series)) continue;
      const at = this.freshen(series) + EVIDENCE_WIDTH;
      this.heard[at] = (this.heard[at] ?? 0) + n;
    }
  }

  /** Takes note that a series has news. @returns where its numbers are */
  private freshen(series: number): number {
    if (series >= this.isFresh.length) this.grow(series);
    if (this.isFresh[series] === 0) {
      this.isFresh[series] = 1;
      this.fresh.push(series);
      if (this.leftAt[series] !== 0) this.fade(series);
    }
    return WIDTH * series;
  }

  /** What is left of a series from before, as of now. */
  private fade(series: number): void {
    const seconds = this.now - (this.leftAt[series] ?? 0);
    for (let at = WIDTH * series; at < WIDTH * (series + 1); at++) this.heard[at] = faded(this.heard[at] ?? 0, seconds);
    this.leftAt[series] = 0;
  }

  /** Adds an outcome to a minute that is sealed already. */
  addLate(counted: readonly number[], { column, second, n }: Count): void {
    const minute = this.minuteToFill(Math.floor(second / 60));
    if (minute !== undefined) for (const series of counted) if (this.followed.of(series)) minute.add(series, column, n);
  }

  /** Takes over a cell of a minute that is sealed or stored. `minute`: minutes since the epoch. */
  load(minute: number, key: number, n: number): void {
    if (this.followed.of(Math.floor(key / COLUMNS))) this.minuteToFill(minute)?.load(key, n);
  }

  /** A sealed minute of the last hour (minutes since the epoch); undefined where nothing happened in it. */
  minute(minute: number): SliceTable | undefined {
    return this.minutes.get(minute);
  }

  /**
   * Hands over what was heard since the last call. What is taken back beyond what came, and what a failure turns out to be later,
   * is set against what comes next: a failure that a second card mended must not stay in anybody's evidence. It fades, so that an
   * old correction hides nothing.
   */
  take(give: TakeArrived): void {
    const { fresh, now } = this;
    this.fresh = [];
    for (const series of fresh) {
      const given = this.givenOf(WIDTH * series);
      this.isFresh[series] = 0;
      if (this.isLeft(WIDTH * series, given)) this.leftAt[series] = now;
      give(series, given);
    }
  }

  /** What can be handed over: parts are never more than the whole. */
  private givenOf(at: number): Heard {
    const { heard, given } = this;
    given.total = whole(heard[at]);
    given.failed = Math.min(given.total, whole(heard[at + 1]));
    given.waited = whole(heard[at + 2]);
    given.stalled = Math.min(given.waited, whole(heard[at + 3]));
    given.declined = Math.min(given.failed, whole(heard[at + 4]));
    given.left = whole(heard[at + 5]);
    given.timed = whole(heard[at + 6]);
    given.slow = Math.min(given.timed, whole(heard[at + 7]));
    given.arrived = whole(heard[at + 8]);
    return given;
  }

  /** Hands over what was heard since the last call, and forgets what is left: it is corrected where it is counted. */
  takeLast(give: TakeArrived): void {
    this.take(give);
    this.heard.fill(0);
    this.leftAt.fill(0);
  }

  /** Takes off what was handed over. @returns whether anything is left */
  private isLeft(at: number, given: Heard): boolean {
    const { total, failed, waited, stalled, declined, left, timed, slow, arrived } = given;
    let isLeft = this.takeOff(at, total);
    isLeft = this.takeOff(at + 1, failed) || isLeft;
    isLeft = this.takeOff(at + 2, waited) || isLeft;
    isLeft = this.takeOff(at + 3, stalled) || isLeft;
    isLeft = this.takeOff(at + 4, declined) || isLeft;
    isLeft = this.takeOff(at + 5, left) || isLeft;
    isLeft = this.takeOff(at + 6, timed) || isLeft;
    isLeft = this.takeOff(at + 7, slow) || isLeft;
    return this.takeOff(at + 8, arrived) || isLeft;
  }

  private takeOff(place: number, given: number): boolean {
    const rest = (this.heard[place] ?? 0) - given;
    this.heard[place] = rest;
    return rest !== 0;
  }

  private minuteToFill(minute: number): SliceTable | undefined {
    if (minute > this.newestMinute) {
      this.newestMinute = minute;
      for (const old of this.minutes.keys()) if (old <= minute - MINUTES_KEPT) this.minutes.delete(old);
    }
    if (minute <= this.newestMinute - MINUTES_KEPT) return undefined;
    let table = this.minutes.get(minute);
    if (table === undefined) this.minutes.set(minute, (table = new SliceTable()));
    return table;
  }

  /** Whether a series is judged: stages and whole attempts, all of them, one value of one dimension, or what is judged together. */
  isJudged(series: number): boolean {
    const { stage, values } = this.names.parts(series);
    const meaning = this.names.meaning(stage);
    if (meaning?.kind !== 'stage' || CORRECTIONS.includes(meaning.stage)) return false;
    return values.length <= 1 || this.judged.has(series);
  }

  private isFollowed(series: number): boolean {
    if (this.isJudged(series)) return true;
    const dimensions = this.names.dimensionsOf(series).join();
    return this.watched.some((cuboid) => [...cuboid].sort().join() === dimensions);
  }

  private grow(series: number): void {
    const capacity = Math.max(series + 1, this.isFresh.length * 2);
    const { heard, isFresh, leftAt } = this;
    this.isFresh = new Uint8Array(capacity);
    this.isFresh.set(isFresh);
    this.leftAt = new Uint32Array(capacity);
    this.leftAt.set(leftAt);
    this.heard = new Float64Array(WIDTH * capacity);
    this.heard.set(heard);
  }
}
