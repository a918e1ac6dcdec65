import type { WireEvent } from '@tillwatch/contract';
import { createShop, generate, HEALTHY, told, type SentEvent, type ToldAttempt } from '../index.js';
import { REASON_MODELS } from '../shop/reasons.js';
import { playSecond } from './life.js';
import type { Attempt } from './step.js';
import { createWorld } from './world.js';

const MINUTE = 60_000;
const AT = Date.parse('2026-11-18T14:00:00+09:00');
const RATE = 60;
const shop = createShop();
const range = { from: AT, to: AT + 28 * MINUTE, seed: 'spec', eventsPerSecond: RATE, busyAtStart: false };
const sent: readonly SentEvent[] = [...generate(shop, HEALTHY, range)];
const attempts: readonly ToldAttempt[] = [...told(sent)];
const by = (reporter: WireEvent['reporter']): SentEvent[] => sent.filter(({ event }) => event.reporter === reporter);
const byAttempt = new Map<string, WireEvent[]>();
for (const { event } of sent) byAttempt.set(event.attempt ?? '', [...(byAttempt.get(event.attempt ?? '') ?? []), event]);

/** What happened to everybody who came in the first minutes, without anybody telling of it. */
function lived(minutes: number): Attempt[] {
  const world = createWorld({ shop, scenario: HEALTHY, startsAt: AT, seed: 'spec' });
  return Array.from({ length: minutes * 60 }, (_, second) => playSecond(world, RATE, AT / 1000 + second)).flat();
}

describe('what is told of an attempt', () => {
  it('is what happened, once everybody has spoken', () => {
    const known = new Map(attempts.map(({ attempt, outcomes }) => [attempt, outcomes]));
    // Where a provider's code stands, the class is the door's to find.
    const classOf = (id: string, stage: string): string => {
      const event = known.get(id)?.find((each) => each.stage === stage)?.event;
      return event?.class ?? (event?.error?.code === undefined ? 'unknown' : 'by code');
    };
    const truth = lived(4).map(({ id, steps }) => [
      id,
      ...steps.flatMap(({ stage, outcome, reason }) => {
        if (outcome === 'open') return [];
        const said = reason === undefined ? '' : classOf(id, stage) === 'by code' ? 'by code' : REASON_MODELS[reason].failureClass;
        return [`${stage} ${outcome} ${said}`];
      }),
    ]);
    const heard = truth.map(([id = '']) => [
      id,
      ...(known.get(id) ?? []).map(({ stage, outcome }) => `${stage} ${outcome} ${outcome === 'failed' ? classOf(id, stage) : ''}`),
    ]);
    expect(truth.length).toBeGreaterThan(1_000);
    expect(heard).toEqual(truth);
  });

  it('is told by three sources in about twelve events a purchase', () => {
    const purchases = new Set(sent.map(({ event }) => event.purchase)).size;
    expect(sent.length / purchases).toBeGreaterThan(10);
    expect(sent.length / purchases).toBeLessThan(13);
    const whole = attempts.filter(({ outcomes }) => outcomes.at(-1)?.stage === 'completion');
    expect(whole.length).toBeGreaterThan(1_000);
    const sources = whole.map(({ attempt }) => new Set(byAttempt.get(attempt)?.map(({ reporter }) => reporter)).size);
    expect(Math.min(...sources)).toBe(3);
  });

  it('says of each source only what it can know', () => {
    const names = (reporter: WireEvent['reporter']): Set<string> =>
      new Set(by(reporter).flatMap(({ event }) => Object.keys(event.dimensions ?? {})));
    expect(names('page')).toEqual(new Set(['merchant', 'region', 'channel', 'method', 'provider']));
    expect(names('server')).toEqual(new Set(['merchant', 'method', 'provider']));
    expect(names('provider')).toEqual(new Set(['merchant', 'method', 'provider', 'issuer']));
    expect(by('page').every(({ event }) => typeof event.userAgent === 'string')).toBe(true);
    expect([...by('server'), ...by('provider')].every(({ event }) => event.userAgent === undefined)).toBe(true);
  });

  it('says of every attempt from its first event on what it is worth, the same by all sources', () => {
    expect(sent.every(({ event: { amount } }) => amount?.currency === 'KRW' && amount.value >= 1_000)).toBe(true);
    const worths = [...byAttempt.values()].map((events) => new Set(events.map(({ amount }) => amount?.value)));
    expect(worths.every(({ size }) => size === 1)).toBe(true);
  });

  it('comes from whoever sees that stage', () => {
    const who = new Set(
      sent.map(({ event }) => `${event.stage} ${event.outcome === 'started' ? 'begins' : 'ends'} ${event.reporter ?? ''}`),
    );
    expect([...who].sort()).toEqual([
      'authentication begins page',
      'authentication ends page',
      'authentication ends provider',
      'authorisation begins server',
      'authorisation ends provider',
      'authorisation ends server',
      'completion begins page',
      'completion ends page',
      'confirmation begins server',
      'confirmation ends server',
      'method begins page',
      'method ends page',
      'opened begins page',
      'opened ends page',
      'window begins page',
      'window ends page',
      'window ends server',
    ]);
    const opened = sent.filter(({ event }) => event.stage === 'window' && event.outcome === 'ok');
    expect(new Set(opened.map(({ event }) => event.reporter))).toEqual(new Set(['server']));
  });
});

