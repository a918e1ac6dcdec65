import type { IncidentChange } from '@tillwatch/domain';
import { Playback } from './playback.js';
import { daysOfShop, pastOfShop, shopInstallation, START, type ShopEvent, type Trouble } from './recorded-shop.spec-data.js';
import { TENANT, type Sent, type SimulatedInstallation } from './simulated-installation.js';

const TROUBLE: Trouble = { provider: 'kg', rate: 0.5, from: 300, to: 600 };

interface Played {
  readonly installation: SimulatedInstallation;
  readonly changes: readonly IncidentChange[];
  readonly sent: readonly Sent[];
}

async function play(events: readonly ShopEvent[], installation = shopInstallation()): Promise<Played> {
  const changes: IncidentChange[] = [];
  const sent: Sent[] = [];
  const playback = new Playback<number>(installation, { sent: (each) => sent.push(each), changed: (change) => changes.push(change) });
  for (const event of events) await playback.add(event);
  await playback.end();
  return { installation, changes, sent };
}

/** Seconds since the shop began to live. */
const second = (at: number | null): number => ((at ?? NaN) - START) / 1000;
const total = (sent: readonly Sent[], key: 'accepted' | 'duplicates'): number => sent.reduce((sum, each) => sum + each[key], 0);
const whole = { tenant: TENANT, journey: 'checkout', stage: 'authorisation', by: ['provider'] };

/** Failures reported `byMs` later than they happened. */
const late = (events: readonly ShopEvent[], byMs: number): ShopEvent[] =>
  events.map((each) => (each.event['outcome'] === 'failed' ? { ...each, at: each.at + byMs } : each)).sort((a, b) => a.at - b.at);

describe('a recording played to the live engine', () => {
  const events = [...pastOfShop(), ...daysOfShop(1_500, TROUBLE)];
  let played: Played;
  beforeAll(async () => {
    played = await play(events);
  });

  it('finds a rise at one provider, names it, and says when it is over', () => {
    const { changes } = played;
    expect(changes.map(({ type }) => type).filter((type) => type !== 'updated')).toEqual(['opened', 'resolved']);
    const [opened, resolved] = [changes[0], changes.at(-1)];
    expect(opened?.incident).toMatchObject({ kind: 'failure_rate', cause: [{ segment: { provider: 'kg' } }] });
    expect(second(opened?.at ?? 0)).toBeGreaterThan(300);
    expect(second(opened?.at ?? 0)).toBeLessThan(340);
    expect(Math.abs(second(opened?.incident.startedAt ?? 0) - 300)).toBeLessThanOrEqual(20);
    expect(second(resolved?.incident.resolvedAt ?? 0)).toBeGreaterThan(600);
    expect(second(resolved?.incident.resolvedAt ?? 0)).toBeLessThan(900);
  });

  it('learns from history at once: without it the same rate is not known to be unusual as fast', async () => {
    const usual = played.installation.judgedOf({ journey: 'checkout', stage: 'authorisation' }, { provider: 'toss' })?.verdict.usual;
    expect(usual?.rate).toBeCloseTo(0.03, 2);
    const without = await play(daysOfShop(420, TROUBLE));
    const openedAt = without.changes[0]?.at ?? Infinity;
    expect(openedAt).toBeGreaterThanOrEqual(played.changes[0]?.at ?? 0);
  });

  it('judges two values that a policy pins, and no other two', async () => {
    const pinned = shopInstallation({ pageBy: [], pinned: [{ provider: 'toss', method: 'card' }] });
    const { installation } = await play(daysOfShop(120), pinned);
    const judged = (method: string) => installation.judgedOf({ journey: 'checkout', stage: 'authorisation' }, { provider: 'toss', method });
    expect(judged('card')?.verdict.observed).toBeDefined();
    expect(judged('transfer')).toBeUndefined();
  });

  it('counts everything once, by the minute or by the hour', () => {
    const groups = played.installation.stats(whole);
    expect(groups.map(({ segment }) => segment['provider'])).toEqual(['kcp', 'kg', 'nice', 'toss']);
    const outcomes = groups.reduce((sum, group) => sum + group.total, 0);
    expect(outcomes).toBe(72 * 4 * 3_000 + 1_500 * 4);
    const failed = daysOfShop(1_500, TROUBLE).filter(({ event }) => event['outcome'] === 'failed').length;
    expect(groups.reduce((sum, group) => sum + group.failed, 0)).toBe(72 * 4 * 90 + failed);
  });

  it('gives the same, event for event, when it is played again', async () => {
    expect(JSON.stringify((await play(events)).changes)).toBe(JSON.stringify(played.changes));
  });

  it('counts a repeated id once', async () => {
    const { sent, installation, changes } = await play(events.flatMap((event) => [event, event]));
    expect([total(sent, 'accepted'), total(sent, 'duplicates')]).toEqual([events.length, events.length]);
    expect(installation.stats(whole)).toEqual(played.installation.stats(whole));
    expect(JSON.stringify(changes)).toBe(JSON.stringify(played.changes));
  });

  it('takes failures that come 90 seconds late for what they are, when they come', async () => {
    const { changes, installation } = await play([...pastOfShop(), ...late(daysOfShop(1_500, TROUBLE), 90_000)]);
    expect(changes[0]).toMatchObject({ type: 'opened', incident: { cause: [{ segment: { provider: 'kg' } }] } });
    expect(second(changes[0]?.at ?? 0)).toBeGreaterThan(390);
    expect(second(changes[0]?.at ?? 0)).toBeLessThan(430);
    expect(installation.stats(whole)).toEqual(played.installation.stats(whole));
  });

  it('takes what stands too late in the file for late', async () => {
    const shuffled = daysOfShop(1_500, TROUBLE).map((each, i, all) => all[i - (i % 40) + ((i * 7) % 40)] ?? each);
    const { changes, installation } = await play([...pastOfShop(), ...shuffled]);
    expect(installation.stats(whole)).toEqual(played.installation.stats(whole));
    expect(changes.filter(({ type }) => type === 'opened')).toHaveLength(1);
  });

  it('refuses a bad event and loses no other', async () => {
    const bad = { ...events[0], event: { journey: 'checkout' }, at: START, isHistory: false, place: 9 };
    const { sent } = await play([...daysOfShop(2), bad, ...daysOfShop(3).slice(8)]);
    expect(sent.flatMap(({ rejections }) => rejections.map(({ code }) => code))).toEqual(['required']);
    expect(total(sent, 'accepted')).toBe(12);
  });
});

