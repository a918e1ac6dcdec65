import { randomBytes, randomUUID } from 'node:crypto';
import type { IncidentChange, Route } from '@tillwatch/domain';
import { act, IncidentStore, resolve, update } from '@tillwatch/incidents';
import { Outbound, readAllowed } from '@tillwatch/outbound';
import { connectRedis, KeySpace, parseRedisAddress } from '@tillwatch/redis';
import { Webhook } from 'standardwebhooks';
import { SlackChannel } from './channels/slack.js';
import { WebhookChannel } from './channels/webhook.js';
import { Decider } from './decider.js';
import { delayOf } from './delay.js';
import { Deliverer } from './deliverer.js';
import { LaneLock } from './lane-lock.js';
import { NotificationStore } from './notification-store.js';
import { describeIncident, opening, specFinding } from './notifications.spec-data.js';
import { Notifier } from './notifier.js';
import { Receiver } from '@tillwatch/testing';
import type { RetryPlan } from './retry.js';
import type { Routing } from './routing.js';
import { SilenceStore } from './silence-store.js';

jest.setTimeout(30_000);

const address = parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? '');
const redis = connectRedis(address, { name: 'notifications-spec' });
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const QUICK: RetryPlan = { firstMs: 10, mostMs: 40, giveUpMs: 60_000 };
const CRITICAL: Route = { id: 'critical', when: { severities: ['critical'] }, to: ['hook'], escalate: [] };

let keys: KeySpace;
let incidents: IncidentStore;
let store: NotificationStore;
let silences: SilenceStore;
let receiver: Receiver;
let standIn: Receiver;
let running: Notifier[];
let faults: unknown[];

beforeEach(async () => {
  keys = new KeySpace(`test:${randomUUID()}:`);
  incidents = new IncidentStore(redis, keys);
  store = new NotificationStore(redis, keys, 'Asia/Seoul');
  silences = new SilenceStore(redis, keys);
  await store.place(() => incidents.newest());
  [receiver, standIn] = [new Receiver(), new Receiver()];
  [running, faults] = [[], []];
});
afterEach(async () => {
  await Promise.all(running.map((notifier) => notifier.stop()));
  await Promise.all([receiver.stop(), standIn.stop()]);
  const names = await redis.keys(`${keys.prefix}*`);
  if (names.length > 0) await redis.del(names);
  expect(faults).toEqual([]);
});
afterAll(() => redis.disconnect());

async function routing(fallback: string | null = null): Promise<Routing> {
  const outbound = new Outbound(readAllowed(['127.0.0.1']));
  const [url, other] = [await receiver.start(), await standIn.start()];
  const hook = { channel: new WebhookChannel(outbound, { url: `${url}/hook`, secret: SECRET }), language: 'ko', fallback } as const;
  const spare = { ...hook, channel: new WebhookChannel(outbound, { url: `${other}/spare`, secret: SECRET }), fallback: null };
  return {
    channels: new Map([
      ['hook', hook],
      ['spare', spare],
    ]),
    routes: [CRITICAL],
  };
}

/** A process that decides and sends. */
function notifier(to: Routing, retry = QUICK): Notifier {
  const clock = { now: () => Date.now() };
  const scene = {
    clock,
    retry,
    random: () => 0.5,
    timeZone: 'Asia/Seoul',
    describe: describeIncident,
    alertsPage: 'https://watch.example.com/alerts',
  };
  const linkTo = (_: unknown, links: string) => Promise.resolve(`https://watch.example.com/i/1?${links}`);
  const linkToAll = () => Promise.resolve('https://watch.example.com/incidents');
  const made = new Notifier({
    ...{ address, prefix: keys.prefix, store, now: clock.now, onFault: (error) => faults.push(error) },
    decider: new Decider({ incidents, notifications: store, silences }, to),
    deliverer: new Deliverer(incidents, store, new LaneLock(redis, keys), to, { ...scene, linkTo, linkToAll }),
  });
  running.push(made);
  return made;
}

async function happened(...changes: IncidentChange[]): Promise<void> {
  for (const change of changes) expect(await incidents.store(change)).toBe('ok');
}

/** Opened, taken by somebody, over. */
function story(n = 0): [IncidentChange, IncidentChange, IncidentChange] {
  const opened = opening({}, n);
  const taken = act(opened.incident, 'acknowledge', { by: '김지원' }, opened.at + 1_000);
  if (taken === undefined) throw new Error('nothing to take');
  return [opened, taken, resolve(taken.incident, {}, 'back_to_usual', opened.at + 60_000)];
}

const bodies = (of = receiver) =>
  of.heard.map(({ body }) => JSON.parse(body) as { type: string; data: { incident: { id: string; version: number } } });
const keysHeard = (of = receiver) => of.heard.map(({ headers }) => String(headers['webhook-id']));