describe('a webhook', () => {
  const delays = by('provider')
    .map(({ arrivesAt, event }) => arrivesAt - Date.parse(event.occurredAt))
    .sort((a, b) => a - b);

  it('comes some seconds after what it tells of, a few much later', () => {
    const share = (from: number, to: number): number => delays.filter((ms) => ms >= from && ms < to).length / delays.length;
    expect(delays[Math.floor(delays.length / 2)]).toBeGreaterThan(1_200);
    expect(delays[Math.floor(delays.length / 2)]).toBeLessThan(2_100);
    expect(share(10_000, 43_000)).toBeGreaterThan(0.005);
    expect(share(10_000, 43_000)).toBeLessThan(0.05);
    const others = [...by('page'), ...by('server')].map(({ arrivesAt, event }) => arrivesAt - Date.parse(event.occurredAt));
    expect(others.every((ms) => ms < 2_100)).toBe(true);
  });

  it('gives the provider’s own code, never the shop’s', () => {
    const own = by('provider').filter(({ event }) => /^(script|window|app|order|amount)_/.test(event.error?.code ?? ''));
    expect(own).toEqual([]);
    const kcp = by('provider').filter(({ event }) => event.outcome === 'failed' && event.dimensions?.['provider'] === 'nhn-kcp');
    expect(kcp.length).toBeGreaterThan(20);
    expect(kcp.every(({ event }) => /^(CC|\d{4}$)/.test(event.error?.code ?? ''))).toBe(true);
  });

  it('is not alone for about half of the payments: the server has heard the answer too, but no code', () => {
    const pairs = attempts.flatMap(({ attempt }) => {
      const ends = (byAttempt.get(attempt) ?? []).filter(({ stage, outcome }) => stage === 'authorisation' && outcome !== 'started');
      const server = ends.find(({ reporter }) => reporter === 'server');
      const provider = ends.filter(({ reporter, outcome }) => reporter === 'provider' && outcome === server?.outcome).at(-1);
      return server === undefined || provider === undefined ? [] : [{ server, provider }];
    });
    const paid = attempts.filter(({ outcomes }) => outcomes.some(({ stage }) => stage === 'authorisation'));
    expect(pairs.length / paid.length).toBeGreaterThan(0.42);
    expect(pairs.length / paid.length).toBeLessThan(0.58);
    const gaps = pairs.map(({ server, provider }) => Date.parse(server.occurredAt) - Date.parse(provider.occurredAt));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gaps)).toBeGreaterThan(500);
    expect(pairs.every(({ server, provider }) => server.id !== provider.id)).toBe(true);
    const refused = pairs.filter(({ server }) => server.outcome === 'failed');
    expect(refused.length).toBeGreaterThan(20);
    expect(refused.every(({ server }) => server.error === undefined && server.class === undefined)).toBe(true);
    expect(refused.every(({ provider }) => provider.error !== undefined)).toBe(true);
  });
});

