import { runScript, type KeySpace, type ScriptArgument } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import type { CountedSince } from './combinations.js';
import { formatPosition, parsePosition, type Position } from './position.js';
import { renew as renewScript } from './renew.generated.js';
import type { Snapshot } from './snapshot-builder.js';
import { snapshot as snapshotScript } from './snapshot.generated.js';
import { Admission } from './stamp.js';
import { takeover as takeoverScript } from './takeover.generated.js';
import type { Tier } from './tiers.js';

/**
 * How long a lease lives without being renewed, in milliseconds. Another process takes over within ten seconds of its holder's
 * end: it asks every quarter of a second and has the rest to read the counts back.
 */
export const LEASE_TTL_MS = 8_000;

/** What a new writer finds. */
export interface TakenOver {
  readonly position: Position | undefined;
  readonly admission: Admission;
  /** The epoch this writer's snapshots belong to. */
  readonly epoch: number;
}

/** A snapshot was refused: another process writes now, or storage is not where this process left it. */
export class SnapshotRefusedError extends Error {
  constructor(readonly reason: 'fence' | 'position') {
    super(reason === 'fence' ? 'Another process has taken over the counting.' : 'Storage is not where this process left it.');
    this.name = 'SnapshotRefusedError';
  }
}

/** Which slice of which tier; `start` in seconds since the epoch. */
export interface SliceName {
  readonly tier: Tier;
  readonly start: number;
}

/** A slice's two halves as stored; null where there is none. */
export interface StoredSlice {
  readonly merged: Buffer | null;
  readonly deltas: Buffer | null;
}

/** Where a stage's times belong; `value` is the one of the journey's `paceBy`, '' for none. */
export interface PaceName {
  readonly tenant: string;
  readonly journey: string;
  readonly stage: string;
  readonly value: string;
}

/** How many attempts stayed at a stage how long, by class of time. */
export interface StagePace extends PaceName {
  readonly counts: readonly number[];
}

