import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '@tillwatch/config';
import { connectRedis, DEFAULT_PREFIX, KeySpace, startPrivateRedis, type PrivateRedis } from '@tillwatch/redis';
import { compareAttempts, type AttemptComparison } from './compare-attempts.js';
import { compareTiers, type Comparison } from './compare.js';
import { killRedis } from './kill-redis.js';
import { Dice } from './random.js';
import { Sender } from './sender.js';
import { makeTraffic, type Batch } from './traffic.js';

/**
 * What happens, again and again: SIGKILL of the counting process; of Redis; of Redis, and the end of its append-only file
 * torn off as by a power loss; a counting process is paused, replaced, and goes on later beside its successor; Redis is
 * paused for longer than anybody waits, so that writes succeed whose answers nobody gets.
 */
export const ACCIDENTS = ['process killed', 'Redis killed', 'Redis killed, file torn', 'process paused, replaced', 'Redis paused'] as const;
export type Accident = (typeof ACCIDENTS)[number];

/** What one round does. */
export interface RoundPlan {
  readonly accident: Accident;
  /** Events, repeats included. */
  readonly events: number;
  readonly kills: number;
  readonly seed: number;
  /** The built counting-child.js. */
  readonly program: string;
}

/** What came of it. */
export interface RoundResult extends Comparison {
  readonly attempts: number;
  readonly wrongAttempts: number;
  readonly accident: Accident;
  readonly seed: number;
  readonly events: number;
  readonly kills: number;
  /** Bytes torn off in all. */
  readonly torn: number;
  /** Batches sent, again or for the first time. */
  readonly batches: number;
  readonly batchesSent: number;
  readonly faults: number;
  readonly seconds: number;
}

/** Most bytes torn off at a kill. */
const MOST_TORN = 100_000;
/** Batches sent again after a tear: 100 kB of append-only file hold fewer (at 60 bytes an event or more). */
const TORN_HORIZON = 40;
/** After the last event the clock goes on this long, so that every minute, hour and day is sealed. */
const LAST_QUIET_MS = 27 * 3_600_000;

/** By then every deadline is over. */
const DEADLINES_PASSED_MS = 30 * 60_000;
/** Attempts that began so long before the end are remembered for certain, in seconds. */
const BUSY_SECONDS = 600;

/** Longer than a command may take (libs/redis), in milliseconds. */
const PAUSE_MS = 2_200;

/** Batch numbers before which it happens: with a torn file never so near behind a quiet time that the tear could reach across it. */
function killPoints(batches: readonly Batch[], { kills, accident }: RoundPlan, dice: Dice): Set<number> {
  const horizon = accident === 'Redis killed, file torn' ? TORN_HORIZON : 0;
  const allowed = batches.flatMap((_, n) => (batches.slice(Math.max(0, n - horizon), n).some(({ quietAfter }) => quietAfter) ? [] : [n]));
  const points = new Set<number>();
  while (points.size < Math.min(kills, allowed.length)) points.add(allowed[dice.below(allowed.length)] ?? 0);
  return points;
}

