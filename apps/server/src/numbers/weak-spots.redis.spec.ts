import { journeysAnswerSchema, weakSpotsAnswerSchema, type Problem, type StatsAnswer } from '@tillwatch/contract';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

const HOUR = 3_600_000;
const HOURS = 12;

let server: TestServer;
let from: number;

/** An hour at one stage: what fails is spread evenly. */
function hourOf(at: number, dimensions: Record<string, string>, { total, failed }: { total: number; failed: number }): object[] {
  return Array.from({ length: total }, (_, i) => {
    const outcome = Math.floor(((i + 1) * failed) / total) > Math.floor((i * failed) / total) ? 'failed' : 'ok';
    const occurredAt = new Date(at + Math.floor((i * HOUR) / total)).toISOString();
    const id = `${String(at)}-${Object.values(dimensions).join()}-${String(i)}`;
    return eventAt(at, { id, attempt: id, stage: 'authentication', outcome, occurredAt, dimensions: { merchant: 'm_01', ...dimensions } });
  });
}

beforeAll(async () => {
  server = await openServer();
  from = Math.floor(server.clock.ms / HOUR) * HOUR - HOURS * HOUR;
  const headers = { authorization: `Bearer ${await server.key()}` };
  for (let hour = 0; hour < HOURS; hour++) {
    const at = from + hour * HOUR;
    const payload = [
      ...hourOf(at, { browser: 'ie', browser_version: 'ie/9', provider: 'kg-inicis' }, { total: 16, failed: 5 }),
      ...hourOf(at, { browser: 'ie', browser_version: 'ie/10', provider: 'kg-inicis' }, { total: 29, failed: 9 }),
      ...hourOf(at, { browser: 'ie', browser_version: 'ie/11', provider: 'kg-inicis' }, { total: 33, failed: 3 }),
      ...hourOf(at, { browser: 'ie', browser_version: 'ie/10', provider: 'nhn-kcp' }, { total: 44, failed: 4 }),
      ...hourOf(at, { browser: 'chrome', browser_version: 'chrome/141', provider: 'kg-inicis' }, { total: 90, failed: 8 }),
      ...hourOf(at, { browser: 'chrome', browser_version: 'chrome/141', provider: 'nhn-kcp' }, { total: 90, failed: 8 }),
    ];
    const sent = await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload });
    expect(sent.json()).toMatchObject({ accepted: payload.length });
  }
}, 60_000);
afterAll(() => server.close());

async function ask(path: string, query: Record<string, string> = {}): Promise<unknown> {
  const all = new URLSearchParams(query);
  return (await server.app.inject({ url: `${path}?${all.toString()}`, headers: { host: 'localhost:3210' } })).json();
}

describe('weak spots', () => {
  const range = (): Record<string, string> => ({
    ...{ journey: 'checkout', from: new Date(from).toISOString(), to: new Date(from + HOURS * HOUR).toISOString() },
  });

  it('are found in every stage, with filters that the numbers understand', async () => {
    const answer = weakSpotsAnswerSchema.parse(await ask('/v1/weak-spots', range()));
    expect(answer).toMatchObject({ journey: 'checkout', stage: null, part: '1h', parts: HOURS, partsWithData: HOURS });
    const longer = { ...range(), from: new Date(from - 3 * HOUR).toISOString() };
    expect(await ask('/v1/weak-spots', longer)).toMatchObject({ parts: HOURS + 3, partsWithData: HOURS });
    expect(answer.spots.map(({ stage, filters }) => [stage, ...filters])).toEqual([
      ['authentication', 'browser_version:ie~lte:10', 'provider:kg-inicis'],
    ]);
    const [spot] = answer.spots;
    expect(spot).toMatchObject({ total: 45 * HOURS, failed: 14 * HOURS, parts: HOURS, worseParts: HOURS });
    expect(spot?.siblings).toBeCloseTo(0.09, 2);
    const asked = new URLSearchParams({ ...range(), stage: 'authentication' });
    for (const filter of spot?.filters ?? []) asked.append('filter', filter);
    const url = `/v1/stats?${asked.toString()}`;
    const stats = (await server.app.inject({ url, headers: { host: 'localhost:3210' } })).json<StatsAnswer>();
    expect(stats.groups).toMatchObject([{ total: 45 * HOURS, failed: 14 * HOURS }]);
  });

  it('are looked for inside a filter, and nowhere else', async () => {
    const of = async (filter: string): Promise<unknown[]> =>
      weakSpotsAnswerSchema.parse(await ask('/v1/weak-spots', { ...range(), filter })).spots.map(({ filters }) => filters);
    expect(await of('provider:kg-inicis')).toEqual([['browser_version:ie~lte:10']]);
    expect(await of('provider:nhn-kcp')).toEqual([]);
  });

  it('are looked for once a minute, and once for all who ask at the same time', async () => {
    const compared = async (): Promise<unknown> => {
      const { spots } = weakSpotsAnswerSchema.parse(await ask('/v1/weak-spots', { ...range(), stage: 'authentication' }));
      return spots.map(({ total }) => total);
    };
    server.clock.ms = Math.ceil(server.clock.ms / 60_000) * 60_000;
    expect(await Promise.all([compared(), compared()])).toEqual([[45 * HOURS], [45 * HOURS]]);
    const payload = hourOf(from + 1, { browser: 'ie', browser_version: 'ie/9', provider: 'kg-inicis' }, { total: 16, failed: 5 });
    const headers = { authorization: `Bearer ${await server.key()}` };
    expect((await server.app.inject({ method: 'POST', url: '/v1/events', headers, payload })).json()).toMatchObject({ accepted: 16 });
    expect(await compared()).toEqual([45 * HOURS]);
    server.clock.ms += 60_000;
    expect(await compared()).toEqual([45 * HOURS + 16]);
  });

  it('refuse what means nothing to them, and a range that is not kept so finely', async () => {
    expect(await ask('/v1/weak-spots', { ...range(), by: 'provider' })).toMatchObject({ status: 400, code: 'invalid_query' });
    const old = { ...range(), from: '2024-01-01T00:00:30Z', to: '2024-02-01T00:00:00Z' };
    expect((await ask('/v1/weak-spots', old)) as Problem).toMatchObject({ status: 422, code: 'range_not_aligned' });
  });
});

describe('what can be asked', () => {
  it('is told with names, and with the combinations that are counted', async () => {
    const answer = journeysAnswerSchema.parse(await ask('/v1/journeys'));
    const checkout = answer.journeys.find(({ id }) => id === 'checkout');
    expect(answer.timeZone).toBe('Asia/Seoul');
    expect(checkout?.stages[3]).toEqual({ id: 'authentication', label: { ko: '인증', en: 'Authentication' } });
    expect(checkout?.dimensions.find(({ id }) => id === 'browser_version')).toMatchObject({ ordered: true, qualifiedBy: 'browser' });
    expect(checkout?.kept).toContainEqual({ dimensions: ['browser_version', 'provider'], keep: 'long' });
  });

  it('is, for a key of one merchant, what is counted of that one', async () => {
    const key = await server.key({ merchant: 'm_01', scopes: ['stats:read'] });
    const headers = { authorization: `Bearer ${key}` };
    const answer = journeysAnswerSchema.parse((await server.app.inject({ url: '/v1/journeys', headers })).json());
    const kept = answer.journeys.find(({ id }) => id === 'checkout')?.kept.map(({ dimensions }) => dimensions.join());
    expect(kept).toEqual(expect.arrayContaining(['', 'provider', 'provider,method']));
    expect(kept).not.toContain('issuer');
  });
});
