import type { DeliveryKind } from '../../channel.js';
import { FOUND_AT } from '../../notifications.spec-data.js';
import { Receiver } from '@tillwatch/testing';
import { deliveryOf, HOME } from '../rig.spec-data.js';
import { channelAtHome, TEMPLATES } from './http-rig.spec-data.js';
import { HttpChannel } from './http-channel.js';

const NOW = FOUND_AT;
/** What a service answers to a path that holds this. */
type Answers = Readonly<Record<string, readonly [status: number, body: object]>>;

let receiver: Receiver;
let url: string;
beforeEach(async () => {
  receiver = new Receiver();
  url = await receiver.start();
});
afterEach(() => receiver.stop());

function answering(answers: Answers): void {
  receiver.answers = (response, { path }) => {
    const [, [status, body] = [404, {}]] = Object.entries(answers).find(([part]) => path.includes(part)) ?? [];
    response.writeHead(status).end(JSON.stringify(body));
  };
}

function channel(id: string): HttpChannel {
  const template = TEMPLATES.find((one) => one.id === id);
  if (template === undefined) throw new Error(`no template ${id}`);
  return channelAtHome(template, url);
}

const tell = (id: string, kind: DeliveryKind, reference: string | null) => channel(id).deliver(deliveryOf(kind, { reference }), NOW);
const methods = () => receiver.heard.map(({ path }) => path.split('/').at(-1));
const body = (at: number) => JSON.parse(receiver.heard.at(at)?.body ?? '') as Record<string, unknown>;

const SENT = [200, { ok: true, result: { message_id: 42 } }] as const;
const refused = (description: string) => [400, { ok: false, error_code: 400, description: `Bad Request: ${description}` }] as const;

describe('Telegram', () => {
  it('is sent one message, which is edited as the incident goes on', async () => {
    answering({ sendMessage: SENT, editMessageText: SENT });
    let reference: string | null = null;
    for (const kind of ['opened', 'grew', 'acknowledged', 'resolved'] as const) reference = await tell('telegram', kind, reference);
    expect(methods()).toEqual(['sendMessage', 'editMessageText', 'editMessageText', 'editMessageText']);
    expect(body(0)).not.toHaveProperty('message_id');
    expect(body(-1)).toMatchObject({ message_id: 42, parse_mode: 'HTML', text: expect.stringContaining('해결') as string });
    expect(body(-1)).not.toHaveProperty('reply_parameters');
  });

  it.each(['worse', 'reopened', 'escalated'] as const)(
    'rings, too, where it is %s, and goes on editing the first message',
    async (kind) => {
      answering({ sendMessage: [200, { ok: true, result: { message_id: 43 } }], editMessageText: SENT });
      expect(await tell('telegram', kind, '42')).toBe('42');
      expect(methods()).toEqual(['editMessageText', 'sendMessage']);
      expect(body(-1)).toMatchObject({ reply_parameters: { message_id: 42, allow_sending_without_reply: true } });
      expect(body(-1)).not.toHaveProperty('message_id');
    },
  );

  it('is sent a new one in the place of one that is no more', async () => {
    answering({ sendMessage: SENT, editMessageText: refused('message to edit not found') });
    expect(await tell('telegram', 'worse', '7')).toBe('42');
    expect(methods()).toEqual(['editMessageText', 'sendMessage']);
    expect(body(-1)).not.toHaveProperty('reply_parameters');
  });

  it('has it already where an edit changes nothing, as after an answer that was lost', async () => {
    answering({ sendMessage: SENT, editMessageText: refused('message is not modified: specified new message content is the same') });
    expect(await tell('telegram', 'grew', '42')).toBe('42');
    expect(methods()).toEqual(['editMessageText']);
  });

  it('is not sent a second message because of trouble that passes', async () => {
    answering({ sendMessage: SENT, editMessageText: [502, {}] });
    await expect(tell('telegram', 'grew', '42')).rejects.toMatchObject({ fault: 'receiver_trouble' });
    expect(methods()).toEqual(['editMessageText']);
  });

  it('refuses for good what it refuses as a new message, too', async () => {
    answering({ sendMessage: [403, { ok: false, description: 'Forbidden: bot was kicked' }], editMessageText: refused('chat not found') });
    await expect(tell('telegram', 'grew', '42')).rejects.toMatchObject({
      fault: 'refused',
      message: expect.stringContaining('kicked') as string,
    });
  });

  it.each([[{ ok: true }], [{ ok: true, result: { message_id: {} } }]])('is sent each change anew where it answers %j', async (said) => {
    answering({ sendMessage: [200, said] });
    expect(await tell('telegram', 'opened', null)).toBeNull();
    expect(await tell('telegram', 'grew', '{"of":"another"}')).toBeNull();
    expect(methods()).toEqual(['sendMessage', 'sendMessage']);
  });
});

describe('Discord', () => {
  it('is asked what the message is called, and has it edited, in a thread as well', async () => {
    answering({ '/messages/': [200, { id: '1187' }], hook: [200, { id: '1187' }] });
    const template = TEMPLATES.find(({ id }) => id === 'discord');
    if (template === undefined) throw new Error('no Discord');
    const discord = new HttpChannel(HOME, template, { url: `${url}/hook?thread_id=9` });
    const reference = await discord.deliver(deliveryOf('opened'), NOW);
    await discord.deliver(deliveryOf('resolved', { reference }), NOW);
    expect(receiver.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /hook?wait=true&thread_id=9',
      'PATCH /hook/messages/1187?thread_id=9',
    ]);
    expect(body(0)).toHaveProperty('embeds');
  });

  it('is sent a new one in the place of one that was deleted', async () => {
    answering({ '/messages/': [404, { message: 'Unknown Message', code: 10_008 }], hook: [200, { id: '1188' }] });
    expect(await tell('discord', 'grew', '"1187"')).toBe('"1188"');
  });
});
