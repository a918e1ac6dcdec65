import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalogue } from '@tillwatch/catalogue';
import type { ChannelSetting } from '@tillwatch/domain';
import { ONLY_PUBLIC, Outbound } from '@tillwatch/outbound';
import { openChannels, openRouting } from './open-channels.js';

const ROOT = join(__dirname, '../../../..');
const OUTBOUND = new Outbound(ONLY_PUBLIC);
const usual = { budget: { messages: 30, perMs: 600_000 }, links: 'personal' } as const;
const WEBHOOK: ChannelSetting = {
  id: 'hook',
  type: 'webhook',
  language: 'ko',
  ...usual,
  url: 'https://shop.example',
  secret: '${CHANNEL_SECRET}',
};

let before: NodeJS.ProcessEnv;
beforeEach(() => {
  before = { ...process.env };
});
afterEach(() => {
  process.env = before;
});

/** What the examples of a guide set up. */
function examplesOf(guide: string): string[] {
  const text = readFileSync(join(ROOT, 'docs/guides', guide), 'utf8');
  return [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml);
}

it.each(['channels.md', 'channels.ko.md'])('opens every channel that %s has an example of', (guide) => {
  const examples = examplesOf(guide);
  const kinds = new Set<string>();
  for (const yaml of examples) {
    const dir = mkdtempSync(join(tmpdir(), 'tillwatch-guide-'));
    mkdirSync(join(dir, 'notifications'));
    writeFileSync(join(dir, 'notifications/own.yaml'), yaml);
    const { catalogue, faults } = checkCatalogue([join(ROOT, 'config'), dir]);
    rmSync(dir, { recursive: true });
    expect(faults).toEqual([]);
    for (const [, name = ''] of yaml.matchAll(/\$\{([A-Z_]+)\}/g)) process.env[name] = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0';
    const settings = catalogue?.notifications ?? { channels: [], routes: [], statements: [], templates: [], heartbeats: [] };
    const { channels, closed } = openChannels(settings, OUTBOUND);
    expect(closed).toEqual([]);
    expect([...channels.keys()]).toEqual(settings.channels.map(({ id }) => id));
    for (const channel of settings.channels) kinds.add(channel.type === 'http' ? channel.template : channel.type);
  }
  expect([...kinds].sort()).toEqual(
    [
      ...['discord', 'dooray', 'email', 'jandi', 'kakao-alimtalk', 'naver-works', 'ntfy', 'pagerduty', 'slack', 'solapi-sms', 'teams'],
      ...['telegram', 'webhook'],
    ].sort(),
  );
});

it('closes what the environment knows no secret for, or a wrong one, and opens the rest', () => {
  const mail: ChannelSetting = {
    id: 'mail',
    type: 'email',
    language: 'ko',
    ...usual,
    smtp: 'mail.example.com',
    from: 'a@b.kr',
    to: ['a@b.kr'],
  };
  const slack: ChannelSetting = { id: 'slack', type: 'slack', language: 'en', ...usual, token: 'x', channel: 'C1', fallback: 'mail' };
  delete process.env['CHANNEL_SECRET'];
  const { channels, closed } = openChannels(
    { channels: [WEBHOOK, mail, slack], routes: [], statements: [], templates: [], heartbeats: [] },
    OUTBOUND,
  );
  expect([...channels].map(([id, { language, fallback }]) => [id, language, fallback])).toEqual([['slack', 'en', 'mail']]);
  expect(closed.map(({ id, reason }) => `${id}: ${reason.en}`)).toEqual([
    'hook: the environment does not set CHANNEL_SECRET',
    'mail: its settings are wrong: smtp is no address such as smtps://user:password@mail.example.com',
  ]);
});

it('has a fallback stand in for what is closed, however many of them are', () => {
  const mail = (id: string, fallback?: string): ChannelSetting => ({
    ...{
      id,
      type: 'email',
      language: 'ko',
      ...usual,
      smtp: id === 'open' ? 'smtp://mail.example:25' : 'nothing',
      from: 'a@b.kr',
      to: ['a@b.kr'],
    },
    ...(fallback === undefined ? {} : { fallback }),
  });
  const settings = {
    channels: [mail('first', 'second'), mail('second', 'open'), mail('open'), mail('round', 'about'), mail('about', 'round')],
    routes: [{ id: 'all', when: {}, to: ['first', 'open', 'round'], escalate: [{ afterMs: 60_000, to: ['second'] }] }],
    statements: [{ at: 540, to: ['first'] }],
    ...{ templates: [], heartbeats: [] },
  };
  const { routes, statements } = openRouting(settings, openChannels(settings, OUTBOUND));
  expect(routes).toMatchObject([{ to: ['open', 'round'], escalate: [{ to: ['open'] }] }]);
  expect(statements).toEqual([{ at: 540, to: ['open'] }]);
});
