import { ONLY_PUBLIC, Outbound, readAllowed } from '@tillwatch/outbound';
import { Receiver } from '@tillwatch/testing';
import type { Logger } from 'pino';
import { openServer, type TestServer } from '../../test/open-server.js';
import { CATALOGUE, LOG } from '../platform/tokens.js';
import { SelfTest } from '../self-test/self-test.js';
import { Heartbeat } from './heartbeat.js';

let server: TestServer;
let selfTest: SelfTest;
let outside: Receiver;
let url: string;

beforeEach(async () => {
  server = await openServer();
  selfTest = server.app.get(SelfTest, { strict: false });
  outside = new Receiver();
  url = `${await outside.start()}/ping/secret-uuid`;
  process.env['HEARTBEAT_URL'] = url;
});
afterEach(async () => {
  delete process.env['HEARTBEAT_URL'];
  await outside.stop();
  await server.close();
});

function heartbeat(allowed = readAllowed(['127.0.0.1'])): Heartbeat {
  const catalogue = server.app.get<object>(CATALOGUE);
  const notifications = { channels: [], routes: [], templates: [], heartbeats: ['${HEARTBEAT_URL}', 'https://x.example/${NOT_SET}'] };
  const log = server.app.get<Logger>(LOG);
  return new Heartbeat(selfTest, new Outbound(allowed), { ...catalogue, notifications } as never, log);
}

const logged = (): string => server.logged.join('');

it('calls once for each self-test that came through, and not while none does', async () => {
  const heart = heartbeat();
  expect(logged()).toContain('NOT_SET');
  selfTest.passedAt = 0;
  await heart.look();
  expect(outside.heard).toEqual([]);
  selfTest.passedAt = 1_000;
  await heart.look();
  await heart.look();
  expect(outside.heard).toMatchObject([{ method: 'GET', path: '/ping/secret-uuid' }]);
  selfTest.passedAt = 61_000;
  await heart.look();
  expect(outside.heard).toHaveLength(2);
});

it('says that it was not taken or reached nobody, without the address, and goes on', async () => {
  const heart = heartbeat();
  outside.answers = (response) => void response.writeHead(404).end();
  selfTest.passedAt = 1_000;
  await heart.look();
  expect(logged()).toContain('a heartbeat was not taken');
  outside.answers = (response) => void response.destroy();
  selfTest.passedAt = 61_000;
  await heart.look();
  expect(logged()).toContain('a heartbeat reached nobody');
  outside.heal();
  selfTest.passedAt = 121_000;
  await heart.look();
  expect(outside.heard).toHaveLength(3);
  expect(logged()).not.toContain('secret-uuid');
});

it('calls nobody inside the house', async () => {
  const heart = heartbeat(ONLY_PUBLIC);
  selfTest.passedAt = 1_000;
  await heart.look();
  expect(outside.heard).toEqual([]);
});
