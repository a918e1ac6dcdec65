import { connect } from 'node:net';
import type { Problem } from '@tillwatch/contract';
import { createLink, revokeLink, verifyKey } from '@tillwatch/access';
import { openServer, type TestServer } from '../../test/open-server.js';

let open: TestServer;
let listening: TestServer;

beforeAll(async () => {
  open = await openServer();
  listening = await openServer({ listen: '0.0.0.0' });
});
afterAll(() => Promise.all([open.close(), listening.close()]));

interface Asking {
  readonly headers?: Record<string, string>;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly remoteAddress?: string;
}

async function ask(server: TestServer, url: string, { headers = {}, method = 'GET', remoteAddress = '127.0.0.1' }: Asking = {}) {
  const answer = await server.app.inject({ method, url, headers: { host: 'localhost:3210', ...headers }, remoteAddress });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body,
    code: answer.body.startsWith('{') ? answer.json<Partial<Problem>>().code : undefined,
  };
}
const bearer = (key: string): Asking => ({ headers: { authorization: `Bearer ${key}` } });

describe('a server that only this machine reaches', () => {
  it('shows numbers and screens to whoever sits at it', async () => {
    expect((await ask(open, '/v1/rejections')).status).toBe(200);
    expect((await ask(open, '/metrics')).status).toBe(200);
    expect((await ask(open, '/wall/main')).code).not.toBe('key_missing');
  });

  it.each<[string, Asking]>([
    ['a rebound name', { headers: { host: 'evil.example:3210' } }],
    ['a page of another site', { headers: { origin: 'https://evil.example' } }],
    ['a tunnel', { headers: { 'x-forwarded-for': '203.0.113.7' } }],
    ['a proxy that names itself', { headers: { via: '1.1 proxy' } }],
    ['a proxy that names the address', { headers: { 'x-real-ip': '203.0.113.7' } }],
    ['a proxy that names the protocol', { headers: { 'x-forwarded-proto': 'https' } }],
    ['another machine', { remoteAddress: '203.0.113.7' }],
  ])('shows nothing to %s', async (_, asking) => {
    for (const url of ['/v1/rejections', '/metrics', '/wall/main', '/start', '/']) {
      expect(await ask(open, url, asking)).toMatchObject({ status: 401, code: 'key_missing' });
    }
    expect(await ask(open, '/v1/first-run/key', { ...asking, method: 'POST' })).toMatchObject({ status: 401 });
  });

  it('shows nothing to a proxy that says nothing of itself but speaks HTTP/1.0', async () => {
    const { port } = new URL(open.url);
    const answered = (version: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect({ port: Number(port), host: '127.0.0.1' });
        socket.on('error', reject).once('data', (data) => {
          socket.destroy();
          resolve(data.toString().slice(9, 12));
        });
        socket.write(`GET /v1/rejections HTTP/${version}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      });
    expect([await answered('1.1'), await answered('1.0')]).toEqual(['200', '401']);
  });

  it('still takes a key from elsewhere, and believes a wrong one nowhere', async () => {
    const key = await open.key({ scopes: ['stats:read'] });
    expect((await ask(open, '/v1/rejections', { headers: { host: 'wall.example', authorization: `Bearer ${key}` } })).status).toBe(200);
    expect(await ask(open, '/v1/rejections', bearer(`${key.slice(0, -4)}0000`))).toMatchObject({ status: 401, code: 'key_unknown' });
  });
});

describe('a server that others reach', () => {
  it.each(['/', '/start', '/wall/main', '/wall/other', '/v1/rejections', '/v1/stats', '/v1/series', '/metrics'])(
    'asks everybody for a token at %s',
    async (url) => {
      const answer = await ask(listening, url);
      expect(answer).toMatchObject({
        status: 401,
        code: 'key_missing',
        headers: { 'www-authenticate': expect.stringContaining('Bearer') as string },
      });
    },
  );

  it.each(['/healthz', '/openapi.json', '/docs', '/docs.css'])('tells everybody %s', async (url) => {
    expect((await ask(listening, url)).status).toBe(200);
  });

  it('lets a key see what its scopes allow', async () => {
    const reads = await listening.key({ scopes: ['stats:read'] });
    const looks = await listening.key({ scopes: ['screens:view'] });
    const sends = await listening.key({ scopes: ['events:write'] });
    expect((await ask(listening, '/v1/rejections', bearer(reads))).status).toBe(200);
    expect((await ask(listening, '/start', bearer(reads))).code).not.toBe('scope_missing');
    expect(await ask(listening, '/v1/rejections', bearer(looks))).toMatchObject({ status: 403, code: 'scope_missing' });
    expect(await ask(listening, '/wall/main', bearer(sends))).toMatchObject({ status: 403, code: 'scope_missing' });
  });

  it('turns a board’s link into a cookie and takes the token out of the address', async () => {
    const key = await listening.key({ scopes: ['screens:view'] });
    const linked = await ask(listening, `/wall/main?lang=ko&token=${key}`);
    expect(linked).toMatchObject({ status: 302, headers: { location: '/wall/main?lang=ko' } });
    const cookie = String(linked.headers['set-cookie']);
    expect(cookie).toMatch(/^tillwatch_token=tw_\w+; Path=\/; HttpOnly; SameSite=Lax/);
    const kept = { cookie: cookie.split(';')[0] ?? '' };
    expect((await ask(listening, '/wall/main', { headers: kept })).code).not.toBe('key_missing');
    expect(await ask(listening, '/wall/main', { headers: { ...kept, origin: 'https://evil.example' } })).toMatchObject({ status: 401 });
    expect(await ask(listening, '/v1/rejections', { headers: kept })).toMatchObject({ status: 403 });
  });

  it('keeps no wrong token and follows no address out of itself', async () => {
    const wrong = `tw_${'0'.repeat(10)}_${'0'.repeat(40)}`;
    const refused = await ask(listening, `/wall/main?token=${wrong}`);
    expect(refused).toMatchObject({ status: 401, code: 'key_unknown' });
    expect(refused.headers['set-cookie']).toBeUndefined();
    const key = await listening.key({ scopes: ['screens:view'] });
    for (const path of ['//evil.example/wall', '/\\evil.example']) {
      expect((await ask(listening, `${path}?token=${key}`)).headers.location ?? '').not.toMatch(/^(?:\/\/|https?:|\/\\)/);
    }
  });
});

describe('a personal link', () => {
  const HOUR = 3_600_000;
  const link = (name: string | null) =>
    createLink(listening.store, { tenant: 'default', name, until: listening.clock.ms + HOUR }, listening.clock.ms);
  /** Opens it as a browser does, and gives the headers of what the browser asks from then on. */
  async function opened(text: string, cookie = ''): Promise<Record<string, string>> {
    const answer = await ask(listening, `/incidents/INC-1?lang=ko&token=${text}`, { headers: { cookie } });
    expect(answer).toMatchObject({ status: 302, headers: { location: '/incidents/INC-1?lang=ko', 'cache-control': 'no-store' } });
    const cookies = answer.headers['set-cookie'] as string[];
    for (const each of cookies) expect(each).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    return { cookie: cookies.map((each) => each.split(';')[0]).join('; '), origin: 'http://localhost:3210' };
  }
  const act = (headers: Record<string, string>) => ask(listening, '/v1/incidents/INC-1/acknowledge', { headers, method: 'POST' });

  it('lets one person in, by name, and sends or sets nothing', async () => {
    const { text, link: made } = await link('김지원');
    const headers = await opened(text);
    const me = await listening.app.inject({ url: '/v1/me', headers: { host: 'localhost:3210', ...headers } });
    expect(me.json()).toEqual({
      ...{ tenant: 'default', merchant: '*', by: 'link', name: '김지원', until: new Date(made.until).toISOString() },
      scopes: ['stats:read', 'screens:view', 'incidents:act'],
    });
    expect(await act(headers)).toMatchObject({ status: 404, code: 'incident_unknown' });
    expect(await ask(listening, '/v1/errors/mapping', { headers, method: 'DELETE' })).toMatchObject({ status: 403, code: 'scope_missing' });
    expect(await ask(listening, '/v1/events', { headers, method: 'POST' })).toMatchObject({ status: 401, code: 'key_missing' });
    expect(await act({ ...headers, origin: 'https://evil.example' })).toMatchObject({ status: 401 });
  });

  it('is of the device that does something first: programs that look at links take it from nobody', async () => {
    const { text } = await link('김지원');
    const [preview, phone] = [await opened(text), await opened(text)];
    expect(preview['cookie']).not.toBe(phone['cookie']);
    expect((await ask(listening, '/v1/incidents', { headers: preview })).status).toBe(200);
    expect((await act(phone)).code).toBe('incident_unknown');
    expect(await act(preview)).toMatchObject({ status: 403, code: 'link_taken' });
    const bare = { ...phone, cookie: (phone['cookie'] ?? '').replace(/;? ?tillwatch_device=\w+/, '') };
    expect(await act(bare)).toMatchObject({ status: 403, code: 'link_taken' });
    expect((await act(await opened(text, phone['cookie']))).code).toBe('incident_unknown');
  });

  it('without a name is for everybody who reads it', async () => {
    const { text } = await link(null);
    for (const headers of [await opened(text), await opened(text)]) expect((await act(headers)).code).toBe('incident_unknown');
  });

  it('says that its time is over, or that it was taken back, and leaves a board’s own cookie in force', async () => {
    const { text, link: made } = await link('김지원');
    const headers = await opened(text);
    const board = await listening.key({ scopes: ['screens:view'] });
    await revokeLink(listening.store, made.id);
    expect(await ask(listening, '/v1/incidents', { headers })).toMatchObject({ status: 401, code: 'link_over' });
    expect(await ask(listening, `/live?token=${text}`)).toMatchObject({ status: 401, code: 'link_over' });
    const both = { ...headers, cookie: `${headers['cookie'] ?? ''}; tillwatch_token=${board}` };
    expect((await ask(listening, '/v1/incidents', { headers: both })).status).toBe(200);
    expect(await act(both)).toMatchObject({ status: 403, code: 'scope_missing' });
  });

  it('ends by the clock', async () => {
    const headers = await opened((await link('김지원')).text);
    listening.clock.ms += HOUR;
    expect(await ask(listening, '/v1/me', { headers })).toMatchObject({ status: 401, code: 'link_over' });
    listening.clock.ms -= HOUR;
  });
});

describe('POST /v1/first-run/key', () => {
  const asked = async (server: TestServer, headers: Record<string, string> = {}) => {
    const answer = await server.app.inject({ method: 'POST', url: '/v1/first-run/key', headers: { host: 'localhost:3210', ...headers } });
    return { status: answer.statusCode, ...answer.json<Partial<Problem> & { key?: string }>() };
  };

  it('hands the page the same key every time, which sends and does nothing else', async () => {
    const first = await asked(open, { origin: 'http://localhost:3210' });
    expect(first.status).toBe(200);
    expect(await asked(open, { 'sec-fetch-site': 'same-origin' })).toEqual(first);
    expect(await verifyKey(open.store, first.key ?? '')).toMatchObject({ tenant: 'default', merchant: '*', scopes: ['events:write'] });
    expect(await ask(open, '/v1/rejections', bearer(first.key ?? ''))).toMatchObject({ status: 403 });
  });

  it('hands it to nobody but the page, which a browser vouches for', async () => {
    expect(await asked(open)).toMatchObject({ status: 403, code: 'not_same_origin' });
    expect(await asked(open, { 'sec-fetch-site': 'none' })).toMatchObject({ status: 403, code: 'not_same_origin' });
    expect(await asked(open, { origin: 'http://localhost:3210', via: '1.1 proxy' })).toMatchObject({ status: 401, code: 'key_missing' });
  });

  it('hands it to nobody who only looks', async () => {
    const origin = 'http://localhost:3210';
    expect(await asked(listening, { origin })).toMatchObject({ status: 401 });
    const looks = await listening.key({ scopes: ['stats:read', 'screens:view'] });
    expect(await asked(listening, { origin, authorization: `Bearer ${looks}` })).toMatchObject({ status: 403, code: 'scope_missing' });
    const both = await listening.key({ scopes: ['events:write', 'screens:view'] });
    expect(await asked(listening, { origin, authorization: `Bearer ${both}` })).toMatchObject({ status: 200 });
    expect(await asked(listening, { authorization: `Bearer ${both}`, origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      code: 'not_same_origin',
    });
  });
});
