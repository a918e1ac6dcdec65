import { randomUUID } from 'node:crypto';
import type { StatsAnswer } from '@tillwatch/contract';
import type { Incident } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { LiveJudge } from '@tillwatch/judge';
import { appendClockTick, LedgerBusyError, type Ledger } from '@tillwatch/ledger';
import type { KeySpace } from '@tillwatch/redis';
import { until } from '@tillwatch/testing';
import { Counting } from '@tillwatch/windows';
import type { Logger } from 'pino';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';
import { CheckContexts } from '../intake/check-contexts.js';
import { Metrics } from '../metrics/metrics.js';
import { KEYS, LEDGER, LOG } from '../platform/tokens.js';
import { FirstEvents } from '../screens/first-events.js';
import { MonitorIncidents } from './monitor-incidents.js';
import { SELF_TEST_JOURNEY } from './self-test-journey.js';
import { SelfTest } from './self-test.js';

jest.setTimeout(60_000);
const [STEP, MINUTE, HOUR, DAY] = [10_000, 60_000, 3_600_000, 86_400_000] as const;

let server: TestServer;
let headers: Record<string, string>;
let selfTest: SelfTest;

beforeEach(async () => {
  server = await openServer();
  headers = { authorization: `Bearer ${await server.key({ scopes: ['events:write', 'stats:read'] })}`, host: 'localhost:3210' };
  selfTest = server.app.get(SelfTest, { strict: false });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

async function post(payload: object[]): Promise<number> {
  return (await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload })).statusCode;
}

/** Waits until what was sent is counted, and judged as of now. */
async function judged(): Promise<void> {
  const judge = server.app.get(LiveJudge);
  await appendClockTick(server.redis, server.app.get<KeySpace>(KEYS), server.clock.ms);
  expect(await server.app.get(Counting).caughtUp(10_000)).toBe(true);
  await until(async () => {
    await judge.round();
    return judge.pulse(server.clock.ms).at === server.clock.ms;
  });
  selfTest.look();
}

/** Ten customers a second pay, or nobody does. A self-test is sent each minute. @returns what the door answered */
async function pass(ms: number, perStep = 100): Promise<number[]> {
  const answers: number[] = [];
  for (let passed = 0; passed < ms; passed += STEP) {
    server.clock.ms += STEP;
    if (passed % MINUTE === 0) await selfTest.send();
    const events = Array.from({ length: perStep }, () => eventAt(server.clock.ms - 300, { attempt: randomUUID() }));
    if (perStep > 0) answers.push(await post(events));
    await judged();
  }
  return answers;
}

/** A shop with nine days of past around this hour, and three minutes as on any of them. */
async function openShop(): Promise<void> {
  const hour = server.clock.ms - (server.clock.ms % HOUR);
  const past = Array.from({ length: 9 }, (_, day) => [-1, 0, 1].map((next) => hour - (day + 1) * DAY + next * HOUR)).flat();
  expect(await post(past.map((at) => eventAt(at, { count: 36_000, spanMs: HOUR, backfill: true, attempt: null })))).toBe(202);
  await judged();
  server.clock.ms += 3_000;
  await judged();
  await pass(3 * MINUTE);
}

const incidents = (): Promise<Incident[]> => server.app.get(IncidentStore).list(20);
const kinds = async (): Promise<string[]> => (await incidents()).map(({ kind }) => kind);

async function isComplete(): Promise<boolean> {
  const edge = server.clock.ms - (server.clock.ms % STEP);
  const range = { from: new Date(edge - 3 * STEP).toISOString(), to: new Date(edge - STEP).toISOString() };
  const query = new URLSearchParams({ journey: 'checkout', stage: 'authorisation', ...range });
  return (await server.app.inject({ url: `/v1/stats?${query.toString()}`, headers })).json<StatsAnswer>().complete;
}

it('silence while self-tests come through is the shop’s', async () => {
  await openShop();
  await pass(3 * MINUTE, 0);
  expect(new Set(await kinds())).toEqual(new Set(['volume']));
  expect(server.clock.ms - selfTest.passedAt).toBeLessThan(MINUTE);
  expect(await isComplete()).toBe(true);
});

describe.each([
  ['has no room', 503, () => jest.spyOn(server.app.get<Ledger>(LEDGER), 'append').mockRejectedValue(new LedgerBusyError(1))],
  ['fails before the ledger', 500, () => jest.spyOn(server.app.get(CheckContexts, { strict: false }), 'of').mockImplementation(fail)],
])('a door that %s', (_, status, shut) => {
  it('is our blindness and never the shop’s silence, until it takes events again', async () => {
    await openShop();
    const fault = shut();
    expect(new Set(await pass(3 * MINUTE))).toEqual(new Set([status]));
    await until(async () => (await incidents()).length > 0);
    const [blind] = await incidents();
    expect(blind).toMatchObject({ kind: 'monitor', journey: '_selftest', status: 'triggered', severity: 'critical', pages: true });
    expect(await kinds()).toEqual(['monitor']);
    expect(blind?.startedAt).toBe(selfTest.passedAt);
    expect(blind?.openedAt).toBeLessThan(selfTest.passedAt + 130_000 + STEP);
    expect(await isComplete()).toBe(false);
    fault.mockRestore();
    expect(new Set(await pass(2 * MINUTE))).toEqual(new Set([202]));
    await until(async () => (await incidents())[0]?.status === 'resolved');
    expect(await incidents()).toMatchObject([{ id: blind?.id, kind: 'monitor', reason: 'monitor_back' }]);
    expect(await isComplete()).toBe(true);
  });
});

it('what a process before this one left open is not opened again, and over with the first self-test that comes through', async () => {
  await judged();
  jest.spyOn(server.app.get<Ledger>(LEDGER), 'append').mockRejectedValue(new LedgerBusyError(1));
  await pass(3 * MINUTE, 0);
  await until(async () => (await incidents()).length > 0);
  const next = new MonitorIncidents(server.app.get(IncidentStore), server.app.get(LiveJudge), server.app.get<Logger>(LOG));
  server.clock.ms += 5 * MINUTE;
  next.look(server.clock.ms, server.clock.ms - 3 * MINUTE);
  await until(async () => {
    next.sees(server.clock.ms);
    return (await incidents()).every(({ status }) => status === 'resolved');
  });
  expect(await kinds()).toEqual(['monitor']);
});

it('nobody else may send to its journey, and its attempts are in no statistic', async () => {
  await judged();
  await selfTest.send();
  await judged();
  expect(selfTest.passedAt).toBe(server.clock.ms);
  expect(server.app.get(Metrics).render()).not.toMatch(/^tillwatch_events_accepted_total [1-9]/m);
  expect(await server.app.get(FirstEvents, { strict: false }).has('_selftest')).toBe(false);
  const { id: journey, stages } = SELF_TEST_JOURNEY;
  const payload = [eventAt(server.clock.ms, { journey, stage: stages[0]?.id })];
  const answer = await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload });
  expect(answer.json()).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });
});

function fail(): never {
  throw new Error('broken');
}
