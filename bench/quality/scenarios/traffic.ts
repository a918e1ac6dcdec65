import { Random } from '../../../libs/explanation/quality/random.js';
import { DECLINED, drawVisitor, LEAVE, NEWCOMER, type Customer, type Step, type Visitor } from './shop.js';

const SECOND = 1_000;

/** What is wrong from `from` to `to` (seconds of the scenario) for the customers it hits. */
export interface Fault {
  readonly from: number;
  readonly to: number;
  readonly hits: (customer: Customer) => boolean;
  readonly steps: readonly Step[];
  /** Rate at which they fail instead of the usual one, by the seconds since it began; never below the usual. */
  readonly rate?: (elapsed: number) => number;
  readonly failureClass?: 'system' | 'declined';
  /** Nobody of them comes; whoever starts never hears; what they do takes so many times as long; failures arrive so late (s). */
  readonly silent?: true;
  readonly hangs?: true;
  readonly slower?: number;
  readonly lateBy?: number;
}

/** What happens besides customers being served. */
export interface Course {
  readonly seconds: number;
  readonly perSecond: number;
  readonly faults: readonly Fault[];
  /** So many times the usual traffic, by the second. */
  readonly crowd?: (second: number) => number;
  /** A merchant comes from this second on. */
  readonly newcomerFrom?: number;
  /** A third is delivered twice, and half of everything up to 20 s late in any order. */
  readonly disorder?: boolean;
}

/** An event and when it arrives (ms). */
interface Sent {
  readonly event: object;
  readonly at: number;
}

/** Live traffic of the shop, attempt by attempt: every second the events that arrive in it. */
export class Traffic {
  private readonly random: Random;
  private readonly order: Random;
  private readonly bySecond = new Map<number, object[]>();
  private attempts = 0;

  constructor(
    private readonly start: number,
    private readonly course: Course,
    seed: number,
  ) {
    this.random = new Random(seed);
    this.order = new Random(seed + 1);
  }

  /** Events that arrive in a second of the scenario, the first being 0. */
  second(second: number): object[] {
    const { perSecond, crowd } = this.course;
    const people = this.random.poisson(perSecond * (crowd?.(second) ?? 1));
    for (let i = 0; i < people; i += 1) this.attempt(this.visitor(second), this.start + (second + this.random.next()) * SECOND);
    const due = this.bySecond.get(second) ?? [];
    this.bySecond.delete(second);
    return due;
  }

  private visitor(second: number): Visitor {
    const { newcomerFrom } = this.course;
    const isNew = newcomerFrom !== undefined && second >= newcomerFrom && this.random.next() < NEWCOMER.share;
    return isNew ? drawVisitor(this.random, undefined, NEWCOMER) : drawVisitor(this.random);
  }

  private attempt(visitor: Visitor, at: number): void {
    const fault = (step: Step, now: number): Fault[] => this.faultsAt(visitor.dimensions, step, now);
    if (fault('authentication', at).some(({ silent }) => silent)) return;
    const attempt = `a${this.attempts++}`;
    const authenticated = this.step({ visitor, attempt, step: 'authentication' }, at, 9_000);
    if (authenticated === undefined) return;
    const authorised = this.step({ visitor, attempt, step: 'authorisation' }, authenticated + 300, 1_500);
    if (authorised !== undefined) this.step({ visitor, attempt, step: 'confirmation' }, authorised + 200, 500);
  }

  /** @returns when it went well; undefined where it did not */
  private step(of: { visitor: Visitor; attempt: string; step: Step }, at: number, usualMs: number): number | undefined {
    const { visitor, attempt, step } = of;
    const faults = this.faultsAt(visitor.dimensions, step, at);
    const event = { journey: 'checkout', stage: step, attempt, dimensions: visitor.dimensions };
    // A shop confirms by itself: that it began to is not reported.
    if (step !== 'confirmation')
      this.send({ event: { ...event, id: `${attempt}:${step}:s`, outcome: 'started', occurredAt: new Date(at).toISOString() }, at });
    const slower = faults.reduce((factor, { slower: by = 1 }) => factor * by, 1);
    const durationMs = Math.round(usualMs * slower * Math.exp(0.5 * this.random.normal()));
    const leaves = step === 'authentication' && this.random.next() < LEAVE;
    const ends = at + durationMs;
    // What hangs, hangs when it begins.
    if (leaves || faults.some(({ hangs }) => hangs)) return undefined;
    const failure = this.failure(visitor, step, ends);
    const occurredAt = new Date(ends).toISOString();
    const outcome = { ...event, id: `${attempt}:${step}:e`, occurredAt, durationMs };
    if (failure === undefined) this.send({ event: { ...outcome, outcome: 'ok', final: step === 'confirmation' }, at: ends });
    else this.send({ event: { ...outcome, outcome: 'failed', class: failure.failureClass }, at: ends + failure.lateBy * SECOND });
    return failure === undefined ? ends : undefined;
  }

  private failure(visitor: Visitor, step: Step, at: number): { failureClass: string; lateBy: number } | undefined {
    const usual = visitor.usual[step];
    const u = this.random.next();
    const v = this.random.next();
    if (u < usual) return { failureClass: v < DECLINED[step] ? 'declined' : 'system', lateBy: 0 };
    for (const fault of this.faultsAt(visitor.dimensions, step, at)) {
      const rate = fault.rate?.((at - this.start) / SECOND - fault.from) ?? 0;
      if (u < rate) return { failureClass: fault.failureClass ?? 'system', lateBy: fault.lateBy ?? 0 };
    }
    return undefined;
  }

  private faultsAt(customer: Customer, step: Step, at: number): Fault[] {
    const second = (at - this.start) / SECOND;
    return this.course.faults.filter(
      ({ from, to, steps, hits }) => second >= from && second < to && steps.includes(step) && hits(customer),
    );
  }

  private send({ event, at }: Sent): void {
    if (this.course.disorder !== true) {
      this.put(event, at);
      return;
    }
    const { order } = this;
    const late = (): number => (order.next() < 0.5 ? order.next() * 20 * SECOND : 0);
    this.put(event, at + late());
    if (order.next() < 0.33) this.put(event, at + late());
  }

  private put(event: object, at: number): void {
    const second = Math.floor((at - this.start) / SECOND);
    const due = this.bySecond.get(second);
    if (due === undefined) this.bySecond.set(second, [event]);
    else due.push(event);
  }
}
