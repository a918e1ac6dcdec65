import { DeliveryError, type DeliveryFault } from '../channel.js';
import { FOUND_AT } from '../notifications.spec-data.js';
import type { Behaviour } from '@tillwatch/testing';
import { HTTP_RIG_KINDS } from './http/http-rig.spec-data.js';
import { deliveryOf, ODD_NAME, oddIncident, RIG_KINDS, SECRET, type Rig } from './rig.spec-data.js';

const NOW = FOUND_AT + 2_000;

async function errorOf(sent: Promise<unknown>): Promise<DeliveryError> {
  const error = await sent.then(
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  );
  if (error instanceof DeliveryError) return error;
  throw new Error(`no DeliveryError: ${String(error)}`);
}

describe.each([...RIG_KINDS, ...HTTP_RIG_KINDS])('$name', ({ name, start, asksToWait, takesAnything, escaped }) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await start();
  });
  afterEach(() => rig.stop());

  it('tells that an incident opens, grows and is over, with its counts', async () => {
    let reference: string | null = null;
    for (const kind of ['opened', 'grew', 'resolved'] as const) {
      reference = (await rig.channel.deliver(deliveryOf(kind, { reference }), NOW)) ?? reference;
    }
    const [opened, grew, over] = rig.arrived();
    expect(rig.arrived()).toHaveLength(3);
    for (const message of [opened, grew]) {
      expect(message?.shown).toContain('212');
      expect(message?.shown).toContain('66');
    }
    expect(opened?.raw).not.toBe(over?.raw);
  });

  it('tells many at once how many there are, or leaves them to be told one by one', async () => {
    if (!rig.channel.tells.has('digest')) return;
    const groups = [
      { label: 'KG이니시스', count: 612 },
      { label: ODD_NAME, count: 338 },
    ];
    const digest = { count: 950, critical: 12, groups, budget: { messages: 30, perMs: 600_000 } };
    await rig.channel.deliver(deliveryOf('digest', { digest }), NOW);
    const [message] = rig.arrived();
    expect(message?.shown).toContain('950');
    expect(message?.shown).toContain('12');
    expect(rig.arrived()).toHaveLength(1);
  });

  it('states what became of a day’s alerts, how many were lost among it, and asks for nothing', async () => {
    if (!rig.channel.tells.has('digest')) return;
    const statement = {
      ...{ from: FOUND_AT, decided: 4_217, sent: 4_208, superseded: 2, dead: 7, waiting: 0, held: { unchanged: 31 } },
      delay: { of: 1_000, p50: 300, p95: 1_200 },
    };
    await rig.channel.deliver(deliveryOf('statement', { statement }), NOW);
    const [message] = rig.arrived();
    if (name === 'webhook')
      expect(JSON.parse(message?.raw ?? '')).toMatchObject({ type: 'statement.daily', data: { decided: 4_217, dead: 7 } });
    else for (const part of ['11월 22일 (일)', '4,217건', '7건', '1.2초']) expect(message?.shown).toContain(part);
    expect(message?.shown).not.toContain('do=acknowledge');
  });

  it.each<[Behaviour, DeliveryFault[], boolean]>([
    ['busy', ['busy'], true],
    ['trouble', ['receiver_trouble'], true],
    ['silent', ['timeout'], true],
    ['cuts', ['unreachable'], true],
    ['refuses', ['refused'], false],
    ['nonsense', ['receiver_trouble', 'unreachable'], true],
  ])('where the receiver is %s', async (behaviour, faults, isWorthAnotherTry) => {
    rig.behave(behaviour);
    const sent = rig.channel.deliver(deliveryOf('opened'), NOW);
    if (behaviour === 'nonsense' && takesAnything) {
      await sent;
      return;
    }
    const error = await errorOf(sent);
    expect(faults).toContain(error.fault);
    expect(error.isWorthAnotherTry).toBe(isWorthAnotherTry);
    expect(error.retryAfterMs).toBe(behaviour === 'busy' && asksToWait ? 7_000 : undefined);
    expect(error.message).not.toContain(SECRET);
    expect(error.message.length).toBeLessThan(300);
  });

  it('where nobody listens any more', async () => {
    await rig.stop();
    expect((await errorOf(rig.channel.deliver(deliveryOf('opened'), NOW))).fault).toBe('unreachable');
    // What is stopped twice is stopped.
    rig = await start();
  });

  it('sends the same again under the same key, and another message under another', async () => {
    await rig.channel.deliver(deliveryOf('opened'), NOW);
    await rig.channel.deliver(deliveryOf('opened'), NOW + 5_000);
    await rig.channel.deliver(deliveryOf('opened', { key: 'other', incident: { ...oddIncident, id: 'OTHER' } }), NOW + 6_000);
    const [first, again, other] = rig.arrived().map(({ key }) => key);
    expect(first).not.toBe('');
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('shows a name of strangers as what it is', async () => {
    await rig.channel.deliver(deliveryOf('opened'), NOW);
    const [message] = rig.arrived();
    expect(message?.shown).toContain(escaped);
    if (name === 'webhook') expect(message?.shown).toContain(ODD_NAME);
    else expect(message?.shown).not.toContain('\u202E');
  });
});
