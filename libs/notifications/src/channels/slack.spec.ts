import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { DeliveryError } from '../channel.js';
import { incidents } from '../message/random-incidents.spec-data.js';
import { FOUND_AT } from '../notifications.spec-data.js';
import { Receiver } from '@tillwatch/testing';
import { deliveryOf, HOME, SECRET } from './rig.spec-data.js';
import { slackMessage } from './slack-message.js';
import { SlackChannel } from './slack.js';

const NOW = FOUND_AT;
let receiver: Receiver;
let slack: SlackChannel;

beforeEach(async () => {
  receiver = new Receiver();
  slack = new SlackChannel(HOME, { token: SECRET, channel: '#ops', api: `${await receiver.start()}/api/` });
});
afterEach(() => receiver.stop());

/** Answers each method with the next of its answers, the last one ever after. */
function answering(answers: Readonly<Record<string, readonly object[]>>): void {
  const asked = new Map<string, number>();
  receiver.answers = (response, { path }) => {
    const method = path.split('/').at(-1) ?? '';
    const n = asked.get(method) ?? 0;
    asked.set(method, n + 1);
    const list = answers[method] ?? [];
    response.end(JSON.stringify(list[Math.min(n, list.length - 1)] ?? { ok: false, error: 'unknown_method' }));
  };
}

const POSTED = { ok: true, channel: 'C024BE91L', ts: '1503435956.000247' };
const bodies = () => receiver.heard.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

it('posts once and edits that message as the incident goes on', async () => {
  answering({ 'chat.postMessage': [POSTED], 'chat.update': [{ ok: true }] });
  const first = await slack.deliver(deliveryOf('opened'), NOW);
  const second = await slack.deliver(deliveryOf('grew', { reference: first }), NOW);
  await slack.deliver(deliveryOf('resolved', { reference: second }), NOW);
  expect(receiver.heard.map(({ path }) => path)).toEqual(['/api/chat.postMessage', '/api/chat.update', '/api/chat.update']);
  expect(receiver.heard[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
  const [posted, ...updated] = bodies();
  expect(posted).toMatchObject({ channel: '#ops', unfurl_links: false, unfurl_media: false });
  for (const update of updated) expect(update).toMatchObject({ channel: 'C024BE91L', ts: '1503435956.000247' });
});

it.each(['worse', 'reopened', 'escalated'] as const)('says in the thread and in the channel, too, that it is %s', async (kind) => {
  answering({ 'chat.postMessage': [POSTED, { ...POSTED, ts: '1600000000.000001' }], 'chat.update': [{ ok: true }] });
  const first = await slack.deliver(deliveryOf('opened'), NOW);
  // What is edited from then on is the message, not the reply.
  expect(await slack.deliver(deliveryOf(kind, { reference: first }), NOW)).toBe(first);
  expect(receiver.heard.map(({ path }) => path.split('/').at(-1))).toEqual(['chat.postMessage', 'chat.update', 'chat.postMessage']);
  expect(bodies().at(-1)).toMatchObject({ channel: 'C024BE91L', thread_ts: '1503435956.000247', reply_broadcast: true });
});

it('posts anew what is no more, and edits that one from then on', async () => {
  const next = { ...POSTED, ts: '1600000000.000001' };
  answering({ 'chat.postMessage': [next], 'chat.update': [{ ok: false, error: 'message_not_found' }] });
  const reference = await slack.deliver(deliveryOf('worse', { reference: JSON.stringify({ channel: 'C1', ts: '1.1' }) }), NOW);
  expect(JSON.parse(reference)).toEqual({ channel: 'C024BE91L', ts: '1600000000.000001' });
  // What is no reference of ours is none.
  await slack.deliver(deliveryOf('worse', { reference: 'another' }), NOW);
  expect(receiver.heard.at(-1)?.path).toBe('/api/chat.postMessage');
});

it.each([
  ['ratelimited', 'busy'],
  ['internal_error', 'receiver_trouble'],
  ['request_timeout', 'timeout'],
  ['channel_not_found', 'refused'],
  ['not_in_channel', 'refused'],
  ['invalid_auth', 'refused'],
  ['is_archived', 'refused'],
  ['msg_too_long', 'refused'],
])('knows what a 200 with %s means', async (error, fault) => {
  answering({ 'chat.postMessage': [{ ok: false, error }], 'chat.update': [{ ok: false, error }] });
  for (const reference of [null, JSON.stringify({ channel: 'C1', ts: '1.1' })]) {
    const sent = slack.deliver(deliveryOf('opened', { reference }), NOW);
    await expect(sent).rejects.toThrow(DeliveryError);
    await expect(sent).rejects.toMatchObject({ fault, message: expect.stringContaining(error) as string });
  }
});

it('says nothing of its token where the answer repeats it', async () => {
  receiver.answers = (response) => void response.writeHead(403).end(`${'x'.repeat(190)} token ${SECRET} is not known`);
  const sent = slack.deliver(deliveryOf('opened'), NOW);
  await expect(sent).rejects.toThrow('answered 403');
  await expect(sent).rejects.not.toThrow(SECRET.slice(0, 8));
});

it('builds what Slack takes, whatever the incident and its names', () => {
  const holds = (incident: ReturnType<typeof deliveryOf>['incident']): void => {
    const { text, blocks } = slackMessage(deliveryOf('opened', { incident }));
    // The published types of Slack are the check here: this assignment does not compile where they are not met.
    const known: KnownBlock[] = blocks;
    expect(known.length).toBeLessThanOrEqual(50);
    for (const block of blocks) {
      const { text: markup } = block.type === 'section' ? block.text : block.elements[0];
      expect(markup.length).toBeGreaterThan(0);
      expect(markup.length).toBeLessThanOrEqual(3_000);
      // Beside the links at the end nothing begins a mention, a link or a command.
      expect(markup.replace(/<https:[^<>|]*\|[^<>|]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    }
    expect(text).not.toMatch(/[<>]/);
  };
  fc.assert(fc.property(incidents, holds), { seed: 3, numRuns: 200 });
});
