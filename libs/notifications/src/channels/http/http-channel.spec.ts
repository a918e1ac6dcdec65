import { createHmac, createVerify } from 'node:crypto';
import { jsonAt, type ChannelTemplate } from '@tillwatch/domain';
import { incidentCounts } from '@tillwatch/wording';
import fc from 'fast-check';
import type { Delivery } from '../../channel.js';
import { incidents } from '../../message/random-incidents.spec-data.js';
import { inBytes } from '../../message/room.js';
import { FOUND_AT } from '../../notifications.spec-data.js';
import { Receiver } from '@tillwatch/testing';
import { deliveryOf, HOME, LINK, oddIncident, SECRET, textsIn } from '../rig.spec-data.js';
import { channelAtHome, KEYS, settingsFor, TEMPLATES } from './http-rig.spec-data.js';
import { HttpChannel } from './http-channel.js';

const NOW = FOUND_AT;
let receiver: Receiver;
let url: string;

beforeEach(async () => {
  receiver = new Receiver();
  url = await receiver.start();
  receiver.answers = (response) => void response.end('{"ok":true,"failedMessageList":[],"access_token":"t0ken"}');
});
afterEach(() => receiver.stop());

function template(id: string): ChannelTemplate {
  const found = TEMPLATES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
}

async function bodyOf(id: string, delivery: Delivery = deliveryOf('opened')): Promise<unknown> {
  await channelAtHome(template(id), url).deliver(delivery, NOW);
  return JSON.parse(receiver.heard.at(-1)?.body ?? '');
}

it('fills what Telegram takes', async () => {
  expect(await bodyOf('telegram')).toEqual({
    chat_id: `${SECRET}-chatId`,
    message_thread_id: `${SECRET}-threadId`,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    text: expect.stringMatching(
      /^<b>\[심각\] &lt;b&gt;&amp;&quot;[^<]*<\/b>\n새 장애 · 13:59:20부터\n[^<]*\n<a href="[^"<>]*&amp;do=acknowledge">확인<\/a> · <a href="[^"<>]*">장애 열기<\/a>$/,
    ) as string,
  });
  expect(receiver.heard[0]?.path).toBe(`/bot${SECRET}-token/sendMessage`);
});

it.each([
  ['teams', 'attachments.0.content.actions', 'url'],
  ['ntfy', 'actions', 'url'],
  ['jandi', 'connectInfo', 'description'],
  ['dooray', 'attachments', 'titleLink'],
] as const)('%s takes an incident in one tap, as long as nobody has it', async (id, list, link) => {
  const links = async (delivery: Delivery): Promise<unknown[]> => {
    const entries = jsonAt(await bodyOf(id, delivery), list) as Readonly<Record<string, unknown>>[];
    return entries.map((entry) => entry[link]).filter((url) => String(url).startsWith('https:'));
  };
  expect(await links(deliveryOf('opened'))).toEqual([`${LINK}&do=acknowledge`, LINK]);
  const taken = { ...oddIncident, status: 'acknowledged', acknowledgedBy: 'Kim', acknowledgedAt: oddIncident.openedAt } as const;
  expect(await links(deliveryOf('acknowledged', { incident: taken }))).toEqual([LINK]);
});

it('writes ways on as links where a service has them in its texts, and as addresses where not', async () => {
  const links = `[확인](${LINK}&do=acknowledge) · [장애 열기](${LINK})`;
  expect(jsonAt(await bodyOf('discord'), 'embeds.0.description')).toContain(`\n${links}`);
  expect(jsonAt(await bodyOf('naver-works'), 'content.text')).toContain(`\n확인: ${LINK}&do=acknowledge\n장애 열기: ${LINK}`);
});

it('leaves out what an optional setting would be in', async () => {
  const { threadId: _, ...settings } = settingsFor(template('telegram'), url);
  const moved = { ...template('telegram'), url: `${url}/send` };
  await new HttpChannel(HOME, moved, settings).deliver(deliveryOf('opened'), NOW);
  expect(JSON.parse(receiver.heard[0]?.body ?? '')).not.toHaveProperty('message_thread_id');
  const { token: __, ...open } = settingsFor(template('ntfy'), url);
  await new HttpChannel(HOME, template('ntfy'), open).deliver(deliveryOf('opened'), NOW);
  expect(receiver.heard[1]?.headers.authorization).toBeUndefined();
});

it.each([
  ['discord', 'embeds.0.color', [0xc62828, 0x3a6b35]],
  ['teams', 'attachments.0.content.body.0.color', ['attention', 'good']],
  ['ntfy', 'priority', [5, 3]],
  ['jandi', 'connectColor', ['#C62828', '#3A6B35']],
] as const)('tells by colour or priority how an incident stands: %s', async (id, path, expected) => {
  expect([jsonAt(await bodyOf(id), path), jsonAt(await bodyOf(id, deliveryOf('resolved')), path)]).toEqual(expected);
});

it('lets no name call anybody, or be a link', async () => {
  expect(await bodyOf('discord')).toMatchObject({ allowed_mentions: { parse: [] }, embeds: [{ url: LINK }] });
  for (const id of ['discord', 'teams', 'dooray', 'jandi']) expect(textsIn(await bodyOf(id))).not.toContain('[y](');
});

