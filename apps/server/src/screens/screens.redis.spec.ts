import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';
import { LostPage } from '../http/lost-page.js';
import { sendFile } from './send-file.js';
import { Shelf } from './shelf.js';

describe('the address of the server alone', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(() => server.close());

  it('leads to the first-run page until a first event was accepted, then to the wall', async () => {
    const where = async () => (await server.app.inject({ url: '/', headers: { host: 'localhost' } })).headers.location;
    const send = async (more: object, tenant = 'default') =>
      server.app.inject({
        method: 'POST',
        url: '/v1/events',
        headers: { authorization: `Bearer ${await server.key({ tenant })}`, 'content-type': 'application/json' },
        payload: JSON.stringify(eventAt(server.clock.ms, more)),
      });
    expect(await where()).toBe('/start');
    await send({ outcome: 'fail' });
    await send({}, 'other');
    expect(await where()).toBe('/start');
    await send({});
    expect(await where()).toBe('/wall/main');
  });
});

describe('an address that is none', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openServer();
    // Screens may not be built here; the page is whatever they would send.
    server.app.get(LostPage).use(async (_request, reply) => {
      await reply.type('text/html').send('<!doctype html>');
    });
  });
  afterAll(() => server.close());

  const ask = (url: string, accept: string, method: 'GET' | 'POST' = 'GET') =>
    server.app.inject({ url, method, headers: { host: 'localhost', accept } });
  const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';

  it('is a page to people and a document to programs', async () => {
    const page = await ask('/errors', BROWSER);
    expect([page.statusCode, page.headers['content-type'], page.body]).toEqual([404, 'text/html', '<!doctype html>']);
    for (const [url, accept] of [
      ['/errors', '*/*'],
      ['/v1/nothing', BROWSER],
      ['/assets/nothing.js', BROWSER],
    ] as const) {
      const answer = await ask(url, accept);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, expect.stringContaining('problem+json')]);
    }
    expect((await ask('/errors', BROWSER, 'POST')).headers['content-type']).toContain('problem+json');
  });
});

describe('built files', () => {
  let folder: string;
  const script = `console.log(${JSON.stringify('x'.repeat(5_000))});`;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tillwatch-shelf-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'assets', 'index-1.js'), script);
    writeFileSync(join(folder, 'assets', 'font.woff2'), Buffer.alloc(3_000));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a reply was told. */
  async function sent(path: string, headers: Record<string, string>) {
    const file = new Shelf(folder).file(path);
    if (file === undefined) throw new Error('not on the shelf');
    const told: { status: number; headers: Record<string, string>; body: Buffer | undefined } = {
      status: 200,
      headers: {},
      body: undefined,
    };
    const reply = {
      headers(more: Record<string, string>) {
        Object.assign(told.headers, more);
        return reply;
      },
      header(name: string, value: string) {
        told.headers[name] = value;
        return reply;
      },
      code(status: number) {
        told.status = status;
        return reply;
      },
      send: (body?: Buffer) => Promise.resolve(Object.assign(told, { body })),
    };
    await sendFile({ headers } as FastifyRequest, reply as unknown as FastifyReply, file, 'no-cache');
    return told;
  }

  it('are found by their path and by nothing that leads out of their folder', () => {
    const shelf = new Shelf(folder);
    expect(shelf.file('index.html')?.type).toContain('text/html');
    for (const path of ['../package.json', 'assets/../index.html', '/etc/passwd', 'assets', '']) expect(shelf.file(path)).toBeUndefined();
    expect(new Shelf(join(folder, 'missing')).file('index.html')).toBeUndefined();
  });

  it('are packed for browsers that take it, and only where it helps', async () => {
    const packed = await sent('assets/index-1.js', { 'accept-encoding': 'br, gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body ?? Buffer.alloc(0)).toString()).toBe(script);
    expect((await sent('assets/index-1.js', {})).body?.toString()).toBe(script);
    expect((await sent('assets/font.woff2', { 'accept-encoding': 'gzip' })).headers).toMatchObject({ 'content-type': 'font/woff2' });
    expect((await sent('assets/font.woff2', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined();
  });

  it('are not sent again to whoever has them', async () => {
    const { etag = '' } = (await sent('index.html', {})).headers;
    expect(await sent('index.html', { 'if-none-match': etag })).toMatchObject({ status: 304, body: undefined });
    expect((await sent('index.html', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('name their build, which changes with the page', () => {
    const before = new Shelf(folder).build;
    expect(before).not.toBe('');
    writeFileSync(join(folder, 'index.html'), '<!doctype html><p>');
    expect(new Shelf(folder).build).not.toBe(before);
    expect(new Shelf(join(folder, 'missing')).build).toBe('');
  });
});
