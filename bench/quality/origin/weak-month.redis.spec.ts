import { weakSpotsAnswerSchema, type StatsAnswer } from '@tillwatch/contract';
import { until } from '@tillwatch/testing';
import { openServer, type TestServer } from '../../../apps/server/test/open-server.js';
import { pastOf } from './origin-shop.js';

const DAY = 86_400_000;
/** Midnight in Seoul. */
const START = Date.UTC(2026, 0, 12, 15);
const DAYS = 30;
const AT_ONCE = 1_000;

/** The month as a question. */
const MONTH = { journey: 'checkout', from: new Date(START - DAYS * DAY).toISOString(), to: new Date(START).toISOString() };

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
  server.clock.ms = START + 60_000;
  const authorization = `Bearer ${await server.key({ scopes: ['events:write', 'events:backfill'] })}`;
  const past = [...pastOf({ end: START, days: DAYS, isHit: true, seed: 98_101 })];
  for (let at = 0; at < past.length; at += AT_ONCE) {
    const payload = past.slice(at, at + AT_ONCE);
    const sent = { method: 'POST', url: '/v1/events', headers: { authorization }, payload } as const;
    // On a busy machine the door may say that nothing was acknowledged: then it is sent again, as a sender would.
    await until(async () => (await server.app.inject(sent)).statusCode < 300);
  }
  // What the door has accepted is counted a moment later.
  const sum = past.reduce((all, { count }) => all + count, 0);
  await until(async () => (await ask<StatsAnswer>('stats', { stage: 'authentication' })).groups[0]?.total === sum);
}, 120_000);
afterAll(() => server.close());

async function ask<T>(what: string, more: Record<string, string> = {}): Promise<T> {
  const url = `/v1/${what}?${new URLSearchParams({ ...MONTH, ...more }).toString()}`;
  return (await server.app.inject({ url, headers: { host: 'localhost:3210' } })).json<T>();
}

it('a month of IE 10 and older failing at 31 % at KG Inicis is the first weak spot of the shop', async () => {
  const [spot] = weakSpotsAnswerSchema.parse(await ask('weak-spots')).spots;
  expect(spot).toMatchObject({ stage: 'authentication', filters: ['browser_version:ie~lte:10', 'provider:kg-inicis'] });
  expect(spot).toMatchObject({ parts: DAYS, worseParts: DAYS });
  expect(spot?.rate).toBeCloseTo(0.31, 2);
  expect(spot?.siblings).toBeCloseTo(0.09, 2);
});
