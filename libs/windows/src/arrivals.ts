import { unitStage } from '@tillwatch/domain';
import type { Count } from './count.js';
import { EVIDENCE_WIDTH, type Evidence, type EvidenceNumbers } from './evidence.js';
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

/** What is left of a correction a second later: half of it after a minute. */
const FADES = 0.5 ** (1 / 60);
/** What is no longer worth keeping of one. */
const LEAST = 0.1;

/** What can be handed over of a sum that corrections may have made negative or broken. */
function whole(sum = 0): number {
  return Math.max(0, Math.floor(sum + 1e-6));
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
  private readonly followed = new SeriesFlags((series) => this.isFollowed(series));
  private heard = new Float64Array(WIDTH * 1024);
  private isFresh = new Uint8Array(1024);
  private fresh: number[] = [];
  private readonly given: { -readonly [K in keyof Heard]: number } = { ...NOTHING_HEARD };
  private newestMinute = 0;

  constructor(
    private readonly names: Names,
    private readonly watched: readonly (readonly string[])[],
    /** Pairs of dimensions whose values are judged, each sorted and joined by a comma. */
    private readonly judgedPairs: readonly string[] = [],
  ) {}

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
    }
    return WIDTH * series;
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
   * Hands over what was heard since the last call. What is taken back beyond what came is set against what comes next: a
   * failure that a second card mended must not stay in anybody's evidence. It fades, so that an old correction hides nothing.
   */
  take(give: TakeArrived): void {
    const { fresh } = this;
    this.fresh = [];
    for (const series of fresh) {
      const given = this.givenOf(WIDTH * series);
      if (this.keepRest(WIDTH * series, given)) this.fresh.push(series);
      else this.isFresh[series] = 0;
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

  /** Keeps what was not handed over, faded. @returns whether that is anything */
  private keepRest(at: number, given: Heard): boolean {
    const { total, failed, waited, stalled, declined, left, timed, slow, arrived } = given;
    let isLeft = this.keep(at, total);
    isLeft = this.keep(at + 1, failed) || isLeft;
    isLeft = this.keep(at + 2, waited) || isLeft;
    isLeft = this.keep(at + 3, stalled) || isLeft;
    isLeft = this.keep(at + 4, declined) || isLeft;
    isLeft = this.keep(at + 5, left) || isLeft;
    isLeft = this.keep(at + 6, timed) || isLeft;
    isLeft = this.keep(at + 7, slow) || isLeft;
    return this.keep(at + 8, arrived) || isLeft;
  }

  private keep(place: number, given: number): boolean {
    const rest = ((this.heard[place] ?? 0) - given) * FADES;
    const isWorth = Math.abs(rest) >= LEAST;
    this.heard[place] = isWorth ? rest : 0;
    return isWorth;
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

  /** Whether a series is judged: stages and whole attempts, all of them or one value of one dimension, and the judged pairs. */
  isJudged(series: number): boolean {
    const { stage, values } = this.names.parts(series);
    const meaning = this.names.meaning(stage);
    if (meaning?.kind !== 'stage' || CORRECTIONS.includes(meaning.stage)) return false;
    return values.length <= 1 || this.judgedPairs.includes(this.names.dimensionsOf(series).join());
  }

  private isFollowed(series: number): boolean {
    if (this.isJudged(series)) return true;
    const dimensions = this.names.dimensionsOf(series).join();
    return this.watched.some((cuboid) => [...cuboid].sort().join() === dimensions);
  }

  private grow(series: number): void {
    const capacity = Math.max(series + 1, this.isFresh.length * 2);
    const { heard, isFresh } = this;
    this.isFresh = new Uint8Array(capacity);
    this.isFresh.set(isFresh);
    this.heard = new Float64Array(WIDTH * capacity);
    this.heard.set(heard);
  }
}
