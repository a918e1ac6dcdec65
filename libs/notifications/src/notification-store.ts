import { localTime } from '@tillwatch/domain';
import { runScript, type KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { addNotification } from './add-notification.generated.js';
import { decideNotifications } from './decide-notifications.generated.js';
import { countedAs, type AllTold, type Decided, type Due } from './decided.js';
import type { Told } from './notice.js';
import type { Notification } from './notification.js';
import { sendAgain } from './send-again.generated.js';
import { settleNotification } from './settle-notification.generated.js';

/** How long notifications are kept to be looked at, in seconds. */
const KEPT_SECONDS = 90 * 86_400;
/** The same of the counts of a day. */
const COUNTS_KEPT_SECONDS = 400 * 86_400;

/** What stands for a channel's digest where else an incident does. */
export function digestId(channel: string): string {
  return `digest-${channel}`;
}

/** Notifications in Redis: decided once, sent in the order of their lane, counted where they end. */
export class NotificationStore {
  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
    /** Whose days are counted. */
    readonly timeZone: string,
  ) {}

  /** Up to which change all is decided. Where nothing ever was, `newest` is: what happened before there were notifications is told to nobody. */
  async place(newest: () => Promise<string>): Promise<string> {
    const known = await this.redis.get(this.keys.notificationPlace);
    if (known !== null) return known;
    await this.redis.set(this.keys.notificationPlace, await newest(), 'NX');
    return (await this.redis.get(this.keys.notificationPlace)) ?? '0';
  }

  /** What channels were told of an incident. */
  async told(incident: string): Promise<AllTold> {
    const { _: times = '0', ...stored } = await this.redis.hgetall(this.keys.notificationsTold(incident));
    return { told: new Map(Object.entries(stored).map(([channel, text]) => [channel, JSON.parse(text) as Told])), times: Number(times) };
  }

  /** Incidents to be asked again by `now` (ms since the epoch), the first of them first. */
  async due(now: number, limit: number): Promise<Due[]> {
    const found = await this.redis.zrangebyscore(this.keys.notificationsAgain, '-inf', now, 'WITHSCORES', 'LIMIT', 0, limit);
    return found.flatMap((incident, i) => (i % 2 === 0 ? [{ incident, at: Number(found[i + 1]) }] : []));
  }

  /** How many notifications of a channel were decided since `from` (ms since the epoch), within a day. */
  async decidedSince(channel: string, from: number): Promise<number> {
    return this.redis.zcount(this.keys.notificationsOf(channel), `(${String(from)}`, '+inf');
  }

  /** Has a channel's next digest tell an incident. @param due when that is, where none is due yet; ms since the epoch */
  async addToDigest(channel: string, incident: string, due: number): Promise<void> {
    await this.redis.sadd(this.keys.notificationDigest(channel), incident);
    await this.redis.zadd(this.keys.notificationsAgain, 'NX', due, digestId(channel));
  }

  /** Incidents that a channel's next digest tells. */
  async digestOf(channel: string): Promise<string[]> {
    return this.redis.smembers(this.keys.notificationDigest(channel));
  }

  /** Stores that a channel was told of incidents in a digest, and that they need not be in the next one. */
  async toldInDigest(channel: string, told: ReadonlyMap<string, Told>, dealtWith: readonly string[]): Promise<void> {
    const all = this.redis.multi();
    for (const [incident, last] of told) {
      const key = this.keys.notificationsTold(incident);
      all
        .hset(key, channel, JSON.stringify({ ...last, inDigest: true }))
        .hincrby(key, '_', 1)
        .expire(key, KEPT_SECONDS);
    }
    if (dealtWith.length > 0) all.srem(this.keys.notificationDigest(channel), ...dealtWith);
    await all.exec();
  }

  /** Asks no more about an incident. */
  async forget(incident: string): Promise<void> {
    await this.redis.zrem(this.keys.notificationsAgain, incident);
  }

  /** Has it asked again about incidents by `at` (ms since the epoch), though nothing of them changed. */
  async askAgain(incidents: readonly string[], at: number): Promise<void> {
    if (incidents.length === 0) return;
    await this.redis.zadd(this.keys.notificationsAgain, 'LT', ...incidents.flatMap((incident) => [at, incident]));
  }

  /** Stores what becomes of an incident. @returns false where another process did */
  async decide({ occasion, incident, times, counted, notifications, again }: Decided, now: number): Promise<boolean> {
    const { notificationPlace, notificationsByTime, notificationsWaiting, notificationsAgain } = this.keys;
    const own = notifications.flatMap(({ notification: { id, channel } }) => [
      this.keys.notification(id),
      this.keys.notificationLane(incident, channel),
      this.keys.notificationsOf(channel),
    ]);
    const told = this.keys.notificationsTold(incident);
    const keys = [
      notificationPlace,
      notificationsByTime,
      notificationsWaiting,
      told,
      this.counts(now),
      notificationsAgain,
      this.keys.notificationsAbout(incident),
      ...own,
    ];
    const rows = notifications.flatMap(({ notification, told: last }) => [
      ...[notification.id, JSON.stringify(notification), notification.channel, JSON.stringify(last)],
    ]);
    const [before, place] = 'due' in occasion ? ['', occasion.due] : [occasion.before, occasion.place];
    const numbers = [before, place, now, KEPT_SECONDS, COUNTS_KEPT_SECONDS, incident, times, again ?? '', counted.length];
    return (await runScript(this.redis, decideNotifications, keys, [...numbers, ...counted, ...rows])) === 1;
  }

  /** Stores one that no change asked for: it stands in for another. @returns false where it is there already */
  async add(notification: Notification, now: number): Promise<boolean> {
    const { id, incident, channel } = notification;
    const { notificationsByTime, notificationsWaiting } = this.keys;
    const keys = [
      this.keys.notification(id),
      this.keys.notificationLane(incident, channel),
      notificationsByTime,
      notificationsWaiting,
      this.counts(now),
      this.keys.notificationsAbout(incident),
    ];
    const args = [id, JSON.stringify(notification), now, KEPT_SECONDS, countedAs(notification, 'decided'), COUNTS_KEPT_SECONDS];
    return (await runScript(this.redis, addNotification, keys, args)) === 1;
  }

  async find(id: string): Promise<Notification | undefined> {
    const text = await this.redis.get(this.keys.notification(id));
    return text === null ? undefined : (JSON.parse(text) as Notification);
  }

  /**
   * The newest of them before `before` (ms since the epoch), newest first: `limit`, and whatever else was decided in the same moment as the last.
   *
   * @param which `dead`: those alone that were given up
   */
  async list(limit: number, before = Infinity, which: 'all' | 'dead' = 'all'): Promise<Notification[]> {
    const most = before === Infinity ? '+inf' : `(${before}`;
    const key = which === 'dead' ? this.keys.notificationsDead : this.keys.notificationsByTime;
    const found = await this.redis.zrevrangebyscore(key, most, '-inf', 'WITHSCORES', 'LIMIT', 0, limit);
    const ids = found.filter((_, i) => i % 2 === 0);
    const last = found.at(-1);
    // Who asks for what was before the last of a page must miss nothing.
    const together = ids.length < limit || last === undefined ? [] : await this.redis.zrevrangebyscore(key, last, last);
    return this.several([...new Set([...ids, ...together])]);
  }

  /** All of one incident, in the order they were decided in. */
  async about(incident: string): Promise<Notification[]> {
    return this.several(await this.redis.lrange(this.keys.notificationsAbout(incident), 0, -1));
  }

  private async several(ids: readonly string[]): Promise<Notification[]> {
    if (ids.length === 0) return [];
    const texts = await this.redis.mget(ids.map((id) => this.keys.notification(id)));
    return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Notification]));
  }

  /** Ids of all that are still to be sent, the oldest first. */
  async waiting(): Promise<string[]> {
    return this.redis.zrange(this.keys.notificationsWaiting, '0', '-1');
  }

  /** Those of one lane, in the order they are to be sent in. */
  async lane({ incident, channel }: Pick<Notification, 'incident' | 'channel'>): Promise<string[]> {
    return this.redis.lrange(this.keys.notificationLane(incident, channel), 0, -1);
  }

  /** What a channel calls its message about an incident; null where there is none that it could edit. */
  async reference({ incident, channel }: Pick<Notification, 'incident' | 'channel'>): Promise<string | null> {
    return this.redis.hget(this.keys.notificationReferences(incident), channel);
  }

  /** Stores how a try went that is to be followed by another one. */
  async tried(notification: Notification): Promise<void> {
    await this.redis.set(this.keys.notification(notification.id), JSON.stringify(notification), 'EX', KEPT_SECONDS, 'XX');
  }

  /** Stores that one is dealt with, counted under its state. `reference` as {@link reference}. @returns false where it was before */
  async settle(
    notification: Notification & { readonly state: 'sent' | 'superseded' | 'dead' },
    reference: string | null,
    now: number,
  ): Promise<boolean> {
    const { id, incident, channel, state } = notification;
    const { notificationsWaiting, notificationsDead } = this.keys;
    const lane = this.keys.notificationLane(incident, channel);
    const keys = [
      this.keys.notification(id),
      lane,
      notificationsWaiting,
      this.keys.notificationReferences(incident),
      this.counts(now),
      notificationsDead,
    ];
    const counted = [countedAs(notification, state), COUNTS_KEPT_SECONDS, state === 'dead' ? notification.decidedAt : '', now];
    const args = [id, JSON.stringify(notification), KEPT_SECONDS, channel, reference ?? '', ...counted];
    return (await runScript(this.redis, settleNotification, keys, args)) === 1;
  }

  /**
   * Has one sent that was given up, with as much time and as many tries as a new one.
   *
   * @returns the one that is to be sent; why not: none of this id was given up, or its channel was to be told of a newer change since
   */
  async sendAgain(id: string, now: number): Promise<Notification | 'not_dead' | 'outdated'> {
    const text = await this.redis.get(this.keys.notification(id));
    const dead = text === null ? undefined : (JSON.parse(text) as Notification);
    if (text === null || dead?.state !== 'dead') return 'not_dead';
    const { incident, channel, version, deadAt, ...rest } = dead;
    const again: Notification = { ...rest, incident, channel, version, state: 'waiting', tries: 0, nextTryAt: null, againAt: now };
    const keys = [
      this.keys.notification(id),
      this.keys.notificationLane(incident, channel),
      this.keys.notificationsWaiting,
      this.keys.notificationsTold(incident),
      this.counts(deadAt ?? dead.sentAt ?? dead.decidedAt),
      this.keys.notificationsDead,
    ];
    const args = [id, text, JSON.stringify(again), now, KEPT_SECONDS, channel, version, countedAs(dead, 'dead')];
    const done = await runScript(this.redis, sendAgain, keys, args);
    return done === 1 ? again : done === 0 ? 'not_dead' : 'outdated';
  }

  /** How many were decided, held back and sent on the day of `at` (ms since the epoch). */
  async countsOf(at: number): Promise<Readonly<Record<string, number>>> {
    const stored = await this.redis.hgetall(this.counts(at));
    return Object.fromEntries(Object.entries(stored).map(([name, text]) => [name, Number(text)]));
  }

  private counts(at: number): string {
    return this.keys.notificationCounts(new Date(localTime(at, this.timeZone)).toISOString().slice(0, 10));
  }
}
