import type { WireEvent } from '@tillwatch/contract';
import {
  createShop,
  generate,
  HEALTHY,
  PROVIDER_FAILS,
  PROVIDER_FAILS_LATE,
  told,
  WEBHOOKS_LATE,
  WINDOW_HANGS,
  WINDOWS_CLOSED,
  type SentEvent,
} from '../index.js';
import type { Scenario } from './scenario.js';

const MINUTE = 60_000;
const START = Date.parse('2026-11-18T14:00:00+09:00');
const shop = createShop();
const play = (scenario: Scenario, minutes: number, eventsPerSecond: number): SentEvent[] => [
  ...generate(shop, scenario, { from: START, to: START + minutes * MINUTE, seed: 'spec', eventsPerSecond, busyAtStart: false }),
];
const minuteOf = ({ occurredAt }: WireEvent): number => (Date.parse(occurredAt) - START) / MINUTE;
const startKey = ({ attempt, stage }: WireEvent): string => `${attempt ?? ''} ${stage}`;
/** When each stage of each attempt began, in minutes. */
const startsOf = (sent: readonly SentEvent[]): Map<string, number> =>
  new Map(
    sent
      .filter(({ event }) => event.outcome === 'started' && !event.id.endsWith(':again'))
      .map(({ event }) => [startKey(event), minuteOf(event)]),
  );
const isInicis = (event: WireEvent): boolean => event.dimensions?.['provider'] === 'kg-inicis';

describe('late webhooks', () => {
  const usual = new Map(play(HEALTHY, 34, 15).map((one) => [one.event.id, one]));
  const late = play(WEBHOOKS_LATE, 34, 15);
  const starts = startsOf(late);
  const moved = late.map(({ arrivesAt, event }) => ({
    event,
    began: starts.get(startKey(event)) ?? NaN,
    by: arrivesAt - (usual.get(event.id)?.arrivesAt ?? NaN),
  }));
  const delaysOf = (wanted: (one: (typeof moved)[number]) => boolean): Set<number> => new Set(moved.filter(wanted).map(({ by }) => by));

  it('tell the same life, word for word, only later', () => {
    expect(late.length).toBeGreaterThan(20_000);
    expect(late.filter(({ event }) => JSON.stringify(usual.get(event.id)?.event) !== JSON.stringify(event)).length).toBe(0);
    expect(delaysOf(({ event }) => event.reporter !== 'provider')).toEqual(new Set([0]));
  });

  it('are one provider’s at first, then everybody’s, then nobody’s', () => {
    const began = (from: number, to: number) => (one: (typeof moved)[number]) =>
      one.event.reporter === 'provider' && one.began >= from && one.began < to;
    const [first, others] = [began(10, 20), began(0, 10)];
    expect(delaysOf((one) => first(one) && isInicis(one.event))).toEqual(new Set([2 * MINUTE]));
    expect(delaysOf((one) => first(one) && !isInicis(one.event))).toEqual(new Set([0]));
    expect(delaysOf(others)).toEqual(new Set([0]));
    expect(delaysOf(began(25, 30))).toEqual(new Set([MINUTE]));
    expect(delaysOf(began(30, 34))).toEqual(new Set([0]));
  });

  it('join where one range ends and the next begins', () => {
    const options = { seed: 'spec', eventsPerSecond: 10, startsAt: START };
    const middle = START + 14 * MINUTE + 300;
    const [from, to] = [START + 11 * MINUTE, START + 16 * MINUTE];
    const parts = [
      ...generate(shop, WEBHOOKS_LATE, { ...options, from, to: middle }),
      ...generate(shop, WEBHOOKS_LATE, { ...options, from: middle, to }),
    ];
    expect(JSON.stringify(parts)).toBe(JSON.stringify([...generate(shop, WEBHOOKS_LATE, { ...options, from, to })]));
  });
});

describe('one provider fails and says so late', () => {
  const prompt = new Map(play(PROVIDER_FAILS, 16, 50).map((one) => [one.event.id, one]));
  const late = play(PROVIDER_FAILS_LATE, 16, 50);
  const starts = startsOf(late);
  const failures = (sent: Iterable<SentEvent>): SentEvent[] =>
    [...sent].filter(({ event }) => {
      const began = starts.get(startKey(event)) ?? NaN;
      return event.stage === 'authorisation' && event.outcome === 'failed' && isInicis(event) && began >= 10 && began < 14;
    });

  it('fails for the same people', () => {
    const ids = (sent: readonly SentEvent[]): string[] =>
      sent
        .filter(({ event }) => event.reporter === 'provider')
        .map(({ event }) => event.id)
        .sort();
    expect(ids(failures(late)).length).toBeGreaterThan(30);
    expect(ids(failures(late))).toEqual(ids(failures(prompt.values())));
  });

  it('says so 90 seconds later, and nobody else does before', () => {
    const told = failures(late).map(({ arrivesAt, event }) => arrivesAt - (prompt.get(event.id)?.arrivesAt ?? NaN));
    expect(new Set(told)).toEqual(new Set([90_000]));
    const early = failures(late).filter(({ arrivesAt, event }) => arrivesAt - Date.parse(event.occurredAt) < 90_000);
    expect(early).toEqual([]);
    expect(failures(prompt.values()).filter(({ event }) => event.reporter === 'server').length).toBeGreaterThan(10);
  });

  it('goes on answering where a payment went well', () => {
    const ok = late.filter(
      ({ event }) =>
        event.reporter === 'server' &&
        event.stage === 'authorisation' &&
        event.outcome === 'ok' &&
        isInicis(event) &&
        minuteOf(event) > 11 &&
        minuteOf(event) < 14,
    );
    expect(ok.length).toBeGreaterThan(30);
    expect(Math.max(...ok.map(({ arrivesAt, event }) => arrivesAt - Date.parse(event.occurredAt)))).toBeLessThan(3_000);
  });
});