it('signs what Solapi wants signed, anew with each try', async () => {
  const channel = channelAtHome(template('solapi-sms'), url);
  await channel.deliver(deliveryOf('opened'), NOW);
  await channel.deliver(deliveryOf('opened'), NOW + 1_000);
  const signed = receiver.heard.map(({ headers }) =>
    /apiKey=(\S+), date=(\S+), salt=(\S+), signature=(\S+)$/.exec(headers.authorization ?? ''),
  );
  for (const [, apiKey, date = '', salt = '', signature] of signed.map((found) => found ?? [])) {
    expect(apiKey).toBe(`${SECRET}-apiKey`);
    expect(signature).toBe(createHmac('sha256', `${SECRET}-apiSecret`).update(`${date}${salt}`).digest('hex'));
  }
  expect(signed[0]?.[3]).not.toBe(signed[1]?.[3]);
  expect(signed[1]?.[2]).toBe(new Date(NOW + 1_000).toISOString());
});

it('logs in where a service wants that, with a claim that it can check', async () => {
  await bodyOf('naver-works');
  const [login, message] = receiver.heard;
  expect(login?.path).toBe('/oauth2/v2.0/token');
  const form = new URLSearchParams(login?.body);
  expect(Object.fromEntries(form)).toMatchObject({ scope: 'bot', client_id: `${SECRET}-clientId` });
  const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  expect(createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(KEYS.publicKey, signature, 'base64url')).toBe(true);
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { exp: number };
  expect(read).toMatchObject({ iss: `${SECRET}-clientId`, sub: `${SECRET}-serviceAccount`, iat: NOW / 1_000 });
  expect(message?.headers.authorization).toBe('Bearer t0ken');
  expect(message?.path).toBe(`/v1.0/bots/${SECRET}-botId/channels/${SECRET}-channelId/messages`);
});

it('says so where the private key is none', async () => {
  const settings = { ...settingsFor(template('naver-works'), url), privateKey: 'geheim' };
  const sent = new HttpChannel(HOME, template('naver-works'), settings).deliver(deliveryOf('opened'), NOW);
  await expect(sent).rejects.toMatchObject({ fault: 'refused', message: 'the private key is no RSA key in PEM' });
});

it.each([
  { id: 'telegram', status: 429, said: '{"ok":false,"parameters":{"retry_after":35}}', error: { fault: 'busy', retryAfterMs: 35_000 } },
  { id: 'discord', status: 429, said: '{"retry_after":0.65,"global":false}', error: { fault: 'busy', retryAfterMs: 650 } },
  { id: 'telegram', status: 200, said: '{"ok":false,"description":"chat not found"}', error: { fault: 'refused' } },
  { id: 'telegram', status: 200, said: '{"ok":false,"parameters":{"retry_after":3}}', error: { fault: 'busy', retryAfterMs: 3_000 } },
  { id: 'solapi-sms', status: 200, said: '{"failedMessageList":[{"statusCode":"3058"}]}', error: { fault: 'refused' } },
  // An SMS costs money: what is not known to be refused and not known to be taken is not sent again.
  { id: 'solapi-sms', status: 200, said: '{"groupInfo":{}}', error: { fault: 'refused' } },
])('reads what $id says with $status and $said', async ({ id, status, said, error }) => {
  receiver.answers = (response) => void response.writeHead(status).end(said);
  await expect(channelAtHome(template(id), url).deliver(deliveryOf('opened'), NOW)).rejects.toMatchObject(error);
});

it('says nothing of its settings where an answer repeats them', async () => {
  receiver.answers = (response, { path }) => void response.writeHead(404).end(`no such path: ${path}`);
  for (const one of TEMPLATES) {
    const sent = channelAtHome(one, url).deliver(deliveryOf('opened'), NOW);
    await expect(sent).rejects.toThrow('answered 404');
    await expect(sent).rejects.not.toThrow(SECRET);
  }
});

it('keeps within every limit, and keeps the counts, whatever the incident and its names', async () => {
  const holds = async (incident: Delivery['incident']): Promise<void> => {
    for (const one of TEMPLATES) {
      const body = await bodyOf(one.id, deliveryOf('opened', { incident }));
      const counts = incidentCounts(incident, 'ko') ?? '';
      if (one.id !== 'solapi-sms') expect(textsIn(body)).toContain(counts);
      for (const { at, most, unit } of one.limits) {
        const text = String(jsonAt(body, at));
        expect(unit === 'bytes' ? inBytes(text) : text.length).toBeLessThanOrEqual(most);
      }
    }
  };
  await fc.assert(fc.asyncProperty(incidents, holds), { seed: 11, numRuns: 40 });
});

it('says less where there is less room, and the same numbers', async () => {
  const small = {
    ...template('ntfy'),
    limits: [
      { at: 'message', most: 60, unit: 'characters' as const },
      { at: 'title', most: 80, unit: 'characters' as const },
    ],
  };
  const labels = [{ ko: '가'.repeat(60), en: 'x' }];
  const incident = { ...oddIncident, cause: [{ segment: {}, labels, extraShare: 1, trafficShare: 1 }] };
  await channelAtHome(small, url).deliver(deliveryOf('opened', { incident }), NOW);
  const { title, message } = JSON.parse(receiver.heard[0]?.body ?? '') as { title: string; message: string };
  expect([title.length <= 80, message.length <= 60]).toEqual([true, true]);
  expect(title).toMatch(/^\[심각\] 가+… · 인증 단계 실패 급증 · 31% · 평소 9% · 212건 중 66건 실패$/);
});
