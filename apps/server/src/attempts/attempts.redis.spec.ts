import type { AttemptAnswer, Problem, StatsAnswer } from '@tillwatch/contract';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;
let key: string;

beforeEach(async () => {
  server = await openServer();
  key = await server.key({ scopes: ['events:write', 'stats:read'] });
});
afterEach(() => server.close());

const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, host: 'localhost:3210' });

async function send(events: readonly object[]): Promise<void> {
  const answer = await server.app.inject({ method: 'POST', url: '/v1/events', headers: headersOf(key), payload: [...events] });
  expect(answer.json()).toMatchObject({ accepted: events.length, rejected: [] });
}

async function find(id: string, token = key): Promise<AttemptAnswer & Problem> {
  return (await server.app.inject({ url: `/v1/attempts/${id}`, headers: headersOf(token) })).json<AttemptAnswer & Problem>();
}

/** One payment as its three reporters tell it: the page the browser, the server the money, the provider the reason. */
function story(attempt: string, purchase: string, at: number, approval: object): object[] {
  const of = { attempt, purchase };
  const page = { ...of, reporter: 'page', userAgent: 'Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko' };
  return [
    eventAt(at + 40_000, { ...of, reporter: 'provider', dimensions: { provider: 'kg-inicis', method: 'card' }, ...approval }),
    eventAt(at, { ...page, stage: 'opened', outcome: 'started', dimensions: { merchant: 'm_01' } }),
    eventAt(at + 2_000, { ...page, stage: 'opened', outcome: 'ok', dimensions: {} }),
    eventAt(at + 35_000, { ...of, reporter: 'server', outcome: 'started', dimensions: { merchant: 'm_01' } }),
  ];
}

const refused = { outcome: 'failed', error: { code: '1254', message: '잔액부족' } };

describe('GET /v1/attempts/{id}', () => {
  it('tells one attempt stage by stage: how long, who reported, what went wrong in words', async () => {
    const at = server.clock.ms - 60_000;
    await send(story('pay_1', 'order_1', at, refused));
    const answer = await find('pay_1');
    expect(answer).toMatchObject({ attempt: 'pay_1', journey: 'checkout', state: 'failed', firstTry: true, decidesPurchase: true });
    expect(answer.dimensions).toMatchObject({ merchant: 'm_01', provider: 'kg-inicis', method: 'card', browser: 'ie' });
    const [opened, authorisation] = answer.stages.filter(({ decidedBy }) => decidedBy !== null);
    expect(opened).toMatchObject({ stage: 'opened', outcome: 'ok', seconds: 2, reportedBy: ['page'] });
    expect(authorisation).toMatchObject({
      stage: 'authorisation',
      outcome: 'failed',
      class: 'declined',
      seconds: 5,
      decidedBy: 'provider',
    });
    expect(authorisation?.reportedBy).toEqual(['server', 'provider']);
    expect(authorisation?.error).toMatchObject({ code: '1254', category: 'insufficient_funds' });
    expect(authorisation?.error?.tell.ko).not.toBe('');
    // What nobody reported was passed.
    expect(answer.stages.filter(({ decidedBy }) => decidedBy === null).map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
  });

  it('keeps a failed attempt for days after memory has let it go, and nothing of one that went well', async () => {
    const at = server.clock.ms - 60_000;
    await send([...story('pay_1', 'order_1', at, refused), ...story('pay_2', 'order_2', at, { outcome: 'ok', final: true })]);
    expect(await find('pay_2')).toMatchObject({ state: 'succeeded' });
    for (const hours of [3, 3.01, 100]) {
      server.clock.ms = at + hours * 3_600_000;
      await send([eventAt(server.clock.ms, { attempt: `later_${hours}` })]);
    }
    expect(await find('pay_1')).toMatchObject({ state: 'failed', dimensions: { browser: 'ie' } });
    expect(await find('pay_2')).toMatchObject({ status: 404, code: 'attempt_unknown' });
  });

  it('shows a merchant its own attempts alone', async () => {
    await send(story('pay_1', 'order_1', server.clock.ms - 60_000, refused));
    const other = await server.key({ merchant: 'm_02', scopes: ['stats:read'] });
    const own = await server.key({ merchant: 'm_01', scopes: ['stats:read'] });
    expect(await find('pay_1', other)).toMatchObject({ status: 404, code: 'attempt_unknown' });
    expect(await find('pay_1', own)).toMatchObject({ state: 'failed' });
  });

  it('is erased by DELETE, from memory and from what is stored, and its numbers stay', async () => {
    const at = server.clock.ms - 60_000;
    await send(story('pay_1', 'order_1', at, refused));
    const reading = await server.key({ scopes: ['stats:read'] });
    const erase = (token: string) => server.app.inject({ method: 'DELETE', url: '/v1/attempts/pay_1', headers: headersOf(token) });
    expect((await erase(reading)).statusCode).toBe(403);
    expect((await erase(key)).statusCode).toBe(204);

    expect(await find('pay_1')).toMatchObject({ status: 404 });
    expect((await erase(key)).statusCode).toBe(404);
    const stats = await server.app.inject({ url: '/v1/stats?journey=checkout', headers: headersOf(key) });
    expect(stats.json<StatsAnswer>().groups[0]).toMatchObject({ total: 1, failed: 1 });
  });
});

it('counts whole attempts, first tries and purchases where no stage is named', async () => {
  const at = server.clock.ms - 240_000;
  await send([
    ...story('a1', 'order_1', at, refused),
    ...story('a2', 'order_1', at + 60_000, { outcome: 'ok', final: true }),
    ...story('b1', 'order_2', at, { outcome: 'ok', final: true }),
    ...story('c1', 'order_3', at, refused),
  ]);
  server.clock.ms += 20_000;
  const stats = await server.app.inject({ url: '/v1/stats?journey=checkout&by=provider,browser', headers: headersOf(key) });
  const { stage, definition, groups } = stats.json<StatsAnswer>();
  expect({ stage, definition: definition.id }).toEqual({ stage: null, definition: 'attempt_failure_rate' });
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({
    segment: { provider: 'kg-inicis', browser: 'ie' },
    ...{ started: 4, total: 4, failed: 2, declined: 2, rate: 0.5 },
    firstTry: { total: 3, failed: 2 },
    final: { total: 3, failed: 1 },
  });
});
