import { randomUUID } from 'node:crypto';
import type { Incident, IncidentChange } from '@tillwatch/domain';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { act } from './act.js';
import { IncidentStore } from './incident-store.js';
import { open, resolve } from './lifecycle.js';
import { FOUND_AT, specFinding } from './spec-incident.spec-data.js';

const redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'spec' });
let keys: KeySpace;
let store: IncidentStore;
const judge = { fence: 'judge.1', memory: { seen: 1 } };
const opened = open(specFinding, { tenant: 'default', journey: 'checkout' }, FOUND_AT);
const { id } = opened.incident;

beforeEach(async () => {
  keys = new KeySpace(`test:${randomUUID()}:`);
  store = new IncidentStore(redis, keys);
  await redis.set(keys.lease, judge.fence);
});
afterEach(async () => {
  await redis.del(await redis.keys(`${keys.prefix}*`));
});
afterAll(() => redis.disconnect());

function acknowledged(incident: Incident, by = 'Kim'): IncidentChange {
  const change = act(incident, 'acknowledge', { by }, FOUND_AT + 1_000);
  if (change === undefined) throw new Error('nothing to acknowledge');
  return change;
}

async function outbox(): Promise<{ id: string; version: number; change: IncidentChange }[]> {
  const entries = await redis.xrange(keys.incidentOutbox, '-', '+');
  return entries.map(([, fields]) => {
    const of = Object.fromEntries(Array.from({ length: fields.length / 2 }, (_, i) => [fields[2 * i] ?? '', fields[2 * i + 1] ?? '']));
    return { id: of['id'] ?? '', version: Number(of['version']), change: JSON.parse(of['change'] ?? '') as IncidentChange };
  });
}

it('stores each version once, with one entry in the timeline and one in the outbox', async () => {
  expect(await store.store(opened, judge)).toBe('ok');
  const taken = acknowledged(opened.incident);
  expect(await store.store(taken)).toBe('ok');
  expect(await store.find(id)).toEqual(taken.incident);
  expect(await store.timeline(id)).toEqual([opened, taken]);
  expect(await outbox()).toEqual([
    { id, version: 1, change: opened },
    { id, version: 2, change: taken },
  ]);
});

it('tells what was stored after a place in the outbox', async () => {
  const start = await store.newest();
  expect(await store.changesAfter(start)).toEqual({ place: start, changes: [] });
  await store.store(opened, judge);
  const between = await store.newest();
  const taken = acknowledged(opened.incident);
  await store.store(taken);
  expect((await store.changesAfter(start)).changes).toEqual([opened, taken]);
  expect(await store.changesAfter(between)).toEqual({ place: await store.newest(), changes: [taken] });
});

it('refuses whoever did not know the newest version, and leaves everything as it was', async () => {
  await store.store(opened, judge);
  expect(await store.store(opened, judge)).toBe('version');
  const both = await Promise.all([store.store(acknowledged(opened.incident)), store.store(acknowledged(opened.incident, 'Lee'))]);
  expect(both.sort()).toEqual(['ok', 'version']);
  expect(await store.store({ ...opened, incident: { ...opened.incident, version: 7 } }, judge)).toBe('version');
  expect((await store.timeline(id)).map(({ type }) => type)).toEqual(['opened', 'acknowledged']);
  expect(await outbox()).toHaveLength(2);
});

it('refuses a judge that does not hold the lease, and no person', async () => {
  await store.store(opened, judge);
  await redis.set(keys.lease, 'other.1');
  const over = resolve(opened.incident, {}, 'back_to_usual', FOUND_AT + 1_000);
  expect(await store.store(over, judge)).toBe('fence');
  expect(await store.checkpoint(judge.fence, new Map([[id, { seen: 2 }]]))).toBe(false);
  await redis.del(keys.lease);
  expect(await store.store(over, judge)).toBe('fence');
  expect(await store.find(id)).toEqual(opened.incident);
  expect(await outbox()).toHaveLength(1);
  expect((await store.standing(0))[0]?.memory).toEqual({ seen: 1 });
  expect(await store.store(acknowledged(opened.incident))).toBe('ok');
});

it('never rewrites a timeline: each entry stays as it was known then', async () => {
  await store.store(opened, judge);
  const before = await redis.lrange(keys.incidentTimeline(id), 0, -1);
  const taken = acknowledged(opened.incident);
  await store.store(taken);
  await store.store(resolve({ ...taken.incident, failed: 99 }, {}, 'back_to_usual', FOUND_AT + 2_000), judge);
  const after = await redis.lrange(keys.incidentTimeline(id), 0, -1);
  expect(after.slice(0, before.length)).toEqual(before);
  expect((await store.timeline(id)).map(({ incident: { version, failed } }) => [version, failed])).toEqual([
    [1, 20],
    [2, 20],
    [3, 99],
  ]);
});

it('keeps what an open incident is judged by through what people do, and drops it when it is over', async () => {
  await store.store(opened, judge);
  await store.store(acknowledged(opened.incident));
  expect((await store.standing(FOUND_AT))[0]?.memory).toEqual({ seen: 1 });
  expect(await store.checkpoint(judge.fence, new Map([[id, { seen: 2 }]]))).toBe(true);
  expect((await store.standing(FOUND_AT))[0]?.memory).toEqual({ seen: 2 });
  const incident = await store.find(id);
  if (incident === undefined) throw new Error('gone');
  const over = act(incident, 'resolve', { by: 'Kim' }, FOUND_AT + 2_000);
  if (over === undefined) throw new Error('nothing to resolve');
  expect(await store.store(over)).toBe('ok');
  expect(await redis.hlen(keys.incidentMemory)).toBe(0);
  expect(await store.standing(FOUND_AT)).toEqual([{ incident: over.incident, memory: undefined }]);
  expect(await store.standing(FOUND_AT + 3_000)).toEqual([]);
});

it('does not bring back what an ended incident was judged by', async () => {
  await store.store(opened, judge);
  const over = act(opened.incident, 'resolve', { by: 'Kim' }, FOUND_AT + 2_000);
  if (over === undefined) throw new Error('nothing to resolve');
  await store.store(over);
  // The judge has not heard of it yet.
  await store.checkpoint(judge.fence, new Map([[id, { seen: 2 }]]));
  expect(await redis.hlen(keys.incidentMemory)).toBe(0);
});

it('lists the newest first, and keeps minutes as they were stored last', async () => {
  const at = (n: number): IncidentChange =>
    open({ ...specFinding, startedAt: n }, { tenant: 'default', journey: 'checkout' }, FOUND_AT + n);
  for (const n of [2, 1, 3]) await store.store(at(n), judge);
  const openedAt = async (before?: number): Promise<number[]> => (await store.list(2, before)).map((each) => each.openedAt - FOUND_AT);
  expect(await openedAt()).toEqual([3, 2]);
  expect(await openedAt(FOUND_AT + 3)).toEqual([2, 1]);
  expect(await store.writeMinutes(judge.fence, id, [{ at: 60_000, total: 5, failed: 1 }])).toBe(true);
  await store.writeMinutes(judge.fence, id, [
    { at: 120_000, total: 3, failed: 0 },
    { at: 60_000, total: 6, failed: 2 },
  ]);
  expect(await store.writeMinutes('woke.up', id, [{ at: 60_000, total: 0, failed: 0 }])).toBe(false);
  expect(await store.minutes(id)).toEqual([
    { at: 60_000, total: 6, failed: 2 },
    { at: 120_000, total: 3, failed: 0 },
  ]);
});
