import { GroupCommit, openInstallation } from '@tillwatch/ledger';
import type { StageEvent } from '@tillwatch/domain';
import { Counting, TierClock } from '@tillwatch/windows';
import { shippedCatalogue, type Place } from './place.js';

const TIME_ZONE = 'Asia/Seoul';

/** A clock that the measurement moves. */
export class BenchClock {
  constructor(public time: number) {}
  now(): number {
    return this.time;
  }
}

/** The ledger and the counting of one place, on a clock that the measurement moves. */
export class Counted {
  private constructor(
    readonly place: Place,
    readonly clock: BenchClock,
    readonly ledger: GroupCommit,
    readonly counting: Counting,
  ) {}

  /** Opens them. `batchEvents`: events that one write to the ledger carries. */
  static async open(place: Place, clock: BenchClock, batchEvents: number): Promise<Counted> {
    const { redis, keys } = place;
    const { seed } = await openInstallation(redis, keys, { now: clock.now(), timeZone: TIME_ZONE });
    const limits = { gatherMs: 0, batchEvents, inFlight: 4, queueEvents: 1_000_000, giveUpMs: 5_000 };
    const silent = { committed: () => undefined, retried: () => undefined };
    const ledger = new GroupCommit(redis, { keys, seed }, clock, silent, limits);
    const counting = new Counting(
      { redis: place.connect('counting'), reader: place.connect('log', true) },
      {
        journeys: shippedCatalogue().journeys,
        tierClock: new TierClock(TIME_ZONE),
        watched: [['provider', 'method']],
        keys,
        clock,
        alone: true,
        onFault: (what, error) => process.stderr.write(`${what}: ${String(error)}\n`),
      },
    );
    counting.start();
    const counted = new Counted(place, clock, ledger, counting);
    await counted.caughtUp();
    return counted;
  }

  async caughtUp(): Promise<void> {
    if (!(await this.counting.caughtUp(60_000))) throw new Error('The counting did not reach the end of the log in a minute.');
  }

  /** Writes events batch by batch, a few at the same time as the door does. */
  async append(batches: readonly (readonly StageEvent[])[]): Promise<void> {
    await Promise.all(batches.map((batch) => this.ledger.append(batch)));
  }

  /** Writes a snapshot now. */
  async snapshot(): Promise<void> {
    const { snapshots } = this.counting;
    if (snapshots === undefined) throw new Error('The counting is being read back.');
    await snapshots.write();
  }
}
