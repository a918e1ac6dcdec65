import { randomUUID } from 'node:crypto';
import { IncidentStore } from '@tillwatch/incidents';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { Decider } from './decider.js';
import { Deliverer } from './deliverer.js';
import type { Delivery } from './channel.js';
import { LaneLock } from './lane-lock.js';
import { NOTICE_KINDS, type NoticeKind } from './notice.js';
import { NotificationStore } from './notification-store.js';
import { describeIncident, opening } from './notifications.spec-data.js';
import { RETRY_PLAN } from './retry.js';
import type { Routing } from './routing.js';
import { SilenceStore } from './silence-store.js';

const redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'statement-spec' });
const HOUR = 3_600_000;
/** Sunday, 22 November 2026, midnight in Seoul. */
const MIDNIGHT = Date.UTC(2026, 10, 21, 15);
const AT_NINE = [{ at: 9 * 60, to: ['ops', 'pager'] }];

let keys: KeySpace;
let incidents: IncidentStore;
let now: number;
let sent: Delivery[];

beforeEach(() => {
  keys = new KeySpace(`test:${randomUUID()}:`);
  incidents = new IncidentStore(redis, keys);
  [now, sent] = [MIDNIGHT, []];
});
afterEach(async () => {
  const names = await redis.keys(`${keys.prefix}*`);
  if (names.length > 0) await redis.del(names);
});
afterAll(() => redis.disconnect());

const channelOf = (tells: ReadonlySet<NoticeKind>) => {
  const deliver = (delivery: Delivery) => Promise.resolve(void sent.push(delivery) as unknown as null).then(() => 'ref');
  return { channel: { tells, edits: true, deliver }, language: 'ko', fallback: null } as const;
};
const ROUTING: Routing = {
  channels: new Map([
    ['ops', channelOf(new Set(NOTICE_KINDS))],
    ['pager', channelOf(new Set(NOTICE_KINDS.filter((kind) => kind !== 'digest')))],
  ]),
  routes: [{ id: 'all', when: {}, to: ['ops'], escalate: [] }],
  statements: AT_NINE,
};

/** A process in a zone, which knows nothing but what is stored. */
function started(routing = ROUTING, timeZone = 'Asia/Seoul') {
  const store = new NotificationStore(redis, keys, timeZone);
  const decider = new Decider({ incidents, notifications: store, silences: new SilenceStore(redis, keys) }, routing);
  const deliverer = new Deliverer(incidents, store, new LaneLock(redis, keys), routing, {
    ...{ clock: { now: () => now }, retry: RETRY_PLAN, random: () => 0.5, timeZone, describe: describeIncident },
    linkTo: () => Promise.resolve('https://watch.example.com/i/1'),
    linkToAll: () => Promise.resolve('https://watch.example.com/incidents'),
    alertsPage: 'https://watch.example.com/alerts',
  });
  const run = async (at: number): Promise<string[]> => {
    now = at;
    await decider.schedule(now);
    const ids = await decider.step(now);
    for (const id of ids) await deliverer.deliver(id, () => Promise.resolve());
    return ids;
  };
  return { store, run };
}

/** A day of alerts: two were sent, one of which took a second and the other three. What was stated of the day before is left out. */
async function dayOfAlerts({ store, run }: ReturnType<typeof started>): Promise<void> {
  await store.place(() => Promise.resolve('0'));
  for (const [n, wait] of [1_000, 3_000].entries()) {
    const change = opening({}, n + 1);
    await incidents.store({ ...change, at: MIDNIGHT + n * HOUR });
    await run(MIDNIGHT + n * HOUR + wait);
  }
  await run(MIDNIGHT + 9 * HOUR);
  sent = [];
}

const statements = () => sent.filter(({ kind }) => kind === 'statement');