/** One round on a private Redis of its own: sends, kills, sends again, and compares everything stored with a plain count. */
export async function runRound(plan: RoundPlan): Promise<RoundResult> {
  const started = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'tillwatch-chaos-'));
  const redis = await startPrivateRedis(loadConfig({ args: ['--data', dataDir] }), { purpose: 'chaos', tell: () => undefined });
  try {
    const batches = makeTraffic(plan.events, plan.seed);
    const round = new Round(plan, batches, { redis, dataDir });
    await round.run();
    return { ...(await round.compare()), ...round.tally, seconds: (performance.now() - started) / 1000 };
  } finally {
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

class Round {
  private readonly sender: Sender;
  private readonly dice: Dice;
  private attempts: AttemptComparison = { attempts: 0, wrongAttempts: 0, examples: [] };
  /** The installation's. */
  private seed = 0;
  private torn = 0;
  private kills = 0;

  constructor(
    private readonly plan: RoundPlan,
    private readonly batches: readonly Batch[],
    private readonly place: { readonly redis: PrivateRedis; readonly dataDir: string },
  ) {
    const { address } = place.redis;
    this.sender = new Sender(plan.program, 'socket' in address ? address.socket : '', batches);
    this.dice = new Dice(plan.seed ^ 0x5eed);
  }

  async run(): Promise<void> {
    const points = killPoints(this.batches, this.plan, this.dice);
    this.sender.start();
    await this.foundations();
    for (let n = 0; n < this.batches.length; n++) {
      if (points.has(n)) await this.kill();
      await this.sender.send(n);
      if (this.batches[n]?.quietAfter === true) await this.sender.settled();
    }
    await this.compareAttempts();
    // Deadlines pass while the finest slices are still kept, as they do where a clock does not jump by a day.
    await this.sender.finish((this.batches.at(-1)?.now ?? 0) + DEADLINES_PASSED_MS);
    await this.sender.finish((this.batches.at(-1)?.now ?? 0) + LAST_QUIET_MS);
    await this.sender.kill();
  }

  async compare(): Promise<Comparison> {
    const client = connectRedis(this.place.redis.address, { name: 'compare' });
    try {
      const tiers = await compareTiers(
        client,
        this.batches.flatMap(({ events }) => events),
        { now: ((this.batches.at(-1)?.now ?? 0) + LAST_QUIET_MS) / 1000, seed: this.seed },
      );
      return { ...tiers, examples: [...this.attempts.examples, ...tiers.examples] };
    } finally {
      client.disconnect();
    }
  }

  /** What is fixed at the first start (the seed of all hashes) is out of any tear's reach: nobody loses power in the first second. */
  private async foundations(): Promise<void> {
    const client = connectRedis(this.place.redis.address, { name: 'foundations' });
    try {
      while ((await client.exists(new KeySpace(DEFAULT_PREFIX).meta)) === 0) await sleep(5);
      while (/aof_rewrite_(in_progress|scheduled):1/.test(await client.info('persistence'))) await sleep(5);
      await client.bgrewriteaof();
      while (/aof_rewrite_(in_progress|scheduled):1/.test(await client.info('persistence'))) await sleep(5);
    } finally {
      client.disconnect();
    }
  }

  /** Just after the last event, while the attempts of the last busy time are all remembered. */
  private async compareAttempts(): Promise<void> {
    const last = this.batches.at(-1)?.now ?? 0;
    const now = Math.ceil(last / 10_000) * 10_000;
    const { seed, rows } = await this.sender.attempts(now);
    const sent = this.batches.flatMap(({ events }) => events);
    const newerThan = last / 1000 - BUSY_SECONDS;
    this.attempts = compareAttempts(rows, sent, { seed, now: now / 1000, newerThan });
    this.seed = seed;
  }

  get tally(): Omit<RoundResult, keyof Comparison | 'seconds'> {
    const { accident, seed } = this.plan;
    const events = this.batches.reduce((sum, batch) => sum + batch.events.length, 0);
    const { sent: batchesSent, faults } = this.sender;
    const { kills, torn } = this;
    const { attempts, wrongAttempts } = this.attempts;
    return {
      accident,
      seed,
      events,
      attempts,
      wrongAttempts,
      kills,
      torn,
      batches: this.batches.length,
      batchesSent,
      faults: faults.length,
    };
  }

  private async kill(): Promise<void> {
    // Some milliseconds on, so that the kill hits any phase of commits, snapshots and reading back.
    await sleep(this.dice.below(60));
    this.kills++;
    switch (this.plan.accident) {
      case 'process killed':
        return this.sender.killAndRestart();
      case 'process paused, replaced':
        return this.sender.replace(this.dice.below(1_500), this.dice.below(400));
      case 'Redis killed':
        return this.killRedis(0);
      case 'Redis killed, file torn':
        return this.killRedis(1 + this.dice.below(MOST_TORN));
      case 'Redis paused':
        return this.pauseRedis();
    }
  }

  private async pauseRedis(): Promise<void> {
    const pid = this.place.redis.pid();
    if (pid === undefined) return;
    process.kill(pid, 'SIGSTOP');
    await sleep(PAUSE_MS);
    process.kill(pid, 'SIGCONT');
  }

  /**
   * While a flush of the disk lasts Redis holds back what it acknowledges, and loses it when it is killed then. How slow a disk is is not what these rounds
   * are about: what is acknowledged is in the file by the time of the kill, whose end may be torn off then.
   */
  private async withoutFlushes(): Promise<void> {
    const client = connectRedis(this.place.redis.address, { name: 'flushes' });
    try {
      await client.config('SET', 'appendfsync', 'no');
    } finally {
      client.disconnect();
    }
  }

  private async killRedis(tear: number): Promise<void> {
    const { redis, dataDir } = this.place;
    await this.withoutFlushes();
    const pid = redis.pid();
    if (pid === undefined) return;
    this.torn += killRedis(pid, dataDir, tear);
    if (tear > 0) this.sender.sendAgain(TORN_HORIZON);
    while (redis.pid() === pid) await sleep(5);
  }
}
