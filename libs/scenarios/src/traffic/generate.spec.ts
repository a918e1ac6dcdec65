import { wireEventSchema, type WireEvent } from '@tillwatch/contract';
import { DEMO, HEALTHY, UNRELIABLE_DELIVERY, createShop, generate, told, type SentEvent } from '../index.js';

const MINUTE = 60_000;
const AT = Date.parse('2026-11-18T14:00:00+09:00');
const shop = createShop();
const take = (options: Partial<Parameters<typeof generate>[2]> = {}): SentEvent[] => [
  ...generate(shop, HEALTHY, { from: AT, to: AT + 3 * MINUTE, seed: 'spec', eventsPerSecond: 60, ...options }),
];

/** Comparing texts takes a tenth of the time that comparing objects does. */
const textOf = (events: readonly SentEvent[]): string => JSON.stringify(events);

describe('generate', () => {
  const events = take();

  it('gives the same events for the same seed, and others for another', () => {
    expect(textOf(take({ to: AT + MINUTE, startsAt: AT }))).toBe(textOf(events.filter(({ arrivesAt }) => arrivesAt < AT + MINUTE)));
    expect(take({ to: AT + MINUTE, seed: 'other' })[0]).not.toEqual(events[0]);
  });

  it('gives in two adjoining parts what it gives in one', () => {
    const middle = AT + 93_700;
    const parts = [...take({ startsAt: AT, to: middle }), ...take({ startsAt: AT, from: middle })];
    expect(textOf(parts)).toBe(textOf(events));
  });

  it('gives events in the order in which they arrive, inside the range, none from the future', () => {
    const times = events.map(({ arrivesAt }) => arrivesAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(AT);
    expect(times.at(-1)).toBeLessThan(AT + 3 * MINUTE);
    expect(events.every(({ arrivesAt, event }) => Date.parse(event.occurredAt) < arrivesAt)).toBe(true);
  });

  it('writes events that the contract accepts, each under an id of its own', () => {
    const faults = events.flatMap(({ event }) => wireEventSchema.safeParse(event).error?.issues ?? []);
    expect(faults).toEqual([]);
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
  });

  it('is busy from the first second on, unless told to start empty', () => {
    const firstMinute = (busyAtStart: boolean): number =>
      take({ to: AT + MINUTE, busyAtStart }).filter(({ event }) => event.stage === 'completion').length;
    expect(firstMinute(true)).toBeGreaterThan(2 * Math.max(1, firstMinute(false)));
  });

  it('sends as many events as were asked for, most of them in the evening', () => {
    const from = Date.parse('2026-11-18T00:00:00+09:00');
    const hours = new Array<number>(24).fill(0);
    for (const { arrivesAt } of take({ from, to: from + 24 * 60 * MINUTE, eventsPerSecond: 2 })) {
      const hour = Math.floor((arrivesAt - from) / (60 * MINUTE));
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    const perSecond = hours.reduce((sum, count) => sum + count, 0) / 86_400;
    expect(perSecond).toBeGreaterThan(1.8);
    expect(perSecond).toBeLessThan(2.3);
    expect((hours[22] ?? 0) / (hours[4] ?? 1)).toBeGreaterThan(6);
  });

  it('tells of each attempt stage by stage, with what is known at that point', () => {
    const opened = events.filter(({ event }) => event.stage === 'opened');
    const authorised = events.filter(({ event }) => event.stage === 'authorisation' && event.outcome === 'ok');
    expect(opened.every(({ event }) => event.dimensions?.['provider'] === undefined)).toBe(true);
    expect(authorised.length).toBeGreaterThan(100);
    expect(authorised.every(({ event }) => typeof event.dimensions?.['provider'] === 'string' && event.durationMs !== undefined)).toBe(
      true,
    );
    expect(authorised.some(({ event }) => event.dimensions?.['issuer'] === 'shinhan')).toBe(true);
  });

  it('gives failures a code where there is one, and a class where there is none', () => {
    const failed = [...told(events)].flatMap(({ outcomes }) => outcomes).filter(({ outcome }) => outcome === 'failed');
    const share = (of: (event: WireEvent) => boolean): number => failed.filter(({ event }) => of(event)).length / failed.length;
    expect(failed.length).toBeGreaterThan(60);
    expect(share((event) => event.class === 'system')).toBeGreaterThan(0.3);
    expect(share((event) => event.class === 'declined')).toBeGreaterThan(0.1);
    expect(share((event) => event.class === undefined && event.error?.code === undefined)).toBeLessThan(0.12);
    expect(share((event) => event.error?.code !== undefined)).toBeGreaterThan(0.5);
  });

  it('lets some who failed try again under the same purchase', () => {
    const retries = events.filter(({ event }) => event.attempt?.endsWith('.2') === true);
    expect(retries.length).toBeGreaterThan(15);
    expect(retries.every(({ event }) => event.stage !== 'opened' && event.purchase === `order_${event.attempt?.slice(4, -2) ?? ''}`)).toBe(
      true,
    );
  });

  it('runs without an end as well', () => {
    const stream = generate(shop, DEMO, { from: AT, to: Infinity, seed: 1, eventsPerSecond: 5 });
    for (let i = 0; i < 500; i++) expect(stream.next().done).toBe(false);
  });
});

describe('unreliable delivery', () => {
  const sent = [...generate(shop, UNRELIABLE_DELIVERY, { from: AT, to: AT + 12 * MINUTE, seed: 3, eventsPerSecond: 40 })];
  const copies = new Map<string, SentEvent[]>();
  for (const one of sent) copies.set(one.event.id, [...(copies.get(one.event.id) ?? []), one]);

  it('sends a tenth of the events twice, word for word', () => {
    const twice = [...copies.values()].filter((of) => of.length === 2);
    expect(twice.length / copies.size).toBeCloseTo(0.1, 1.5);
    expect(twice.every(([first, second]) => JSON.stringify(first?.event) === JSON.stringify(second?.event))).toBe(true);
    expect([...copies.values()].every((of) => of.length <= 2)).toBe(true);
  });

  it('delays some by 40 s and a few by ten minutes', () => {
    const delays = sent.map(({ arrivesAt, event }) => arrivesAt - Date.parse(event.occurredAt));
    const share = (from: number, to: number): number => delays.filter((ms) => ms >= from && ms < to).length / delays.length;
    expect(share(40_000, 52_000)).toBeCloseTo(0.05, 2);
    expect(share(10 * MINUTE, 11 * MINUTE)).toBeCloseTo(0.005, 2.5);
    expect(share(0, 12_000)).toBeGreaterThan(0.93);
  });
});
