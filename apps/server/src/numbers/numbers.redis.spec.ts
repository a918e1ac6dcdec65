import type { Problem, SeriesAnswer, StatsAnswer } from '@tillwatch/contract';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  const headers = { authorization: `Bearer ${await server.key()}` };
  const sent = await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload: [eventAt(server.clock.ms)] });
  expect(sent.statusCode).toBe(202);
});
afterAll(() => server.close());

async function ask<T>(path: string, query: Record<string, string>): Promise<T & Problem> {
  const all = new URLSearchParams({ journey: 'checkout', stage: 'authorisation', ...query });
  return (await server.app.inject({ url: `${path}?${all.toString()}`, headers: { host: 'localhost:3210' } })).json<T & Problem>();
}

describe('numbers of a range without a sensible end', () => {
  const before = (ms: number): string => new Date(Math.floor((server.clock.ms - ms) / 60_000) * 60_000).toISOString();

  it('"until 2099" counts what there is and says up to when it was asked', async () => {
    const answer = await ask<StatsAnswer>('/v1/stats', { from: before(300_000), to: '2099-12-31T00:00:00Z' });
    expect(answer).toMatchObject({ complete: false, groups: [{ total: 1 }] });
    expect(Date.parse(answer.to) - server.clock.ms).toBeLessThanOrEqual(180_000);
    const { points } = (await ask<SeriesAnswer>('/v1/series', { from: before(300_000), to: '2099-12-31T00:00:00Z' })).groups[0] ?? {};
    expect(points?.length).toBeLessThan(10);
  });

  it('adds up: what has no value of what it is split by is the rest', async () => {
    const key = await server.key();
    const at = Math.floor(server.clock.ms / 60_000) * 60_000 - 20 * 60_000;
    const one = (id: string, dimensions: object, outcome = 'ok') => eventAt(at, { id, attempt: id, outcome, dimensions });
    const payload = [
      one('kg', { provider: 'kg-inicis' }),
      one('none-1', { browser: 'ie' }, 'failed'),
      one('none-2', { browser: 'chrome' }),
    ];
    const headers = { authorization: `Bearer ${key}` };
    expect((await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload })).json()).toMatchObject({ accepted: 3 });
    const range = { from: new Date(at).toISOString(), to: new Date(at + 60_000).toISOString() };
    expect(await ask<StatsAnswer>('/v1/stats', { ...range, by: 'provider' })).toMatchObject({
      groups: [{ segment: { provider: 'kg-inicis' }, total: 1, failed: 0 }],
      rest: { total: 2, failed: 1 },
    });
    const filtered = await ask<StatsAnswer>('/v1/stats', { ...range, by: 'provider', filter: 'browser:ie' });
    expect(filtered).toMatchObject({ groups: [], rest: { total: 1, failed: 1 } });
    expect(await ask<StatsAnswer>('/v1/stats', range)).toMatchObject({ groups: [{ total: 3 }], rest: null });
  });

  it('"since the year 999" is answered from days, and as a series refused', async () => {
    const to = '2026-01-01T00:00:00+09:00';
    const answer = await ask<StatsAnswer>('/v1/stats', { from: '0999-01-01T00:00:00Z', to });
    expect(answer).toMatchObject({ from: '1999-12-31T15:00:00.000Z', complete: true, groups: [] });
    expect(await ask('/v1/series', { from: '0999-01-01T00:00:00Z', to })).toMatchObject({ status: 422, code: 'too_many_points' });
  });

  it('counts in every step what happened in it, wherever the range begins', async () => {
    const HOUR = 3_600_000;
    const noon = Math.floor(server.clock.ms / HOUR) * HOUR - 6 * HOUR;
    const at = [20, 40, 65, 119, 130].map((minutes) => noon + minutes * 60_000);
    const payload = at.map((ms, i) => eventAt(ms, { id: `step-${String(i)}`, attempt: `step-${String(i)}` }));
    const headers = { authorization: `Bearer ${await server.key()}` };
    expect((await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload })).json()).toMatchObject({ accepted: 5 });
    const iso = (minutes: number): string => new Date(noon + minutes * 60_000).toISOString();
    const { groups } = await ask<SeriesAnswer>('/v1/series', { from: iso(30), to: iso(135), step: '1h' });
    expect(groups[0]?.points.map((point) => [point.at, point.total])).toEqual([
      [iso(30), 1],
      [iso(60), 2],
      [iso(120), 1],
    ]);
  });

  it('of more slices than are read for one answer is refused', async () => {
    const range = { from: '2020-01-01T00:00:00+09:00', to: '2022-01-01T00:00:00+09:00', step: '12h' };
    expect(await ask('/v1/series', range)).toMatchObject({ status: 422, code: 'range_too_long' });
  });
});
