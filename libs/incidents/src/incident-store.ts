import type { Incident, IncidentChange } from '@tillwatch/domain';
import { runScript, type KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { checkpoint as checkpointScript } from './checkpoint.generated.js';
import { storeIncident } from './store-incident.generated.js';
import { storeMinutes } from './store-minutes.generated.js';

/** How storing went: `fence` another process judges now; `version` somebody else changed the incident first. */
export type Stored = 'ok' | 'fence' | 'version';

/** An incident with what the judge keeps of it. */
export interface KeptIncident {
  readonly incident: Incident;
  /** As the judge gave it; undefined where it never did. */
  readonly memory: unknown;
}

/** One minute of an incident's own rows, counted as the incident is: of `volume` expected and missing, below 0 where more came. */
export interface IncidentMinute {
  /** Start of the minute (ms since the epoch). */
  readonly at: number;
  readonly total: number;
  readonly failed: number;
}

/** Incidents in Redis: each change is stored whole or not at all, with its entry in the timeline and in the outbox. */
export class IncidentStore {
  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
  ) {}

  /**
   * Stores a change, whose incident carries the new version.
   * @param judge the judge's fence and what it keeps; absent for what a person did
   */
  async store(change: IncidentChange, judge?: { readonly fence: string; readonly memory: unknown }): Promise<Stored> {
    const { incident } = change;
    const { lease, incidents, incidentsByTime, incidentOutbox, incidentMemory } = this.keys;
    const keys = [lease, incidents, incidentsByTime, this.keys.incidentTimeline(incident.id), incidentOutbox, incidentMemory];
    const memory = incident.status === 'resolved' ? '-' : judge === undefined ? '' : JSON.stringify(judge.memory);
    const reply = await runScript(this.redis, storeIncident, keys, [
      judge?.fence ?? '',
      incident.id,
      incident.version - 1,
      JSON.stringify(incident),
      JSON.stringify(change),
      incident.openedAt,
      memory,
    ]);
    const word = String(reply);
    if (word !== 'ok' && word !== 'fence' && word !== 'version') throw new Error(`Storing an incident answered ${word}.`);
    return word;
  }

  /** Stores what open incidents are judged by. @returns false where another process judges now */
  async checkpoint(fence: string, memories: ReadonlyMap<string, unknown>): Promise<boolean> {
    if (memories.size === 0) return true;
    const pairs = [...memories].flatMap(([id, memory]) => [id, JSON.stringify(memory)]);
    const { lease, incidentMemory } = this.keys;
    return (await runScript(this.redis, checkpointScript, [lease, incidentMemory], [fence, ...pairs])) === 1;
  }

  /** One incident; undefined where there is none of that id. */
  async find(id: string): Promise<Incident | undefined> {
    const text = await this.redis.hget(this.keys.incidents, id);
    return text === null ? undefined : (JSON.parse(text) as Incident);
  }

  /** Several of them; those that are not known are left out. */
  several(ids: readonly string[]): Promise<Incident[]> {
    return this.all(ids);
  }

  /** Its timeline, oldest first. */
  async timeline(id: string): Promise<IncidentChange[]> {
    const texts = await this.redis.lrange(this.keys.incidentTimeline(id), 0, -1);
    return texts.map((text) => JSON.parse(text) as IncidentChange);
  }

  /** The change that made an incident's version what it is: versions are counted from 1 on, and the timeline holds each of them. */
  async change(id: string, version: number): Promise<IncidentChange | undefined> {
    const text = await this.redis.lindex(this.keys.incidentTimeline(id), version - 1);
    return text === null ? undefined : (JSON.parse(text) as IncidentChange);
  }

  /** Incidents that opened before `before` (ms since the epoch), newest first, at most `limit`. */
  async list(limit: number, before = Infinity): Promise<Incident[]> {
    const most = before === Infinity ? '+inf' : `(${before}`;
    const ids = await this.redis.zrevrangebyscore(this.keys.incidentsByTime, most, '-inf', 'LIMIT', 0, limit);
    return this.all(ids);
  }

  /** Incidents that opened from `from` on (ms since the epoch), newest first, at most `limit`. */
  async since(from: number, limit: number): Promise<Incident[]> {
    return this.all(await this.redis.zrevrangebyscore(this.keys.incidentsByTime, '+inf', from, 'LIMIT', 0, limit));
  }

  /** Incidents that are not over. */
  async open(): Promise<Incident[]> {
    return (await this.standing(Infinity)).map(({ incident }) => incident).filter(({ status }) => status !== 'resolved');
  }

  /** The place of the newest change in the outbox. */
  async newest(): Promise<string> {
    const [entry] = await this.redis.xrevrange(this.keys.incidentOutbox, '+', '-', 'COUNT', 1);
    return entry?.[0] ?? '0';
  }

  /** Changes that were stored after a place in the outbox, by whomever, oldest first, with the place of the last. */
  async changesAfter(place: string): Promise<{ readonly place: string; readonly changes: readonly IncidentChange[] }> {
    const entries = await this.outbox(place);
    return { place: entries.at(-1)?.place ?? place, changes: entries.map(({ change }) => change) };
  }

  /** The same, each with its place, at most `limit` of them. */
  async outbox(place: string, limit?: number): Promise<{ readonly place: string; readonly change: IncidentChange }[]> {
    const most = limit === undefined ? [] : (['COUNT', limit] as const);
    const entries = await this.redis.xrange(this.keys.incidentOutbox, `(${place}`, '+', ...(most as []));
    return entries.map(([id, fields]) => ({ place: id, change: JSON.parse(fields[fields.indexOf('change') + 1] ?? '') as IncidentChange }));
  }

  /**
   * Stores minutes of an incident's own rows; a minute that is stored again replaces what was known of it.
   * @returns false where another process judges now
   */
  async writeMinutes(fence: string, id: string, minutes: readonly IncidentMinute[]): Promise<boolean> {
    if (minutes.length === 0) return true;
    const keys = [this.keys.lease, this.keys.incidentMinutes(id)];
    const fields = minutes.flatMap(({ at, total, failed }) => [at, `${total} ${failed}`]);
    return (await runScript(this.redis, storeMinutes, keys, [fence, MINUTES_TTL, ...fields])) === 1;
  }

  /** Minutes of an incident's own rows, oldest first. */
  async minutes(id: string): Promise<IncidentMinute[]> {
    const stored = await this.redis.hgetall(this.keys.incidentMinutes(id));
    return Object.entries(stored)
      .map(([at, text]) => {
        const [total = 0, failed = 0] = text.split(' ').map(Number);
        return { at: Number(at), total, failed };
      })
      .sort((a, b) => a.at - b.at);
  }

  /** Incidents that are not resolved, and those resolved after `since` (ms since the epoch), with what the judge keeps of them. */
  async standing(since: number): Promise<KeptIncident[]> {
    const memories = await this.redis.hgetall(this.keys.incidentMemory);
    const open = await this.all(Object.keys(memories));
    const recent = (await this.list(RECENT)).filter(({ status, resolvedAt }) => status !== 'resolved' || (resolvedAt ?? 0) > since);
    const byId = new Map([...open, ...recent].map((incident) => [incident.id, incident]));
    return [...byId.values()].map((incident) => {
      const memory = memories[incident.id];
      return { incident, memory: memory === undefined ? undefined : (JSON.parse(memory) as unknown) };
    });
  }

  private async all(ids: readonly string[]): Promise<Incident[]> {
    if (ids.length === 0) return [];
    const texts = await this.redis.hmget(this.keys.incidents, ...ids);
    return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Incident]));
  }
}

/** How long the minutes of an incident are kept, in seconds: as long as they are likely to be looked at. */
const MINUTES_TTL = 90 * 86_400;
/** Newest incidents among which those that ended lately are looked for. */
const RECENT = 200;
