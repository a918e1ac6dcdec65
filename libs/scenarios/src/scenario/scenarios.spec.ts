import type { WireEvent } from '@tillwatch/contract';
import { wilson } from '@tillwatch/domain';
import {
  BROWSER_VERSION_FAILS,
  createShop,
  DEMO,
  DEMO_RHYTHM_DEPTH,
  generate,
  PROVIDER_FAILS,
  SCENARIOS,
  scenarioOf,
  SILENCE,
  SLOW_BURN,
  told,
  type SentEvent,
} from '../index.js';
import type { Scenario } from './scenario.js';

const MINUTE = 60_000;
const START = Date.parse('2026-11-18T14:00:00+09:00');
const shop = createShop();

type Wanted = (event: WireEvent) => boolean;

const minuteOf = (event: WireEvent): number => (Date.parse(event.occurredAt) - START) / MINUTE;

/** What stands of each attempt and stage, with all that is known of it. */
const outcomesOf = (sent: readonly SentEvent[]): WireEvent[] =>
  [...told(sent)].flatMap(({ outcomes, userAgent }) => outcomes.map(({ event, dimensions }) => ({ ...event, dimensions, userAgent })));

/** What stands of each attempt and stage of a scenario, with the minute in which it occurred. */
class Play {
  private readonly events: readonly { readonly minute: number; readonly event: WireEvent }[];

  constructor(scenario: Scenario, upTo: number, eventsPerSecond: number) {
    const range = { from: START, to: START + upTo * MINUTE, seed: scenario.id, eventsPerSecond };
    this.events = outcomesOf([...generate(shop, scenario, range)]).map((event) => ({ event, minute: minuteOf(event) }));
  }

  /** What occurred from one minute on and before another. */
  minutes(from: number, to: number): WireEvent[] {
    return this.events.filter(({ minute }) => minute >= from && minute < to).map(({ event }) => event);
  }
}

function failing(events: readonly WireEvent[], wanted: Wanted): { rate: number; low: number; high: number; total: number } {
  const concluded = events.filter((event) => (event.outcome === 'ok' || event.outcome === 'failed') && wanted(event));
  const failed = concluded.filter((event) => event.outcome === 'failed').length;
  const [low, high] = wilson(failed, concluded.length, 3);
  return { rate: failed / concluded.length, low, high, total: concluded.length };
}

const at =
  (stage: string, dimensions: Record<string, string> = {}): Wanted =>
  (event) =>
    event.stage === stage && Object.entries(dimensions).every(([name, value]) => event.dimensions?.[name] === value);

describe('the catalogue', () => {
  it('finds every scenario by its id', () => {
    expect(SCENARIOS.map(({ id }) => scenarioOf(id)?.id)).toEqual(SCENARIOS.map(({ id }) => id));
    expect(scenarioOf('nothing')).toBeUndefined();
  });
});

describe('one provider fails', () => {
  const inicis = at('authorisation', { provider: 'kg-inicis' });
  const play = new Play(PROVIDER_FAILS, 26, 80);
  const before = play.minutes(0, 10);
  // A report follows its attempt by some seconds: the first of them still tell of the time before.
  const during = play.minutes(10.1, 20);

  it('goes from about 2 % to 22 %', () => {
    const usual = failing(before, inicis);
    const broken = failing(during, inicis);
    expect(usual.low).toBeLessThan(0.02);
    expect(usual.high).toBeGreaterThan(0.02);
    expect(broken.low).toBeLessThan(0.22);
    expect(broken.high).toBeGreaterThan(0.22);
    expect(broken.total).toBeGreaterThan(400);
  });

  it('leaves everybody else alone', () => {
    expect(failing(during, at('authorisation', { provider: 'nhn-kcp' })).low).toBeLessThan(0.02);
    expect(failing(during, at('authentication', { provider: 'kg-inicis' })).low).toBeLessThan(0.03);
  });

  it('is over after minute 20', () => {
    expect(failing(play.minutes(21, 26), inicis).low).toBeLessThan(0.02);
  });
});

describe('one browser version fails', () => {
  const during = new Play(BROWSER_VERSION_FAILS, 30, 50).minutes(10.1, 30);
  const samsung =
    (version: string): Wanted =>
    (event) =>
      event.stage === 'window' && (event.userAgent ?? '').includes(`SamsungBrowser/${version}.`);

  it('touches that version and no other', () => {
    const broken = failing(during, samsung('29'));
    expect(broken.low).toBeLessThan(0.35);
    expect(broken.high).toBeGreaterThan(0.35);
    expect(failing(during, samsung('30')).rate).toBeLessThan(0.05);
  });
});

