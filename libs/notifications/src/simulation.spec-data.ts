import { randomUUID } from 'node:crypto';
import type { IncidentChange } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { Decider } from './decider.js';
import { Deliverer } from './deliverer.js';
import { LaneLock } from './lane-lock.js';
import { NotificationStore } from './notification-store.js';
import { describeIncident } from './notifications.spec-data.js';
import { RETRY_PLAN } from './retry.js';
import type { Routing } from './routing.js';
import { SilenceStore } from './silence-store.js';

/** Numbers from 0 inclusive to 1 exclusive that are the same for the same seed (Park and Miller). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

/** Things by what they have in common, each in the order they were in. */
export function grouped<T>(things: readonly T[], by: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(by(thing), [...(groups.get(by(thing)) ?? []), thing]);
  return groups;
}

/**
 * Deciding and sending against a real Redis, by a clock that stands still while anything is done and then jumps to whatever is next: a
 * change of an incident, a try that is due, what was to be asked again. Waits are those of the product.
 */
export class Simulation {
  readonly incidents: IncidentStore;
  readonly store: NotificationStore;
  /** ms since the epoch. */
  now: number;
  private readonly keys = new KeySpace(`test:${randomUUID()}:`);
  private readonly decider: Decider;
  private readonly deliverer: Deliverer;
  private changes: IncidentChange[] = [];
  private readonly jobs = new Map<string, number>();

  constructor(
    private readonly redis: Redis,
    routing: Routing,
    { from, seed = 1 }: { readonly from: number; readonly seed?: number },
  ) {
    this.now = from;
    this.incidents = new IncidentStore(redis, this.keys);
    this.store = new NotificationStore(redis, this.keys, 'Asia/Seoul');
    const silences = new SilenceStore(redis, this.keys);
    this.decider = new Decider({ incidents: this.incidents, notifications: this.store, silences }, routing);
    this.deliverer = new Deliverer(this.incidents, this.store, new LaneLock(redis, this.keys), routing, {
      ...{ clock: { now: () => this.now }, retry: RETRY_PLAN, random: seeded(seed), timeZone: 'Asia/Seoul', describe: describeIncident },
      linkTo: () => Promise.resolve('https://watch.example.com/i/1'),
      linkToAll: () => Promise.resolve('https://watch.example.com/incidents'),
      alertsPage: 'https://watch.example.com/alerts',
    });
  }

  /** Has changes happen, each at its time. */
  plan(changes: readonly IncidentChange[]): void {
    this.changes = [...this.changes, ...changes].sort((a, b) => a.at - b.at || a.incident.version - b.incident.version);
  }

  /** Lets time pass until nothing is left to happen, or until `until` (ms since the epoch). */
  async run(until = Infinity): Promise<void> {
    await this.store.place(() => this.incidents.newest());
    for (;;) {
      const [job] = [...this.jobs].sort(([, a], [, b]) => a - b);
      const [due] = await this.store.due(Number.MAX_SAFE_INTEGER, 1);
      const next = Math.min(job?.[1] ?? Infinity, this.changes[0]?.at ?? Infinity, due?.at ?? Infinity);
      if (next === Infinity || next > until) return;
      this.now = Math.max(this.now, next);
      const change = this.changes[0];
      if (change !== undefined && change.at <= this.now) await this.happen(change);
      else if (due !== undefined && due.at <= this.now) await this.decide();
      else if (job !== undefined) await this.send(job[0]);
    }
  }

  /** Forgets everything that was stored. */
  async clear(): Promise<void> {
    const names = await this.redis.keys(`${this.keys.prefix}*`);
    if (names.length > 0) await this.redis.del(names);
  }

  private async happen(change: IncidentChange): Promise<void> {
    this.changes.shift();
    const stored = await this.incidents.store(change);
    if (stored !== 'ok') throw new Error(`A change was not stored: ${stored}`);
    await this.decide();
  }

  private async decide(): Promise<void> {
    for (const id of await this.decider.step(this.now)) this.enqueue(id);
  }

  private async send(id: string): Promise<void> {
    this.jobs.delete(id);
    const outcome = await this.deliverer.deliver(id, (added) => {
      this.enqueue(added);
      return Promise.resolve();
    });
    if (outcome !== 'done') this.jobs.set(id, outcome.again);
  }

  /** As the queue has it: a job of an id that is in it already is not added again. */
  private enqueue(id: string): void {
    if (!this.jobs.has(id)) this.jobs.set(id, this.now);
  }
}
