import { randomBytes } from 'node:crypto';
import type { IncidentChange } from '@tillwatch/domain';
import { act, resolve, update } from '@tillwatch/incidents';
import { connectRedis, parseRedisAddress } from '@tillwatch/redis';
import { Receiver, type Heard } from '@tillwatch/testing';
import { HOME } from './channels/rig.spec-data.js';
import { EmailChannel } from './channels/email.js';
import { WebhookChannel } from './channels/webhook.js';
import { MailReceiver } from './mail-receiver.spec-data.js';
import type { Notification } from './notification.js';
import { FOUND_AT, opening, specFinding } from './notifications.spec-data.js';
import { RETRY_PLAN } from './retry.js';
import type { ConfiguredChannel } from './routing.js';
import { grouped, Simulation } from './simulation.spec-data.js';

jest.setTimeout(60_000);

const redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'trouble-spec' });
afterAll(() => redis.disconnect());

const MINUTE = 60_000;
/** Trouble begins before the first message, and is over ten minutes later. */
const OVER = FOUND_AT + 10 * MINUTE;
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
/** Nobody waits twelve real seconds for what never answers. */
const TIMEOUT_MS = 60;
/** How long the receiver asks to wait, in ms. */
const ASKED_MS = 47_000;
const FALLBACK_AFTER_MS = 30_000;

interface HeardAt extends Heard {
  readonly at: number;
  /** When the receiver said that it may be asked again (ms since the epoch). */
  readonly notBefore: number;
  readonly isTaken: boolean;
}

/** What goes wrong with a request; returns when the next one is welcome. */
type Trouble = (response: Parameters<Receiver['answers']>[0], now: number) => number;

const TROUBLES: readonly (readonly [string, Trouble])[] = [
  ['answers 500', (response, now) => (response.writeHead(500).end('down'), now)],
  [
    'answers 429 and says in how many seconds to come back',
    (response, now) => (response.writeHead(429, { 'retry-after': String(ASKED_MS / 1_000) }).end(), now + ASKED_MS),
  ],
  [
    'answers 429 and says at what time to come back',
    (response, now) => {
      const date = new Date(now + ASKED_MS).toUTCString();
      response.writeHead(429, { 'retry-after': date }).end();
      return Date.parse(date);
    },
  ],
  ['never answers', (_response, now) => now],
  ['closes the connection', (response, now) => (response.destroy(), now)],
];

/** Five incidents, 20 s apart, that get worse, are taken and end: some while the receiver is in trouble, one after. */
function stories(): IncidentChange[] {
  return [0, 1, 2, 3, 4].flatMap((n) => {
    const opened = opening({ severity: 'warning' }, n);
    const at = FOUND_AT + n * 20_000;
    const first = { ...opened, at };
    const worse = update(first.incident, { ...specFinding, total: 500, failed: 180 }, at + MINUTE);
    const taken = worse && act(worse.incident, 'acknowledge', { by: '김지원' }, at + 2 * MINUTE);
    if (worse === undefined || taken === undefined) throw new Error('no story');
    // The last one ends when all is well again.
    return [first, worse, taken, resolve(taken.incident, {}, 'back_to_usual', n === 4 ? OVER + 30 * MINUTE : at + 7 * MINUTE)];
  });
}

const KINDS = ['opened', 'worse', 'acknowledged', 'resolved'];

function gaps(requests: readonly HeardAt[]): number[] {
  return requests.slice(1).map(({ at }, i) => at - (requests[i]?.at ?? 0));
}

