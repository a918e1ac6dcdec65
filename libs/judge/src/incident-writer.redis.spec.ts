import type { Incident, IncidentChange } from '@tillwatch/domain';
import { act, IncidentStore, open, update, type Finding, type PersonAction } from '@tillwatch/incidents';
import { CountedInstallation } from '@tillwatch/testing';
import { IncidentWriter } from './incident-writer.js';

const AT = Date.UTC(2026, 10, 22, 5, 0, 0);
const DUE = AT + 30 * 60_000;
const critical: Finding = {
  ...{ kind: 'failure_rate', class: null, stage: 'authorisation', stages: ['authorisation'], severity: 'critical' },
  ...{ recovering: false, startedAt: AT - 60_000, cause: [{ segment: { provider: 'kg' }, extraShare: 1, trafficShare: 0.5 }] },
  ...{ total: 100, failed: 40, excess: 38, perMinute: 20, contrasts: [], errors: [], merchants: { count: 0, top: [] }, money: null },
  baseline: { rate: 0.02, low: 0.01, high: 0.03, source: 'learned', learning: false },
  ...{ pages: true, maintenance: null },
};

let installation: CountedInstallation;
let store: IncidentStore;
let others: Incident[];
let writer: IncidentWriter;

beforeEach(async () => {
  installation = new CountedInstallation(process.env['TILLWATCH_TEST_REDIS'] ?? '');
  const { redis, keys } = installation;
  store = new IncidentStore(redis, keys);
  others = [];
  await redis.set(keys.lease, 'judge.1');
  writer = new IncidentWriter({
    ...{ store, fence: () => 'judge.1', memoryOf: () => ({}), onStored: () => undefined, onLost: () => undefined },
    onOthers: (incident) => others.push(incident),
  });
});
afterEach(async () => {
  const { redis, keys } = installation;
  await redis.del(await redis.keys(`${keys.prefix}*`));
  redis.disconnect();
});

/** Somebody does something that is stored at once. */
async function does(incident: Incident, action: PersonAction, by: string, at: number): Promise<Incident> {
  const change = act(incident, action, { by, note: 'on it' }, at);
  if (change === undefined) throw new Error(`nothing to ${action}`);
  expect(await store.store(change)).toBe('ok');
  return change.incident;
}

/** What Kim took half an hour ago, and what the judge has to say of it. */
async function expiring(): Promise<{ taken: Incident; expired: IncidentChange }> {
  const opened = open(critical, { tenant: 'default', journey: 'checkout' }, AT);
  expect(await store.store(opened, { fence: 'judge.1', memory: {} })).toBe('ok');
  const taken = await does(opened.incident, 'acknowledge', 'Kim', AT);
  const expired = update(taken, critical, DUE);
  if (expired === undefined) throw new Error('nothing expired');
  return { taken, expired };
}

const timeline = async ({ id }: Incident): Promise<string[]> =>
  (await store.timeline(id)).map(({ type, by }) => `${type} ${by ?? ''}`.trim());

it('lets an acknowledgement expire beside what a person wrote at the same time: both are kept', async () => {
  const { taken, expired } = await expiring();
  await does(taken, 'note', 'Lee', DUE);
  writer.write([expired]);
  await writer.settled();
  expect(await timeline(taken)).toEqual(['opened', 'acknowledged Kim', 'noted Lee', 'unacknowledged']);
  expect(await store.find(taken.id)).toMatchObject({ status: 'triggered', reason: 'acknowledgement_expired', handling: {}, version: 4 });
  expect(others).toMatchObject([{ status: 'triggered', version: 4 }]);
});

it('does not take from one who has just taken it over', async () => {
  const { taken, expired } = await expiring();
  const theirs = await does(await does(taken, 'unacknowledge', 'Kim', DUE), 'acknowledge', 'Lee', DUE);
  writer.write([expired]);
  await writer.settled();
  expect(await store.find(taken.id)).toEqual(theirs);
  expect(others).toEqual([theirs]);
});

it('breaks a snooze that the judge had not heard of by what it has found meanwhile', async () => {
  const opened = open({ ...critical, severity: 'warning' }, { tenant: 'default', journey: 'checkout' }, AT);
  await store.store(opened, { fence: 'judge.1', memory: {} });
  const worse = update(opened.incident, critical, AT + 5_000);
  await does(opened.incident, 'snooze', 'Kim', AT + 4_000);
  writer.write(worse === undefined ? [] : [worse]);
  await writer.settled();
  expect(await store.find(opened.incident.id)).toMatchObject({ severity: 'critical', reason: 'snooze_broken', handling: {} });
  expect((await store.find(opened.incident.id))?.handling).toEqual({});
});