describe('a window that hangs', () => {
  const hang = play(WINDOW_HANGS, 36, 20);
  const outcomes = (sent: readonly SentEvent[], from: number, to: number): Map<string, number> => {
    const counts = new Map<string, number>();
    const ends = new Map(
      [...told(sent)].map(({ attempt, outcomes: all }) => [attempt, all.find(({ stage }) => stage === 'window')?.outcome]),
    );
    for (const { event } of sent) {
      if (event.stage !== 'window' || event.outcome !== 'started' || !isInicis(event)) continue;
      if (minuteOf(event) < from || minuteOf(event) >= to) continue;
      const end = ends.get(event.attempt ?? '') ?? 'nothing';
      counts.set(end, (counts.get(end) ?? 0) + 1);
    }
    return counts;
  };

  it('is opened by many and told of by nobody, for twenty minutes', () => {
    expect([...outcomes(hang, 10, 30).keys()]).toEqual(['nothing']);
    expect(outcomes(hang, 10, 30).get('nothing')).toBeGreaterThan(400);
    const opened = new Set(hang.filter(({ event }) => event.stage === 'window' && isInicis(event)).map(({ event }) => event.attempt));
    const began = startsOf(hang);
    const further = hang.filter(({ event }) => {
      const at = began.get(`${event.attempt ?? ''} window`) ?? NaN;
      return opened.has(event.attempt) && at >= 10 && at < 30 && !['opened', 'method'].includes(event.stage) && event.outcome !== 'started';
    });
    expect(further).toEqual([]);
  });

  it('works before and after, and nobody else’s hangs', () => {
    for (const [from, to] of [
      [0, 10],
      [30, 35],
    ] as const) {
      const ends = outcomes(hang, from, to);
      const all = [...ends.values()].reduce((sum, count) => sum + count, 0);
      expect((ends.get('ok') ?? 0) / all).toBeGreaterThan(0.9);
    }
    const others = hang.filter(
      ({ event }) => event.stage === 'window' && !isInicis(event) && minuteOf(event) >= 10 && minuteOf(event) < 30,
    );
    const share =
      others.filter(({ event }) => event.outcome === 'ok').length / others.filter(({ event }) => event.outcome === 'started').length;
    expect(share).toBeGreaterThan(0.9);
  });

  it('is told as timed out once it is over, where the scenario says so', () => {
    const released: Scenario = {
      ...WINDOW_HANGS,
      effects: WINDOW_HANGS.effects.map((effect) => (effect.kind === 'hang' ? { ...effect, toldAfterwards: true } : effect)),
    };
    const sent = play(released, 32, 20);
    const began = startsOf(sent);
    const timedOut = sent.filter(({ event }) => {
      const at = began.get(startKey(event)) ?? NaN;
      return event.stage === 'window' && event.outcome === 'failed' && isInicis(event) && at >= 10 && at < 30;
    });
    expect([...outcomes(sent, 10, 30).keys()]).toEqual(['failed']);
    expect(timedOut.every(({ event }) => minuteOf(event) >= 30 && minuteOf(event) < 30.4)).toBe(true);
    // Whoever asks for the end alone hears of those who came long before it.
    const end = { from: START + 30 * MINUTE, to: START + 31 * MINUTE, startsAt: START, seed: 'spec', eventsPerSecond: 20 };
    const heard = new Set([...generate(shop, released, end)].map(({ event }) => event.id));
    const early = timedOut.filter(({ arrivesAt }) => arrivesAt < end.to);
    expect(early.length).toBeGreaterThan(200);
    expect(early.filter(({ event }) => !heard.has(event.id))).toEqual([]);
  });
});

describe('closed windows', () => {
  it('fall silent, and are no failure', () => {
    const sent = play(WINDOWS_CLOSED, 30, 40);
    const attempts = [...told(sent)];
    const at = new Map([...startsOf(sent)].map(([key, minute]) => [key, minute >= 10 && minute < 26]));
    const who = new Map(sent.map(({ event }) => [event.attempt ?? '', event.dimensions?.['provider']] as const).filter(([, name]) => name));
    const silent = (stage: string, provider: string): number => {
      const of = attempts.filter(({ attempt }) => at.get(`${attempt} ${stage}`) === true && who.get(attempt) === provider);
      return of.filter(({ outcomes }) => !outcomes.some((outcome) => outcome.stage === stage)).length / of.length;
    };
    expect(silent('window', 'nhn-kcp')).toBeCloseTo(0.15, 1.1);
    expect(silent('authentication', 'nhn-kcp')).toBeCloseTo(0.35, 1.1);
    expect(silent('window', 'kg-inicis')).toBeLessThan(0.04);
    expect(silent('authentication', 'kg-inicis')).toBeLessThan(0.06);
    const ends = attempts.filter(({ attempt }) => who.get(attempt) === 'nhn-kcp').flatMap(({ outcomes }) => outcomes);
    const concluded = ends.filter(({ stage, outcome }) => stage === 'authentication' && outcome !== 'abandoned');
    expect(concluded.filter(({ outcome }) => outcome === 'failed').length / concluded.length).toBeLessThan(0.05);
  });
});
