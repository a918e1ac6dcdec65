import type { FailureClass, Outcome, StageEvent } from '@tillwatch/domain';
import { CHAOS_JOURNEY, STAGES } from './journey.js';
import { Dice } from './random.js';

/** Events that one request of the sender carries. */
export interface Batch {
  /** The door's clock when it is sent first (ms since epoch). */
  readonly now: number;
  readonly events: readonly StageEvent[];
  /** A long quiet time follows: everything before must be acknowledged before the clock goes on. */
  readonly quietAfter: boolean;
}

/** How the crash tests' traffic differs from well-behaved traffic; shares of events. */
export const MISBEHAVIOUR = { duplicates: 0.1, late: 0.1, lateMs: 40_000, revised: 0.05, extraStarted: 0.1 } as const;

/** Logical start of every round, shortly before midnight in Seoul so that days are cut as well. */
const START = Date.UTC(2026, 10, 22, 14, 31, 7);
/** Logical length of a busy time, and the quiet hours between two: pairs expire, hours and days are sealed. */
const BUSY_MS = 5 * 60_000;
const QUIET_MS = [2.2, 4.1, 1.3, 5.2, 2.7].map((hours) => hours * 3_600_000);
const EVENTS_PER_BATCH = 100;
/** Events that a busy time has at least, so that accidents fit between two quiet times. */
const EVENTS_PER_BUSY_TIME = 8_000;

interface Delivery {
  readonly at: number;
  readonly event: StageEvent;
}

/** Builds the traffic of one busy time. */
class BusyTime {
  readonly deliveries: Delivery[] = [];
  private serial = 0;

  constructor(
    private readonly dice: Dice,
    private readonly name: string,
    private readonly from: number,
  ) {}

  /** One customer's way through the stages, until something fails. */
  attempt(): void {
    const { dice } = this;
    const attempt = `${this.name}-${this.serial++}`;
    let at = this.from + dice.below(BUSY_MS);
    const dimensions = this.customer();
    for (const stage of STAGES) {
      this.started({ attempt, stage, dimensions, occurredAt: at });
      at += 200 + dice.below(9_000);
      const outcome: Outcome = dice.chance(0.9) ? 'ok' : dice.chance(0.8) ? 'failed' : 'abandoned';
      this.concluded({ attempt, stage, dimensions, occurredAt: at, outcome });
      if (outcome !== 'ok' && dice.chance(0.9)) return;
    }
  }

  private customer(): Record<string, string> {
    const { dice } = this;
    const dimensions: Record<string, string> = {
      merchant: `m${dice.skewed(30)}`,
      region: `r${dice.below(8)}`,
      provider: `p${dice.skewed(6)}`,
      method: `t${dice.below(4)}`,
    };
    if (dice.chance(0.8)) dimensions['browser'] = `b${dice.below(5)}`;
    return dimensions;
  }

  private started(of: Pick<StageEvent, 'attempt' | 'stage' | 'dimensions' | 'occurredAt'>): void {
    this.deliver({ ...of, outcome: 'started', reporter: 'server', revision: 0 });
    if (!this.dice.chance(MISBEHAVIOUR.extraStarted)) return;
    const occurredAt = Math.max(this.from, of.occurredAt - 6_000 + this.dice.below(12_000));
    this.deliver({ ...of, occurredAt, outcome: 'started', reporter: 'server', revision: 0 });
  }

  private concluded(of: Pick<StageEvent, 'attempt' | 'stage' | 'dimensions' | 'occurredAt' | 'outcome'>): void {
    this.deliver({ ...of, reporter: 'server', revision: 0, ...this.failureClass(of.outcome) });
    if (!this.dice.chance(MISBEHAVIOUR.revised)) return;
    const outcome: Outcome = this.dice.chance(0.5) ? 'failed' : 'ok';
    const dimensions = { ...of.dimensions, ...(this.dice.chance(0.3) ? { method: `t${this.dice.below(4)}` } : {}) };
    const occurredAt = of.occurredAt + this.dice.below(20_000);
    this.deliver({ ...of, dimensions, occurredAt, outcome, reporter: 'server', revision: 1, ...this.failureClass(outcome) });
  }

  private failureClass(outcome: Outcome): { failureClass?: FailureClass } {
    if (outcome !== 'failed') return {};
    return { failureClass: this.dice.chance(0.5) ? 'system' : this.dice.chance(0.8) ? 'declined' : 'unknown' };
  }

  private deliver(part: Omit<StageEvent, 'tenant' | 'id' | 'journey' | 'receivedAt' | 'count' | 'spanMs' | 'backfill'>): void {
    const id = `${part.attempt}:${part.stage}:${this.serial++}`;
    const late = this.dice.chance(MISBEHAVIOUR.late) ? this.dice.below(MISBEHAVIOUR.lateMs) : this.dice.below(300);
    const at = part.occurredAt + late;
    const rest = { tenant: 'default', id, journey: CHAOS_JOURNEY.id, receivedAt: at, count: 1, spanMs: 0, backfill: false };
    const event: StageEvent = { ...part, ...rest };
    this.deliveries.push({ at, event });
    if (this.dice.chance(MISBEHAVIOUR.duplicates)) this.deliveries.push({ at: at + this.dice.below(20_000), event });
  }
}

/** At least `size` events (repeats included) of seven-stage attempts, in the order in which they are sent. */
export function makeTraffic(size: number, seed: number): Batch[] {
  const dice = new Dice(seed);
  const batches: Batch[] = [];
  const busyTimes = Math.max(1, Math.min(QUIET_MS.length + 1, Math.floor(size / EVENTS_PER_BUSY_TIME)));
  let from = START;
  for (let n = 0; n < busyTimes; n++) {
    const busy = new BusyTime(dice, `${seed}.${n}`, from);
    while (busy.deliveries.length < size / busyTimes) busy.attempt();
    batches.push(...cut(busy.deliveries));
    from += BUSY_MS + (QUIET_MS[n] ?? 0);
  }
  return batches;
}

function cut(deliveries: Delivery[]): Batch[] {
  deliveries.sort((a, b) => a.at - b.at);
  const batches: Batch[] = [];
  for (let i = 0; i < deliveries.length; i += EVENTS_PER_BATCH) {
    const part = deliveries.slice(i, i + EVENTS_PER_BATCH);
    const quietAfter = i + EVENTS_PER_BATCH >= deliveries.length;
    batches.push({ now: part.at(-1)?.at ?? 0, events: part.map(({ event }) => event), quietAfter });
  }
  return batches;
}