describe('healthy customers', () => {
  const reports = (attempt: string, stage: string): WireEvent[] => (byAttempt.get(attempt) ?? []).filter((event) => event.stage === stage);
  const ended = (stage: string): ToldAttempt[] => attempts.filter(({ outcomes }) => outcomes.some((outcome) => outcome.stage === stage));
  const shareOf = (stage: string, wanted: (events: WireEvent[]) => boolean): number =>
    ended(stage).filter(({ attempt }) => wanted(reports(attempt, stage))).length / ended(stage).length;

  it('leave the page for a moment and come back: that is not the end', () => {
    const left = sent.filter(({ event }) => event.outcome === 'abandoned' && event.final === false).map(({ event }) => event);
    expect(shareOf('authentication', (events) => events.some(({ final }) => final === false))).toBeCloseTo(0.025, 1.7);
    expect(left.length).toBeGreaterThan(100);
    const outcomes = left.map(
      ({ attempt, stage }) => attempts.find((one) => one.attempt === attempt)?.outcomes.find((end) => end.stage === stage)?.outcome,
    );
    expect(outcomes.filter((outcome) => outcome === 'abandoned' || outcome === undefined).length / left.length).toBeLessThan(0.05);
  });

  it('click twice, and the provider takes one of the two for a repeat', () => {
    const twice = ended('authorisation').filter(
      ({ attempt }) => reports(attempt, 'authorisation').filter(({ outcome }) => outcome === 'started').length === 2,
    );
    expect(twice.length / ended('authorisation').length).toBeCloseTo(0.015, 1.9);
    for (const { attempt, outcomes } of twice) {
      const [first = 0, second = 0] = reports(attempt, 'authorisation')
        .filter(({ outcome }) => outcome === 'started')
        .map(({ occurredAt }) => Date.parse(occurredAt));
      expect(Math.abs(second - first)).toBeLessThan(1_000);
      const standing = outcomes.find(({ stage }) => stage === 'authorisation')?.event;
      const repeats = reports(attempt, 'authorisation').filter((event) => event.error?.message === '이미 처리된 결제입니다');
      expect(repeats.map(({ outcome }) => outcome)).toEqual(['failed']);
      expect(standing?.id).not.toBe(repeats[0]?.id);
    }
  });

  it('pay with another card when one is refused, within the same attempt', () => {
    const refused = sent.filter(({ event }) => event.id.endsWith(':authorisation:card')).map(({ event }) => event);
    expect(refused.length).toBeGreaterThan(30);
    const cards = ended('authorisation').filter(({ outcomes }) => outcomes.at(-1)?.dimensions['method'] === 'card');
    expect(refused.length / cards.length).toBeCloseTo(0.02, 1.9);
    const pairs = refused.flatMap((card) => {
      const all = reports(card.attempt ?? '', 'authorisation');
      return all.filter(({ reporter, outcome }) => reporter === 'provider' && outcome === 'ok').map((ok) => ({ card, ok }));
    });
    // The last of them are still on their way when the range ends.
    expect(pairs.length).toBeGreaterThan(refused.length - 3);
    for (const { card, ok } of pairs) {
      expect(Date.parse(ok.occurredAt) - Date.parse(card.occurredAt)).toBeGreaterThan(500);
      expect(card.outcome === 'failed' && card.class !== 'system').toBe(true);
      expect(card.dimensions?.['issuer']).not.toBe(ok.dimensions?.['issuer']);
    }
  });
});
