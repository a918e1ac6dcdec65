import { wireEventSchema, type WireEvent } from '@tillwatch/contract';
import { createShop, generate, HEALTHY, history, told } from '../index.js';

const HOUR = 3_600_000;
/** Midnight in Korea. */
const DAY = Date.parse('2026-11-17T00:00:00+09:00');
const shop = createShop();
const RATE = 3;

/** Concluded and failed attempts by stage, and by stage and one dimension. */
function counted(events: Iterable<WireEvent>): Map<string, { total: number; failed: number }> {
  const counts = new Map<string, { total: number; failed: number }>();
  const add = (key: string, count: number, failed: boolean): void => {
    const seen = counts.get(key) ?? { total: 0, failed: 0 };
    counts.set(key, { total: seen.total + count, failed: seen.failed + (failed ? count : 0) });
  };
  for (const { stage, outcome, count, dimensions } of events) {
    const attempts = count ?? 1;
    if (outcome !== 'ok' && outcome !== 'failed') continue;
    add(stage, attempts, outcome === 'failed');
    for (const name of ['provider', 'method']) {
      const value = dimensions?.[name];
      if (value !== undefined) add(`${stage} ${name}=${String(value)}`, attempts, outcome === 'failed');
    }
  }
  return counts;
}

describe('history', () => {
  const options = { from: DAY, to: DAY + 24 * HOUR, stepMs: HOUR, cohorts: 30, seed: 1, eventsPerSecond: RATE };
  const events = [...history(shop, options)];

  it('is the same history each time, under ids of their own that the contract accepts', () => {
    expect([...history(shop, { ...options, from: DAY + 5 * HOUR })]).toEqual(
      events.filter((event) => Date.parse(event.occurredAt) >= DAY + 5 * HOUR),
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.flatMap((event) => wireEventSchema.safeParse(event).error?.issues ?? [])).toEqual([]);
    expect(events.every(({ backfill }) => backfill === true)).toBe(true);
  });

  it('says a day in some thousand events', () => {
    expect(events.length).toBeLessThan(20_000);
  });

  it('is as large as what live traffic brings, hour by hour', () => {
    const live = new Array<number>(24).fill(0);
    const past = new Array<number>(24).fill(0);
    const hourOf = (event: WireEvent): number => Math.floor((Date.parse(event.occurredAt) - DAY) / HOUR);
    const bump = (hours: number[], hour: number, by: number): void => void (hours[hour] = (hours[hour] ?? 0) + by);
    for (const event of events) if (event.stage === 'opened' && event.outcome === 'started') bump(past, hourOf(event), event.count ?? 1);
    for (const { event } of generate(shop, HEALTHY, { from: DAY, to: DAY + 24 * HOUR, seed: 1, eventsPerSecond: RATE })) {
      if (event.stage === 'opened' && event.outcome === 'started') bump(live, hourOf(event), 1);
    }
    past.forEach((count, hour) => {
      const expected = live[hour] ?? 0;
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(2 * expected) + 0.06 * expected);
    });
  });

  it('fails as often as live traffic does, everywhere', () => {
    // Both sides over many days and seeds, so that what is compared are rates and not luck.
    const past = counted([2, 3].flatMap((seed) => [...history(shop, { ...options, seed, cohorts: 60, eventsPerSecond: 60 })]));
    const hour = { from: DAY + 9 * HOUR, to: DAY + 10 * HOUR, seed: 6, eventsPerSecond: 110, busyAtStart: false };
    const attempts = [...told(generate(shop, HEALTHY, hour))];
    const live = counted(attempts.flatMap(({ outcomes }) => outcomes.map(({ event, dimensions }) => ({ ...event, dimensions }))));
    const compared = [...live].filter(([, { total }]) => total > 1_500);
    expect(compared.length).toBeGreaterThan(30);
    for (const [key, { total, failed }] of compared) {
      const usual = past.get(key) ?? { total: 0, failed: 0 };
      const rate = usual.failed / usual.total;
      const sigma = Math.sqrt((rate * (1 - rate)) / total);
      expect({ key, off: Math.abs(failed / total - rate) < 4 * sigma + 0.15 * rate }).toEqual({ key, off: true });
    }
  });

  it('is spread evenly enough that no hour looks like an incident', () => {
    const big = [...history(shop, { ...options, eventsPerSecond: 40 })];
    for (let hour = 0; hour < 24; hour++) {
      const here = counted(big.filter((event) => Math.floor((Date.parse(event.occurredAt) - DAY) / HOUR) === hour));
      const { total, failed } = here.get('authorisation') ?? { total: 0, failed: 0 };
      expect(failed / total).toBeGreaterThan(0.009);
      expect(failed / total).toBeLessThan(0.032);
    }
  });

  it('can be as fine as a minute', () => {
    const minute = [...history(shop, { ...options, to: DAY + 60_000, stepMs: 60_000, cohorts: 12, eventsPerSecond: 40 })];
    expect(minute.length).toBeGreaterThan(20);
    const times = minute.map(({ occurredAt }) => Date.parse(occurredAt) - DAY);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThan(60_000);
    expect(new Set(times).size).toBeGreaterThan(10);
  });
});
