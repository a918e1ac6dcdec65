import { parseKey, revokeKey } from '@tillwatch/access';
import { io, type Socket } from 'socket.io-client';
import { openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;
const screens: Socket[] = [];

beforeAll(async () => {
  server = await openServer({ listen: '0.0.0.0' });
});
afterAll(async () => {
  for (const screen of screens) screen.disconnect();
  await server.close();
});

function screen(showing: { readonly token?: string; readonly cookie?: string }): Socket {
  const { token, cookie } = showing;
  const opened = io(`${server.url}/live`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    auth: token === undefined ? {} : { token },
    extraHeaders: cookie === undefined ? {} : { cookie: `tillwatch_token=${cookie}` },
  });
  screens.push(opened);
  return opened;
}

function next(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve));
}

describe('an open screen', () => {
  it.each(['token', 'cookie'] as const)('with a revoked key (%s) is hung up on and told why when it comes again', async (how) => {
    const key = await server.key({ scopes: ['screens:view'] });
    const revoked = screen({ [how]: key });
    const other = screen({ token: await server.key({ scopes: ['screens:view'] }) });
    await Promise.all([next(revoked, 'connect'), next(other, 'connect')]);
    const hungUp = next(revoked, 'disconnect');
    expect(await revokeKey(server.store, parseKey(key)?.id ?? '')).toBe(true);
    server.clock.ms += 5_000;
    expect(await hungUp).toBe('io server disconnect');
    const refused = next(revoked, 'connect_error');
    revoked.connect();
    expect(await refused).toMatchObject({ data: { code: 'not_allowed' } });
    await next(other, 'heartbeat.v1');
    expect(other.connected).toBe(true);
  });
});
