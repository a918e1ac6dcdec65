import type { AppConfig } from '@tillwatch/config';
import { openServer, type TestServer } from '../../test/open-server.js';
import { ACCESS_STORE } from '../access/access-store.js';
import { CONFIG } from '../platform/tokens.js';
import { IncidentLink } from './incident-link.js';
import { openIncident } from './stored-incident.spec-data.js';

let server: TestServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.close());

function linksOf(of: Partial<AppConfig>): IncidentLink {
  const config = { ...server.app.get<AppConfig>(CONFIG), ...of };
  return new IncidentLink(server.app.get(ACCESS_STORE), server.clock, config);
}

it('lets its reader in, unless it is to be plain', async () => {
  const { incident } = await openIncident(server);
  const links = linksOf({ publicUrl: 'https://watch.example.com' });
  const personal = await links.to(incident, 'personal');
  expect(personal).toMatch(new RegExp(`^https://watch\\.example\\.com/i/${incident.id}\\?token=tl_\\w+$`));
  expect(await links.to(incident, 'plain')).toBe(`https://watch.example.com/i/${incident.id}`);
  expect(await links.toAll('default', 'plain')).toBe('https://watch.example.com/incidents');
  const { pathname, search } = new URL(personal);
  const answer = await server.app.inject({ url: `${pathname}${search}` });
  expect(answer.headers.location).toBe(pathname);
  expect(String(answer.headers['set-cookie'])).toContain('tillwatch_link=tl_');
});

it('is an address alone where whoever sits at the machine needs no more', async () => {
  const { incident } = await openIncident(server);
  const links = linksOf({ publicUrl: undefined, listen: '127.0.0.1', port: 3210 });
  expect(await links.to(incident, 'personal')).toBe(`http://localhost:3210/i/${incident.id}`);
});