describe('ten minutes in which the receiver', () => {
  let receiver: Receiver;
  let standIn: Receiver;
  let simulation: Simulation;
  let heard: HeardAt[];
  let told: HeardAt[];

  beforeEach(async () => {
    [receiver, standIn, heard, told] = [new Receiver(), new Receiver(), [], []];
    const hook = (url: string, fallback: string | null): ConfiguredChannel => ({
      ...{ channel: new WebhookChannel(HOME, { url, secret: SECRET }, TIMEOUT_MS), language: 'ko', fallback },
    });
    const channels = new Map([
      ['hook', hook(await receiver.start(), 'spare')],
      ['spare', hook(await standIn.start(), null)],
    ]);
    simulation = new Simulation(redis, { channels, routes: [{ id: 'all', when: {}, to: ['hook'], escalate: [] }] }, { from: FOUND_AT });
    standIn.answers = (response, request) => {
      told.push({ ...request, at: simulation.now, notBefore: 0, isTaken: true });
      response.end();
    };
  });
  afterEach(async () => {
    await Promise.all([receiver.stop(), standIn.stop(), simulation.clear()]);
  });

  async function lived(trouble: Trouble): Promise<void> {
    receiver.answers = (response, request) => {
      const at = simulation.now;
      const isTaken = at >= OVER;
      if (isTaken) response.end();
      heard.push({ ...request, at, isTaken, notBefore: isTaken ? 0 : trouble(response, at) });
    };
    simulation.plan(stories());
    await simulation.run();
  }

  const keyOf = ({ headers }: Heard): string => String(headers['webhook-id']);
  const bodyOf = ({ body }: Heard) => JSON.parse(body) as { type: string; data: { incident: { id: string; version: number } } };
  const byKey = (requests: readonly HeardAt[]): Map<string, HeardAt[]> => grouped(requests, keyOf);

  it.each(TROUBLES)('%s cost no message, and none comes twice', async (_what, trouble) => {
    await lived(trouble);
    const { decided = 0, sent = 0, superseded = 0, dead = 0 } = await simulation.store.countsOf(FOUND_AT);
    expect(await simulation.store.waiting()).toEqual([]);
    expect({ dead, lost: decided - sent - superseded - dead }).toEqual({ dead: 0, lost: 0 });
    const all = await simulation.store.list(1_000);
    expect(all).toHaveLength(decided);
    const taken = heard.filter(({ isTaken }) => isTaken);
    expect(taken).toHaveLength(20);
    expect(new Set(taken.map(keyOf)).size).toBe(20);
    // A try repeats what was tried before to the letter, under its key.
    for (const requests of byKey(heard).values()) expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(heard.length).toBeGreaterThan(taken.length + 5 * 4);
    // Order of each incident, on both.
    for (const requests of [taken, told]) {
      for (const own of grouped(requests.map(bodyOf), ({ data }) => data.incident.id).values()) {
        expect(own.map(({ type }) => type.slice('incident.'.length))).toEqual(KINDS.slice(0, own.length));
      }
    }
  });

  it.each(TROUBLES)('%s are waited out: longer each time, not all at once, and never less than was asked for', async (_what, trouble) => {
    await lived(trouble);
    const firsts = new Set<number>();
    for (const requests of byKey(heard).values()) {
      for (const [i, gap] of gaps(requests).entries()) {
        const { at = 0, notBefore = 0 } = requests[i] ?? {};
        const most = Math.min(RETRY_PLAN.mostMs, RETRY_PLAN.firstMs * 2 ** i);
        expect(at + gap).toBeGreaterThanOrEqual(notBefore);
        expect(gap).toBeGreaterThanOrEqual(most / 2 - 1);
        expect(gap).toBeLessThanOrEqual(Math.max(most, 1.1 * (notBefore - at)) + 1);
        if (i === 4) firsts.add(gap);
      }
    }
    // Five messages that were tried as often do not come back after the same time.
    expect(firsts.size).toBeGreaterThan(3);
    // What waited is taken within the one wait that was under way.
    const [last] = heard.filter(({ isTaken, at }) => isTaken && at < OVER + 29 * MINUTE).slice(-1);
    expect(last?.at).toBeLessThanOrEqual(OVER + RETRY_PLAN.mostMs);
  });

  it.each(TROUBLES)('%s are bridged by the fallback, which is told once of each change it stands in for', async (_what, trouble) => {
    await lived(trouble);
    const keys = told.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    // Whatever happened so long before the end of the trouble; what came right before it may have come through itself.
    const mustBe = stories().filter(({ at }) => at + FALLBACK_AFTER_MS + MINUTE < OVER);
    for (const { incident, at } of mustBe) {
      const [one] = told.filter((request) => keyOf(request) === `${incident.id}-${String(incident.version)}-spare`);
      expect(one).toBeDefined();
      // As soon as it is clear that it will not be told in time, at the latest after the time it is given and the wait that was under way.
      expect((one?.at ?? Infinity) - at).toBeLessThanOrEqual(2 * FALLBACK_AFTER_MS);
    }
    // Nothing of what came after it.
    for (const { at } of told) expect(at).toBeLessThan(OVER);
    const stand = await Promise.all(keys.map((key) => simulation.store.find(key)));
    for (const one of stand) expect(one).toMatchObject({ state: 'sent', insteadOf: 'hook' } satisfies Partial<Notification>);
  });
});

it('ten minutes in which a mail server takes nothing cost no mail', async () => {
  const receiver = new MailReceiver();
  const smtp = `smtp://${await receiver.start()}`;
  const mail = new EmailChannel(HOME, { smtp, from: 'Tillwatch <watch@shop.example>', to: ['ops@shop.example'] });
  const channels = new Map([['mail', { channel: mail, language: 'ko' as const, fallback: null }]]);
  const simulation = new Simulation(redis, { channels, routes: [{ id: 'all', when: {}, to: ['mail'], escalate: [] }] }, { from: FOUND_AT });
  try {
    receiver.behaviour = 'busy';
    simulation.plan(stories());
    await simulation.run(OVER);
    expect(receiver.mails).toEqual([]);
    const [oldest] = await simulation.store.waiting();
    expect(await simulation.store.find(oldest ?? '')).toMatchObject({ fault: 'busy', tries: expect.any(Number) as number });
    receiver.behaviour = 'takes';
    await simulation.run();
    const counts = await simulation.store.countsOf(FOUND_AT);
    expect(counts).toEqual({ decided: 20, sent: 20 });
    expect(new Set(receiver.mails.map(({ headers }) => headers['message-id'])).size).toBe(20);
    for (const mails of grouped(receiver.mails, ({ headers }) => headers['references'] ?? '').values()) {
      const news = mails.map(({ text }) => /^(?:새 장애|심각으로|확인됨|해결:)/.exec(text)?.[0]);
      expect(news).toEqual(['새 장애', '심각으로', '확인됨', '해결:']);
    }
  } finally {
    await Promise.all([receiver.stop(), simulation.clear()]);
  }
});