/** Everything this process reads and writes of the stored counts. */
export class SliceStore {
  private admitted: Admission = new Admission(new Map(), undefined);
  private closed: ReadonlyMap<number, number> = new Map();
  private expected = '';
  private takeOvers = 0;

  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
    /** A random name of this process. */
    private readonly holder: string,
  ) {}

  /** Proves to a script that this process holds the lease. */
  get fence(): string {
    return `${this.holder}.${this.takeOvers}`;
  }

  /** Which stamps are valid, as of the last take-over or confirmed snapshot. */
  get admission(): Admission {
    return this.admitted;
  }

  /**
   * Becomes the only writer. Anything a former writer still sends is refused from now on.
   * @returns what is stored, or how long another holder's lease still lives (ms)
   */
  async takeOver(byForce: boolean): Promise<TakenOver | { readonly heldForMs: number }> {
    const { lease, position } = this.keys;
    // What was sent before this and arrives late must be refused too, even if this process sent it.
    const before = this.fence;
    this.takeOvers++;
    const reply = (await runScript(
      this.redis,
      takeoverScript,
      [lease, position, this.keys.epochs],
      [this.fence, LEASE_TTL_MS, byForce ? '1' : '0', before],
    )) as [Buffer, ...unknown[]];
    if (reply[0].toString() === 'held') return { heldForMs: Number(reply[1]) };
    const text = reply[1] as Buffer | null;
    this.closed = pairsOf(reply[3] as Buffer[]);
    this.expected = text === null ? '' : text.toString();
    const stored = text === null ? undefined : parsePosition(this.expected);
    this.admitted = new Admission(this.closed, undefined);
    return { position: stored, admission: this.admitted, epoch: Number(reply[2]) };
  }

  /** Gives the lease back, if it is still held: the next process need not wait until it runs out. */
  async release(): Promise<void> {
    await runScript(this.redis, renewScript, [this.keys.lease], [this.fence, 1]);
  }

  /** Keeps the lease. @returns false where it is lost */
  async renew(): Promise<boolean> {
    return (await runScript(this.redis, renewScript, [this.keys.lease], [this.fence, LEASE_TTL_MS])) === 1;
  }

  /** Writes a snapshot whole or not at all. @throws SnapshotRefusedError; any error means: load everything again */
  async write(snapshot: Snapshot): Promise<void> {
    const position = formatPosition(snapshot.position);
    const args: ScriptArgument[] = [this.fence, LEASE_TTL_MS, this.expected, position, snapshot.position.log, snapshot.names ?? ''];
    for (const { op, ttl, value } of snapshot.ops) args.push(op, ttl, value);
    const { lease, position: positionKey, log, names } = this.keys;
    const keys = [lease, positionKey, log, names, ...snapshot.ops.map(({ key }) => key)];
    const [answer, ...lengths] = (await runScript(this.redis, snapshotScript, keys, args)) as [Buffer, ...number[]];
    const word = answer.toString();
    if (word === 'fence' || word === 'position') throw new SnapshotRefusedError(word);
    this.expected = position;
    this.admitted = new Admission(this.closed, snapshot.position);
    snapshot.ops.forEach((op, i) => op.grown?.(lengths[i] ?? 0));
  }

  /** All names ever stored. */
  async readNames(): Promise<Buffer | null> {
    return this.redis.getBuffer(this.keys.names);
  }

  /**
   * From when on each of these combinations is counted (seconds since the epoch). Ones that are new are noted as beginning
   * at `begin`, ones that are gone are forgotten. The first time all of them count from the very beginning.
   */
  async countedSince(names: readonly string[], begin: number): Promise<CountedSince> {
    const { combinations } = this.keys;
    const stored = await this.redis.hgetall(combinations);
    const isFirst = Object.keys(stored).length === 0;
    const since = new Map(names.map((name) => [name, Number(stored[name] ?? (isFirst ? 0 : begin))]));
    const gone = Object.keys(stored).filter((name) => !since.has(name));
    if (gone.length > 0) await this.redis.hdel(combinations, ...gone);
    const added = [...since].filter(([name]) => stored[name] === undefined);
    if (added.length > 0) await this.redis.hset(combinations, Object.fromEntries(added));
    return since;
  }

  /** Attempts of these minutes. */
  async readAttempts(minutes: readonly number[]): Promise<(Buffer | null)[]> {
    return this.redis.mgetBuffer(minutes.map((minute) => this.keys.attempts(minute)));
  }

  /** What is usual of leaves, and what was heard of them in these slots. */
  async readLeaves(slots: readonly number[]): Promise<{ readonly base: Buffer | null; readonly heard: (Buffer | null)[] }> {
    const [base = null, ...heard] = await this.redis.mgetBuffer([
      this.keys.leafBase,
      ...slots.map((start) => this.keys.leavesHeard(start)),
    ]);
    return { base, heard };
  }

  /** How long stages usually take, as stored last. */
  async readPace(): Promise<StagePace[]> {
    const stored = await this.redis.hgetall(this.keys.pace);
    return Object.entries(stored).map(([name, counts]) => ({
      ...(JSON.parse(name) as PaceName),
      counts: JSON.parse(counts) as number[],
    }));
  }

  /** Stores how long stages usually take. Only a guide for what is slow: not part of a snapshot. */
  async writePace(pace: readonly StagePace[]): Promise<void> {
    if (pace.length === 0) return;
    const fields = pace.map(({ tenant, journey, stage, value, counts }): [string, string] => [
      JSON.stringify({ tenant, journey, stage, value }),
      JSON.stringify(counts.map((n) => Math.round(n * 10) / 10)),
    ]);
    await this.redis.hset(this.keys.pace, Object.fromEntries(fields));
  }

  /**
   * Slices and the snapshot number they are at, read in one step.
   * @returns `number` of the snapshot that storage was at while reading; undefined before the first one
   */
  async readSlices(names: readonly SliceName[]): Promise<{ readonly number: number | undefined; readonly slices: StoredSlice[] }> {
    const keys = names.flatMap(({ tier, start }) => [this.keys.slice(tier, start), this.keys.sliceDeltas(tier, start)]);
    const [position, ...values] = await this.redis.mgetBuffer([this.keys.position, ...keys]);
    const slices = names.map((_, i) => ({ merged: values[2 * i] ?? null, deltas: values[2 * i + 1] ?? null }));
    return { number: position === undefined || position === null ? undefined : parsePosition(position.toString()).number, slices };
  }
}

function pairsOf(flat: readonly Buffer[]): Map<number, number> {
  const pairs = new Map<number, number>();
  for (let i = 0; i + 1 < flat.length; i += 2) pairs.set(Number(flat[i]?.toString()), Number(flat[i + 1]?.toString()));
  return pairs;
}