/** Waits until nothing is left to be sent. */
async function settled(): Promise<void> {
  while ((await store.waiting()).length > 0) await new Promise((done) => setImmediate(done));
}

it('tells a program each step of an incident once, signed, in order', async () => {
  notifier(await routing()).start();
  const [opened, taken, over] = story();
  await happened(opened, taken, over);
  await receiver.has(3);
  await settled();
  expect(bodies().map(({ type }) => type)).toEqual(['incident.opened', 'incident.acknowledged', 'incident.resolved']);
  const { id } = opened.incident;
  expect(keysHeard()).toEqual([`${id}-1-hook`, `${id}-2-hook`, `${id}-3-hook`]);
  for (const { body, headers } of receiver.heard) {
    const signed = new Webhook(SECRET).verify(body, headers as Record<string, string>) as { data: object };
    expect(signed.data).toMatchObject({ incident: { id, total: 212, failed: 66 }, link: 'https://watch.example.com/i/1?personal' });
  }
  expect(await store.countsOf(Date.now())).toEqual({ decided: 3, sent: 3 });
  const [newest] = await store.list(10);
  expect(newest).toMatchObject({ state: 'sent', tries: 1, abnormalAt: opened.incident.startedAt, judgedAt: over.at });
});

it.each([
  ['500', 500, {}],
  ['429 and when to come back', 429, { 'retry-after': '0.02' }],
])('tries again while the receiver answers %s, and keeps the order', async (_what, status, headers) => {
  receiver.answers = (response, _heard, n) => {
    if (n <= 6) response.writeHead(status, headers).end('later');
    else response.end();
  };
  notifier(await routing()).start();
  await happened(...story());
  await receiver.has(9);
  await settled();
  expect(bodies().map(({ type }) => type.slice(9))).toEqual([...Array<string>(7).fill('opened'), 'acknowledged', 'resolved']);
  expect(new Set(keysHeard()).size).toBe(3);
  expect(await store.countsOf(Date.now())).toEqual({ decided: 3, sent: 3 });
});

it('sends again what got no answer, under the same key', async () => {
  receiver.answers = (response, _heard, n) => {
    if (n === 1) response.destroy();
    else response.end();
  };
  notifier(await routing()).start();
  await happened(story()[0]);
  await receiver.has(2);
  await settled();
  expect(new Set(keysHeard()).size).toBe(1);
  expect(bodies().map(({ type }) => type)).toEqual(['incident.opened', 'incident.opened']);
});

it('gives up what is refused, says why, and has the fallback told', async () => {
  receiver.answers = (response) => void response.writeHead(401).end('wrong key');
  notifier(await routing('spare')).start();
  const [opened] = story();
  await happened(opened);
  await standIn.has(1);
  await settled();
  expect(receiver.heard).toHaveLength(1);
  expect(bodies(standIn)[0]?.type).toBe('incident.opened');
  const { id } = opened.incident;
  expect(await store.find(`${id}-1-hook`)).toMatchObject({ state: 'dead', fault: 'refused', said: 'answered 401: wrong key' });
  expect(await store.find(`${id}-1-spare`)).toMatchObject({ state: 'sent', insteadOf: 'hook' });
  expect(await store.countsOf(Date.now())).toEqual({ decided: 2, dead: 1, sent: 1 });
});

it('sends what was decided before the process that decided it was killed', async () => {
  const to = await routing();
  const [opened, taken] = story();
  await happened(opened, taken);
  // Decided and stored, and nothing queued: what a kill leaves in between.
  expect(await new Decider({ incidents, notifications: store, silences }, to).step(Date.now())).toHaveLength(2);
  expect(receiver.heard).toEqual([]);
  notifier(to).start();
  await receiver.has(2);
  await settled();
  expect(bodies().map(({ type }) => type)).toEqual(['incident.opened', 'incident.acknowledged']);
});

it('is told once however many processes decide and send', async () => {
  const to = await routing();
  const many = 60;
  for (let i = 0; i < 3; i += 1) notifier(to).start();
  const stories = Array.from({ length: many }, (_, n) => story(n + 1));
  await Promise.all(stories.map((changes) => happened(...changes)));
  await receiver.has(3 * many);
  await settled();
  expect(new Set(keysHeard()).size).toBe(3 * many);
  expect(receiver.heard).toHaveLength(3 * many);
  for (const [{ incident }] of stories) {
    const versions = bodies().flatMap(({ data }) => (data.incident.id === incident.id ? [data.incident.version] : []));
    expect(versions).toEqual([1, 2, 3]);
  }
  expect(await store.countsOf(Date.now())).toEqual({ decided: 3 * many, sent: 3 * many });
});