describe('the time in which nothing arrives', () => {
  it('is lived through in steps, and tells the same as every second would', async () => {
    const [busy, quiet] = [daysOfShop(600, { ...TROUBLE, to: 420 }), 7_200];
    const events = busy.filter(({ at }) => second(at) < 420);
    const stepped = await runUntil([...pastOfShop(), ...events], quiet, false);
    const everySecond = await runUntil([...pastOfShop(), ...events], quiet, true);
    expect(stepped.ticks).toBeLessThan(everySecond.ticks / 3);
    expect(stepped.changes.map(({ type, reason }) => [type, reason])).toEqual(
      everySecond.changes.map(({ type, reason }) => [type, reason]),
    );
    expect(stepped.changes[0]?.at).toBe(everySecond.changes[0]?.at);
    expect(Math.abs((stepped.changes.at(-1)?.at ?? 0) - (everySecond.changes.at(-1)?.at ?? 0))).toBeLessThanOrEqual(60_000);
  });
});

async function runUntil(
  events: readonly ShopEvent[],
  end: number,
  everySecond: boolean,
): Promise<{ ticks: number; changes: IncidentChange[] }> {
  const changes: IncidentChange[] = [];
  let ticks = 0;
  const playback = new Playback<number>(shopInstallation(), {
    sent: () => undefined,
    changed: (change) => changes.push(change),
    reached: () => {
      ticks++;
    },
  });
  for (const event of events) await playback.add(event);
  const from = second(events.at(-1)?.at ?? START) + 1;
  for (let at = Math.ceil(from); at <= end; at += everySecond ? 1 : end) await playback.tick(START + at * 1_000);
  await playback.tick(START + end * 1_000);
  return { ticks, changes };
}
