import { VERDICT_STATES, type Baseline, type Verdict, type VerdictState } from '@tillwatch/domain';
import type { Bucket, Reference } from '../baseline-memory.js';
import { createMemory, type SegmentMemory } from '../memory.js';
import { take } from '../observe.js';
import { EVIDENCE } from '../policy.js';
import { emptyBucket } from '../quarantine.js';
import type { JudgeSettings, Observation } from '../settings.js';
import { verdictOf } from '../verdict.js';
import { lookCalmly } from './calm.js';
import { AT, FAILED, LAST_DATA_AT, LOOKED, packMemory, PACKED, REFERENCE_AT, STATE, TOTAL, unpackMemory } from './layout.js';
import { HIGH, learntRateOf, packReference, unpackReference, usualOf, type WritableReference } from './reference.js';

/** Memories in one array. */
const CHUNK_BITS = 10;
const CHUNK = 1 << CHUNK_BITS;
/** Whether a memory was judged by anything yet, and whether that still holds. */
const [NEVER, OUTDATED, VALID] = [0, 1, 2];

/** What of a memory is looked at only now and then, or grows. */
type Seldom = Pick<SegmentMemory, 'baseline' | 'quarantine' | 'rise'>;

interface Parts {
  bucket: Bucket;
  readonly reference: WritableReference;
}

function emptyParts(): Parts {
  const zeros = (): number[] => EVIDENCE.oddsRatios.map(() => 0);
  const numbers = { hour: 0, rate: 0, upper: 0, high: 0, matters: 0, rho: 0, clumps: 0 };
  return { bucket: emptyBucket(0, 0, 'all'), reference: { ...numbers, usual: null, warm: false, hit: zeros(), miss: zeros() } };
}

/**
 * Memories of many segments. Judging one second of 100,000 of them is mostly waiting for the computer's own memory, so the
 * numbers of each lie side by side in an array, and are unpacked onto one desk, always the same, to be worked on.
 */
export class MemoryStore {
  private readonly chunks: Float64Array[] = [];
  private readonly seldom: Seldom[] = [];
  private readonly desk = createMemory(0);
  /** What of it may be there or not. */
  private readonly parts: Parts = emptyParts();

  /** Takes a memory in. @returns the place it lies in from now on, counted from 0 */
  add(memory: SegmentMemory): number {
    const place = this.seldom.length;
    if (place % CHUNK === 0) this.chunks.push(new Float64Array(CHUNK * PACKED));
    this.set(place, memory);
    return place;
  }

  /** Puts another memory into a place. What was said last there stays until it is judged. */
  set(place: number, memory: SegmentMemory): void {
    const { baseline, quarantine, rise } = memory;
    this.seldom[place] = { baseline, quarantine, rise };
    this.pack(place, memory, memory.reference);
  }

  /** A copy of a memory, to be read. */
  get(place: number): SegmentMemory {
    const memory = createMemory(0);
    this.unpack(place, memory, emptyParts());
    if (memory.reference !== null) memory.reference = { ...memory.reference, usual: this.usual(place) };
    return memory;
  }

  /** Lets a memory be worked on, and keeps it. */
  change(place: number, work: (memory: SegmentMemory) => void): void {
    work(this.open(place));
    this.close(place, this.desk.reference);
  }

  /** Judges newly arrived outcomes; see {@link take}. */
  observe(place: number, observation: Observation, settings: JudgeSettings): void {
    const cells = this.cellsOf(place);
    const at = atOf(place);
    if (cells[at + LOOKED] !== VALID || !lookCalmly(cells, at, observation, settings)) {
      const reference = take(this.open(place), observation, settings);
      this.close(place, reference);
    }
    cells[at + FAILED] = observation.failed;
    cells[at + TOTAL] = observation.total;
  }

  /** What was said at the last look; undefined before the first. */
  verdict(place: number): Verdict | undefined {
    if (!this.isJudged(place)) return undefined;
    return verdictOf(this.open(place), { usual: this.usual(place) }, this.number(place, FAILED), this.number(place, TOTAL));
  }

  /** Whether anything was said of a memory. */
  isJudged(place: number): boolean {
    return this.number(place, LOOKED) !== NEVER;
  }

  /** The usual that was judged against last; null while nothing is known. */
  usual(place: number): Baseline | null {
    return this.isJudged(place) ? usualOf(this.cellsOf(place), atOf(place) + REFERENCE_AT) : null;
  }

  /** The rate of that; undefined while it is being learnt. */
  learntRate(place: number): number | undefined {
    return this.isJudged(place) ? learntRateOf(this.cellsOf(place), atOf(place) + REFERENCE_AT) : undefined;
  }

  /** The high end of that; only where {@link isJudged}. */
  high(place: number): number {
    return this.number(place, REFERENCE_AT + HIGH);
  }

  state(place: number): VerdictState {
    return VERDICT_STATES[this.number(place, STATE)] ?? 'no_data';
  }

  /** Time of the last call (ms since the epoch). */
  at(place: number): number {
    return this.number(place, AT);
  }

  /** When the newest outcome arrived (ms since the epoch); null where none has. */
  lastDataAt(place: number): number | null {
    const at = this.number(place, LAST_DATA_AT);
    return Number.isNaN(at) ? null : at;
  }

  private number(place: number, of: number): number {
    return this.cellsOf(place)[atOf(place) + of] ?? 0;
  }

  private cellsOf(place: number): Float64Array {
    const cells = this.chunks[place >>> CHUNK_BITS];
    if (cells === undefined) throw new RangeError(`place ${place}: nothing lies there`);
    return cells;
  }

  private open(place: number): SegmentMemory {
    this.unpack(place, this.desk, this.parts);
    return this.desk;
  }

  private close(place: number, reference: Reference | null): void {
    const { desk } = this;
    this.pack(place, desk, reference);
    // The bucket that was running may wait in the quarantine by now.
    if (desk.bucket !== null) this.parts.bucket = desk.bucket;
    const seldom = this.seldom[place];
    if (seldom === undefined) return;
    if (seldom.baseline !== desk.baseline) seldom.baseline = desk.baseline;
    if (seldom.quarantine !== desk.quarantine) seldom.quarantine = desk.quarantine;
    if (seldom.rise !== desk.rise) seldom.rise = desk.rise;
  }

  private unpack(place: number, memory: SegmentMemory, { bucket, reference }: Parts): void {
    const cells = this.cellsOf(place);
    const at = atOf(place);
    unpackMemory(cells, at, memory, bucket);
    memory.reference = cells[at + LOOKED] === VALID ? reference : null;
    if (memory.reference !== null) unpackReference(cells, at + REFERENCE_AT, reference);
    const seldom = this.seldom[place];
    if (seldom === undefined) return;
    memory.baseline = seldom.baseline;
    memory.quarantine = seldom.quarantine;
    memory.rise = seldom.rise;
  }

  /** @param reference what it was judged against, whether or not that still holds */
  private pack(place: number, memory: SegmentMemory, reference: Reference | null): void {
    const cells = this.cellsOf(place);
    const at = atOf(place);
    packMemory(cells, at, memory);
    if (reference !== null && reference !== this.parts.reference) packReference(cells, at + REFERENCE_AT, reference);
    const isLooked = reference !== null || cells[at + LOOKED] !== NEVER;
    cells[at + LOOKED] = memory.reference !== null ? VALID : isLooked ? OUTDATED : NEVER;
  }
}

/** Where a memory begins in its array. */
function atOf(place: number): number {
  return (place & (CHUNK - 1)) * PACKED;
}