it('accounts for what it does not tell', async () => {
  notifier(await routing()).start();
  const warning = opening({ severity: 'warning' }, 5);
  const quiet = opening({ pages: false }, 6);
  const critical = opening({}, 7);
  const worse = update(warning.incident, { ...specFinding, severity: 'critical' }, warning.at + 1_000);
  if (worse === undefined) throw new Error('nothing got worse');
  await happened(warning, quiet, critical, worse);
  await receiver.has(2);
  await settled();
  expect(bodies().map(({ type }) => type)).toEqual(['incident.opened', 'incident.opened']);
  expect(await store.countsOf(Date.now())).toEqual({ 'hold:no_route': 1, 'hold:not_paging': 1, decided: 2, sent: 2 });
});

it('tells nobody what happened before there were notifications', async () => {
  const [opened, taken] = story();
  await happened(opened);
  await redis.del(keys.notificationPlace);
  await store.place(() => incidents.newest());
  notifier(await routing()).start();
  await happened(taken);
  await receiver.has(1);
  await settled();
  expect(bodies().map(({ type }) => type)).toEqual(['incident.opened']);
  expect(bodies()[0]?.data.incident.version).toBe(2);
});

it('tells at the end of a silence what still is, once, and nothing of what was over by then', async () => {
  const to = await routing();
  const decider = () => new Decider({ incidents, notifications: store, silences }, to);
  const [now, endsAt] = [Date.now(), Date.now() + 3_600_000];
  await silences.put({ id: 's', tenant: 'default', when: {}, startsAt: now - 1, endsAt, by: '김지원', comment: '배포' });
  const [[still], [short, , over]] = [story(1), story(2)];
  await happened(still, short);
  expect(await decider().step(now)).toEqual([]);
  await happened({ ...over, incident: { ...over.incident, version: 2 } });
  expect(await decider().step(now + 1)).toEqual([]);
  expect(await decider().step(endsAt - 1)).toEqual([]);
  const told = (await Promise.all([decider().step(endsAt), decider().step(endsAt)])).flat();
  expect(told).toEqual([`${still.incident.id}-1-hook`]);
  expect(await decider().step(endsAt + 60_000)).toEqual([]);
  expect(await store.countsOf(now)).toEqual({ 'hold:silenced': 2, 'hold:over_untold': 1, decided: 1 });
});

it('gives up in the end what an error of ours keeps from being sent, and goes on with what is behind it', async () => {
  const { channels, routes } = await routing('spare');
  const hook = channels.get('hook');
  if (hook === undefined) throw new Error('no channel');
  const deliver: typeof hook.channel.deliver = (delivery, now) =>
    delivery.kind === 'opened' ? Promise.reject(new TypeError('oops')) : hook.channel.deliver(delivery, now);
  const broken = { ...hook, channel: { ...hook.channel, tells: hook.channel.tells, edits: false, deliver } };
  const to = { channels: new Map([...channels, ['hook', broken]]), routes };
  const [opened, taken] = story();
  await happened(opened, taken);
  notifier(to, { firstMs: 10, mostMs: 20, giveUpMs: 200 }).start();
  await Promise.all([receiver.has(1), standIn.has(1)]);
  await settled();
  expect(bodies().map(({ type }) => type)).toEqual(['incident.acknowledged']);
  expect(bodies(standIn)[0]?.type).toBe('incident.opened');
  expect(await store.find(`${opened.incident.id}-1-hook`)).toMatchObject({ state: 'dead', fault: 'internal' });
  expect(await store.countsOf(Date.now())).toMatchObject({ dead: 1 });
});

it('gives channels that others read an address alone', async () => {
  const { channels } = await routing();
  const spare = channels.get('spare');
  if (spare === undefined) throw new Error('no channel');
  const to = {
    channels: new Map([...channels, ['spare', { ...spare, links: 'plain' as const }]]),
    routes: [{ ...CRITICAL, to: ['hook', 'spare'] }],
  };
  await happened(opening());
  notifier(to).start();
  await Promise.all([receiver.has(1), standIn.has(1)]);
  const links = [receiver, standIn].map((of) => (JSON.parse(of.heard[0]?.body ?? '') as { data: { link: string } }).data.link);
  expect(links).toEqual(['https://watch.example.com/i/1?personal', 'https://watch.example.com/i/1?plain']);
});

it('forgets the digest of a channel that is configured no more', async () => {
  const to = await routing();
  await store.addToDigest('gone', 'INC', 1_000);
  expect(await new Decider({ incidents, notifications: store, silences }, to).step(1_000)).toEqual([]);
  expect(await store.due(1_000, 10)).toEqual([]);
});

