import { rhythm } from './rhythm.js';
import { createShop } from './shop.js';

const HOUR = 3_600_000;
/** Monday midnight in Korea. */
const MONDAY = Date.parse('2026-11-16T00:00:00+09:00');
const WEEK = Array.from({ length: 7 * 24 }, (_, hour) => MONDAY + hour * HOUR);

describe('the demo shop', () => {
  const shop = createShop();

  it('has two hundred merchants that say they are a demo', () => {
    const ids = shop.merchants.items.map((merchant) => merchant.id);
    expect(new Set(ids).size).toBe(200);
    expect(ids.every((id) => /^demo-[a-z]+-[a-z]+$/.test(id))).toBe(true);
  });

  it('has merchants of very different size', () => {
    const shares = shop.merchants.items.map((_, index) => shop.merchants.share(index));
    const top = (count: number): number => shares.slice(0, count).reduce((sum, share) => sum + share, 0);
    expect(shares[0]).toBeGreaterThan(0.04);
    expect(top(20)).toBeGreaterThan(0.4);
    expect(top(20)).toBeLessThan(0.65);
    expect((shares[0] ?? 0) / (shares[199] ?? 1)).toBeGreaterThan(40);
  });

  it('is the same shop each time', () => {
    const gateways = (of: ReturnType<typeof createShop>): string[] =>
      of.merchants.items.map((merchant) => `${merchant.id} ${merchant.basket} ${merchant.gateways.map(({ id }) => id).join(',')}`);
    expect(gateways(createShop())).toEqual(gateways(shop));
    expect(gateways(createShop({ name: 'another' }))).not.toEqual(gateways(shop));
  });

  it('knows every browser by name and version', () => {
    expect(shop.agents.items.filter((agent) => agent.browser === 'unknown' || agent.version === '')).toEqual([]);
    expect(shop.agents.items.length).toBeGreaterThan(60);
  });

  it('has browsers in Korean proportion, old Internet Explorer included', () => {
    const share = new Map<string, number>();
    shop.agents.items.forEach(({ browser }, index) => share.set(browser, (share.get(browser) ?? 0) + shop.agents.share(index)));
    expect(share.get('ie')).toBeCloseTo(0.008, 3);
    expect(share.get('samsung-internet')).toBeCloseTo(0.09, 2);
    expect(share.get('whale')).toBeCloseTo(0.03, 2);
    expect(share.get('chrome')).toBeGreaterThan(0.4);
  });
});

describe('rhythm', () => {
  it('is 1 on average over a week, however deep', () => {
    for (const depth of [0, 0.5, 1]) {
      const mean = WEEK.reduce((sum, at) => sum + rhythm(at + HOUR / 2, depth), 0) / WEEK.length;
      expect(mean).toBeCloseTo(1, 2);
    }
  });

  it('sleeps at five and peaks before bed', () => {
    const at = (time: string, depth = 1): number => rhythm(Date.parse(`2026-11-18T${time}:00+09:00`), depth);
    expect(at('22:30') / at('04:30')).toBeGreaterThan(8);
    expect(at('11:00')).toBeGreaterThan(at('08:00'));
    expect(at('04:30', 0.5)).toBeGreaterThan(0.5);
  });

  it('gets up later at the weekend', () => {
    const at = (day: string): number => rhythm(Date.parse(`${day}T08:30:00+09:00`), 1);
    expect(at('2026-11-21') / at('2026-11-18')).toBeLessThan(0.85);
  });
});
