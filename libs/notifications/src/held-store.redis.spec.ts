import { randomUUID } from 'node:crypto';
import type { IncidentChange } from '@tillwatch/domain';
import { act, IncidentStore, resolve } from '@tillwatch/incidents';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { Decider } from './decider.js';
import { HeldStore } from './held-store.js';
import { NOTICE_KINDS } from './notice.js';
import { NotificationStore } from './notification-store.js';
import { opening } from './notifications.spec-data.js';
import type { Routing } from './routing.js';
import { SilenceStore } from './silence-store.js';

const redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'held-spec' });
const channel = { tells: new Set(NOTICE_KINDS), edits: false, deliver: () => Promise.resolve(null) };
const ROUTING: Routing = {
  channels: new Map([['hook', { channel, language: 'ko', fallback: null }]]),
  routes: [{ id: 'critical', when: { severities: ['critical'] }, to: ['hook'], escalate: [] }],
};

let keys: KeySpace;
let incidents: IncidentStore;
let store: NotificationStore;
let silences: SilenceStore;

beforeEach(async () => {
  keys = new KeySpace(`test:${randomUUID()}:`);
  incidents = new IncidentStore(redis, keys);
  store = new NotificationStore(redis, keys, 'Asia/Seoul');
  silences = new SilenceStore(redis, keys);
  await store.place(() => incidents.newest());
});
afterEach(async () => {
  const names = await redis.keys(`${keys.prefix}*`);
  if (names.length > 0) await redis.del(names);
});
afterAll(() => redis.disconnect());

async function happened(...changes: IncidentChange[]): Promise<void> {
  for (const change of changes) expect(await incidents.store(change)).toBe('ok');
}

it('keeps why a channel was not told, from when on, until it is', async () => {
  const held = new HeldStore(redis, keys);
  let now = Date.now();
  const decider = new Decider({ incidents, notifications: store, silences }, ROUTING, { heard: (heard) => held.keep(heard, now) });
  const when = { segment: { provider: 'kg-inicis' } };
  const silence = { id: 's1', tenant: 'default', by: 'Kim', comment: 'x', startsAt: now, endsAt: now + 60_000, when };
  await silences.put(silence);
  const opened = opening();
  const taken = act(opened.incident, 'acknowledge', { by: 'Kim' }, opened.at + 1_000);
  if (taken === undefined) throw new Error('nothing to take');
  const over = resolve(taken.incident, {}, 'back_to_usual', opened.at + 60_000);
  const unheard = opening({ severity: 'warning' }, 2);
  await happened(opened, unheard);
  const began = now;
  await decider.step(now);
  const silenced = [{ channel: 'hook', reason: 'silenced', at: began }];
  expect(await held.of(opened.incident.id)).toEqual(silenced);
  expect(await held.of(unheard.incident.id)).toEqual([{ channel: null, reason: 'no_route', at: began }]);
  now += 1_000;
  await happened(taken);
  await decider.step(now);
  expect(await held.of(opened.incident.id)).toEqual(silenced);
  now += 59_000;
  expect(await decider.step(now)).toHaveLength(1);
  expect(await held.of(opened.incident.id)).toEqual([]);
  await happened(over);
  await decider.step(now);
  expect(await held.of(opened.incident.id)).toEqual([]);
});

it('keeps what kept an incident quiet where it was over before anybody was told', async () => {
  const held = new HeldStore(redis, keys);
  const now = Date.now();
  const decider = new Decider({ incidents, notifications: store, silences }, ROUTING, { heard: (heard) => held.keep(heard, now) });
  const short = opening({ pages: false });
  await happened(short, resolve(short.incident, {}, 'back_to_usual', short.at + 1_000));
  await decider.step(now);
  expect(await held.of(short.incident.id)).toEqual([{ channel: 'hook', reason: 'not_paging', at: now }]);
});

it('has an incident that cannot be read hold up nobody, and tells it once it can be', async () => {
  const held = new HeldStore(redis, keys);
  const [broken, sound] = [opening({}, 1), opening({}, 2)];
  let now = broken.at;
  const faults: unknown[] = [];
  const decider = new Decider({ incidents, notifications: store, silences }, ROUTING, {
    heard: (heard) => held.keep(heard, now),
    onFault: (error) => faults.push(error),
  });
  // As a version of the product stored it that knew no causes.
  await happened({ ...broken, incident: { ...broken.incident, cause: undefined } as never }, sound);
  const told = async () => (await Promise.all((await decider.step(now)).map((id) => store.find(id)))).map((each) => each?.incident);
  expect(await told()).toEqual([sound.incident.id]);
  expect(await held.of(broken.incident.id)).toEqual([{ channel: null, reason: 'internal', at: now }]);
  expect(await store.countsOf(now)).toEqual({ decided: 1, 'hold:internal': 1 });
  expect(faults).not.toEqual([]);
  now += 59_999;
  expect(await told()).toEqual([]);
  now += 1;
  await redis.lset(keys.incidentTimeline(broken.incident.id), 0, JSON.stringify(broken));
  expect(await told()).toEqual([broken.incident.id]);
  expect(await held.of(broken.incident.id)).toEqual([]);
});