it('tells who is next when nobody takes an incident in time, and nobody once somebody did', async () => {
  const { channels } = await routing();
  const routes = [{ ...CRITICAL, escalate: [{ afterMs: 600_000, to: ['spare'] }] }];
  const decider = new Decider({ incidents, notifications: store, silences }, { channels, routes });
  const [[left], [opened, taken]] = [story(1), story(2)];
  await happened(left, opened, taken);
  expect(await decider.step(left.at)).toHaveLength(3);
  expect(await decider.step(left.at + 599_999)).toEqual([]);
  const [next] = await decider.step(left.at + 600_000);
  expect(await store.find(next ?? '')).toMatchObject({ incident: left.incident.id, channel: 'spare', kind: 'escalated' });
  expect(await decider.step(left.at + 6_000_000)).toEqual([]);
});

it('keeps one message where a channel edits, and sends only the newest of what waits', async () => {
  const api = await receiver.start();
  receiver.answers = (response, _heard, n) => {
    if (n === 1) response.writeHead(503).end();
    else response.end(JSON.stringify({ ok: true, channel: 'C1', ts: '1.2' }));
  };
  const outbound = new Outbound(readAllowed(['127.0.0.1']));
  const slack = { channel: new SlackChannel(outbound, { token: 'xoxb-1', channel: '#ops', api }), language: 'ko', fallback: null } as const;
  const [opened, taken, over] = story();
  await happened(opened, taken);
  notifier({ channels: new Map([['slack', slack]]), routes: [{ ...CRITICAL, to: ['slack'] }] }).start();
  await receiver.has(2);
  await settled();
  await happened(over);
  await receiver.has(3);
  await settled();
  const said = receiver.heard.map(({ path, body }) => [
    path,
    (JSON.parse(body) as { ts?: string }).ts,
    /새 장애|확인됨|해결:/.exec(body)?.[0],
  ]);
  expect(said).toEqual([
    ['/chat.postMessage', undefined, '확인됨'],
    ['/chat.postMessage', undefined, '확인됨'],
    ['/chat.update', '1.2', '해결:'],
  ]);
  expect(await store.countsOf(Date.now())).toEqual({ decided: 3, superseded: 1, sent: 2 });
});

it('tells a thousand incidents of a minute within the budget, and none is lost', async () => {
  const { channels, routes } = await routing();
  const hook = channels.get('hook');
  if (hook === undefined) throw new Error('no channel');
  const budget = { messages: 30, perMs: 600_000 };
  const to = { channels: new Map([['hook', { ...hook, budget }]]), routes };
  const decide = (now: number) => new Decider({ incidents, notifications: store, silences }, to).step(now);
  const many = Array.from({ length: 1_000 }, (_, n) => opening({}, n + 1));
  await happened(...many);
  const [began] = [Date.now()];
  for (let i = 0; i < 5; i += 1) await decide(began + i);
  expect(await store.countsOf(began)).toEqual({ decided: 30, 'hold:over_budget': 970 });
  // Some are over by the time the digest is due: nobody need be told of them.
  const over = many.slice(-20).map(({ incident, at }) => resolve(incident, {}, 'back_to_usual', at + 30_000));
  await happened(...over);
  await decide(began + 30_000);
  const [digest, ...others] = (await Promise.all([decide(began + 60_005), decide(began + 60_005)])).flat();
  expect(others).toEqual([]);
  expect(await store.find(digest ?? '')).toMatchObject({ kind: 'digest', channel: 'hook' });
  notifier(to).start();
  await receiver.has(31);
  await settled();
  const told = receiver.heard.map(({ body }) => JSON.parse(body) as { type: string; data: { incident: { id: string }; count?: number } });
  expect(told.filter(({ type }) => type === 'incident.opened')).toHaveLength(30);
  expect(told.filter(({ type }) => type === 'incident.digest')).toMatchObject([{ data: { count: 950, critical: 950, budget } }]);
  // All there were: told one by one, told in the digest, or over before anybody heard of it.
  expect(await store.countsOf(began)).toMatchObject({ decided: 31, sent: 31, 'hold:over_untold': 20 });
  expect(await decide(began + 700_000)).toEqual([]);
}, 120_000);

it('has told what was found within five seconds, at a rate of thousands an hour, through two processes', async () => {
  const { channels, routes } = await routing();
  const to = { channels, routes };
  receiver.answers = (response) => void setTimeout(() => response.writeHead(200).end(), 50);
  for (const each of [notifier(to), notifier(to)]) each.start();
  // Two hundred in ten bursts, each found when it is stored.
  for (let burst = 0; burst < 10; burst += 1) {
    const found = Array.from({ length: 20 }, (_, n) => ({ ...opening({}, burst * 20 + n), at: Date.now() }));
    await happened(...found);
    await receiver.has((burst + 1) * 20);
  }
  await settled();
  const delay = delayOf(await store.list(500));
  if (delay === null) throw new Error('nothing was sent');
  process.stdout.write(`from verdict to delivery of ${delay.of}: p50 ${delay.p50} ms, p95 ${delay.p95} ms\n`);
  expect(delay.of).toBe(200);
  expect(delay.p95).toBeLessThanOrEqual(5_000);
});