describe('slow burn', () => {
  it('gets worse step by step up to about three times the usual', () => {
    const card = at('authentication', { method: 'card' });
    const play = new Play(SLOW_BURN, 62, 35);
    const [usual, early, late, full] = [
      [0, 10],
      [16, 26],
      [30, 40],
      [52, 62],
    ].map(([from = 0, to = 0]) => failing(play.minutes(from, to), card));
    expect(usual?.rate).toBeLessThan(0.04);
    expect(early?.rate).toBeLessThan(late?.rate ?? 0);
    expect(late?.rate).toBeLessThan(full?.rate ?? 0);
    expect(full?.rate).toBeCloseTo(0.085, 1.5);
  });
});

describe('silence', () => {
  const events = [...generate(shop, SILENCE, { from: START, to: START + 32 * MINUTE, seed: 's', eventsPerSecond: 40 })];
  const occurred = (from: number, to: number, wanted: Wanted): number =>
    events.filter(({ event }) => minuteOf(event) >= from && minuteOf(event) < to && wanted(event)).length;

  it('hears nothing of the wallet, then of nobody, then of all again', () => {
    const wallet = at('authorisation', { provider: 'kakaopay' });
    expect(occurred(0, 10, wallet)).toBeGreaterThan(100);
    expect(occurred(10, 20, wallet)).toBe(0);
    expect(occurred(10, 20, at('authorisation', { provider: 'naverpay' }))).toBeGreaterThan(100);
    expect(occurred(25, 30, () => true)).toBe(0);
    expect(occurred(30, 32, wallet)).toBeGreaterThan(10);
  });
});

describe('the demo', () => {
  const demo = createShop({ rhythmDepth: DEMO_RHYTHM_DEPTH });
  /** kg-inicis authorisations of the demo started at a Korean time of day: failed, by when they occurred. */
  const failures = (time: string, seed: number): number[] => {
    const start = Date.parse(`2026-11-18T${time}:00+09:00`);
    return outcomesOf([...generate(demo, DEMO, { from: start, to: start + 6 * MINUTE, seed })])
      .filter((event) => event.outcome === 'failed' && at('authorisation', { provider: 'kg-inicis' })(event))
      .map((event) => Date.parse(event.occurredAt) - start);
  };

  it.each(['04:30', '11:00', '22:00'])('breaks visibly within three minutes and recovers within six, started at %s', (time) => {
    for (const seed of [1, 2]) {
      const times = failures(time, seed);
      expect(times.filter((ms) => ms < 50_000).length).toBeLessThan(4);
      expect(times.filter((ms) => ms >= 50_000 && ms < 150_000).length).toBeGreaterThan(12);
      expect(times.filter((ms) => ms >= 200_000).length).toBeLessThan(8);
    }
  });

  it('is calm most of the time and brings another trouble every quarter of an hour at the latest', () => {
    const spans = DEMO.effects.map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? Infinity }));
    const troubled = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    expect(troubled / (DEMO.repeatEveryMs ?? 1)).toBeLessThan(0.3);
    expect(new Set(DEMO.effects.map(({ match }) => JSON.stringify(match))).size).toBe(spans.length);
    spans.forEach(({ toMs }, index) => {
      const next = spans[index + 1]?.fromMs ?? (spans[0]?.fromMs ?? 0) + (DEMO.repeatEveryMs ?? 0);
      expect(next - toMs).toBeGreaterThan(6 * MINUTE);
      expect(next - toMs).toBeLessThan(15 * MINUTE);
    });
  });

  it('starts over when its troubles are through', () => {
    const lap = DEMO.repeatEveryMs ?? 0;
    const range = { from: START + lap, to: START + lap + 3 * MINUTE, startsAt: START, seed: 9, eventsPerSecond: 80 };
    const events = outcomesOf([...generate(demo, DEMO, range)]);
    const during = events.filter(
      (event) => Date.parse(event.occurredAt) >= START + lap + 60_000 && Date.parse(event.occurredAt) < START + lap + 150_000,
    );
    expect(failing(during, at('authorisation', { provider: 'kg-inicis' })).rate).toBeGreaterThan(0.6);
  });
});