it('tells at its time how many alerts the day before had and how many were lost, once, to whom it is for', async () => {
  const [one, other] = [started(), started()];
  await dayOfAlerts(one);
  expect(await one.run(MIDNIGHT + 33 * HOUR - 1)).toEqual([]);
  const told = (await Promise.all([one.run(MIDNIGHT + 33 * HOUR), other.run(MIDNIGHT + 33 * HOUR)])).flat();
  expect(told).toHaveLength(1);
  expect(statements()).toMatchObject([
    {
      ...{ language: 'ko', link: 'https://watch.example.com/alerts', reference: null },
      statement: { from: MIDNIGHT, decided: 2, sent: 2, dead: 0, waiting: 0, delay: { of: 2, p50: 3_000, p95: 3_000 } },
    },
  ]);
  expect(await one.run(MIDNIGHT + 34 * HOUR)).toEqual([]);
});

it('tells several channels the same', async () => {
  const both: Routing = { ...ROUTING, channels: new Map([...ROUTING.channels, ['mail', channelOf(new Set(NOTICE_KINDS))]]) };
  const process = started({ ...both, statements: [{ at: 9 * 60, to: ['ops', 'mail'] }] });
  await dayOfAlerts(process);
  expect(await process.run(MIDNIGHT + 33 * HOUR)).toHaveLength(2);
  const [first, second] = statements().map(({ statement }) => statement);
  expect(first).toMatchObject({ decided: 2, waiting: 0 });
  expect(second).toEqual(first);
});

it('is no alert itself: a quiet day states none', async () => {
  const process = started();
  await dayOfAlerts(process);
  await process.run(MIDNIGHT + 33 * HOUR);
  await process.run(MIDNIGHT + 57 * HOUR);
  expect(statements().map(({ statement }) => [statement?.decided, statement?.sent, statement?.delay === null])).toEqual([
    [2, 2, false],
    [0, 0, true],
  ]);
  expect(await process.store.countsOf(MIDNIGHT + 33 * HOUR)).toEqual({ 'statement:decided': 1, 'statement:sent': 1 });
});

it('tells of yesterday once somebody is there again, and not of each day that nobody was', async () => {
  await dayOfAlerts(started());
  const later = started();
  expect(await later.run(MIDNIGHT + 10 * 24 * HOUR + 12 * HOUR)).toHaveLength(1);
  expect(statements()).toMatchObject([{ statement: { from: MIDNIGHT + 9 * 24 * HOUR, decided: 0 } }]);
  expect(await later.run(MIDNIGHT + 10 * 24 * HOUR + 13 * HOUR)).toEqual([]);
});

it('does not tell the same day again where its time is put off', async () => {
  await dayOfAlerts(started());
  await started().run(MIDNIGHT + 33 * HOUR);
  const later = started({ ...ROUTING, statements: [{ at: 18 * 60, to: ['ops'] }] });
  for (let hour = 33; hour <= 56; hour += 1) await later.run(MIDNIGHT + hour * HOUR);
  expect(statements()).toHaveLength(1);
});

it('goes by the clocks of the zone where they change', async () => {
  // Clocks in Berlin go from 2:00 to 3:00 on 28 March 2027, and from 3:00 to 2:00 on 31 October.
  for (const [night, hours] of [
    [Date.UTC(2027, 2, 27, 23), 23],
    [Date.UTC(2027, 9, 30, 22), 25],
  ] as const) {
    const process = started({ ...ROUTING, statements: [{ at: 30, to: ['ops'] }] }, 'Europe/Berlin');
    await process.run(night);
    await process.run(night + HOUR / 2);
    const from = night + hours * HOUR + HOUR / 2;
    expect(await process.run(from - 1)).toEqual([]);
    expect(await process.run(from)).toHaveLength(1);
    expect(statements().at(-1)?.statement?.from).toBe(night);
  }
});

it('forgets the statement of a channel that gets none any more', async () => {
  const process = started();
  await process.run(MIDNIGHT);
  const without = started({ ...ROUTING, statements: [] });
  expect(await without.run(MIDNIGHT + 10 * HOUR)).toEqual([]);
  expect(await process.store.due(MIDNIGHT + 100 * HOUR, 10)).toEqual([]);
});
