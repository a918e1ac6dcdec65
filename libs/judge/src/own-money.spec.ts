import type { Policy } from '@tillwatch/domain';
import { IncidentScene, MINUTE, type Fault } from './incident-scene.spec-data.js';
import type { PriceOf } from './incident-shop.spec-data.js';
import { moneyOf, NO_AMOUNTS } from './own-money.js';

const kgFails: Fault = { stages: ['authorisation'], segment: { provider: 'kg' }, rate: 0.4 };
const won = (value: number) => ({ value, currency: 'KRW' });
/** Large where the bank is asked, small elsewhere. */
const byMethod: PriceOf = ({ method }) => won(method === 'bank' ? 120_000 : 30_000);
const critical = (moneyPerHour: Policy['critical']['moneyPerHour']): Partial<Policy> => ({
  critical: { excessPerMinute: 1e6, merchants: 1e6, ...(moneyPerHour === undefined ? {} : { moneyPerHour }) },
});

describe('money at risk', () => {
  const counted = { counts: { total: 100, failed: 40 }, perMinute: 2, usual: { rate: 0.1, low: 0.05, high: 0.15 } };

  it('is what the failures are worth beyond what fails on any day', () => {
    const amounts = { bad: 4_000_000, all: 10_000_000, priced: 40 };
    // Failures are worth what all others are: 30 extra of 100,000 each.
    expect(moneyOf({ ...counted, amounts }, 'KRW')).toEqual({
      ...{ currency: 'KRW', low: 2_500_000, high: 3_500_000, perHour: 12_000_000, unpriced: 0 },
    });
    // The same counts, but what fails is large: nearly all of it is the trouble's.
    expect(moneyOf({ ...counted, amounts: { ...amounts, bad: 9_000_000 } }, 'KRW')).toMatchObject({ low: 7_500_000, high: 8_500_000 });
    expect(moneyOf({ ...counted, amounts }, 'EUR')).toMatchObject({ low: 25_000, high: 35_000, perHour: 120_000 });
  });

  it('is not told where nothing is known of it, and says how many it does not know of', () => {
    expect(moneyOf({ ...counted, amounts: NO_AMOUNTS }, 'KRW')).toBeNull();
    expect(moneyOf({ ...counted, amounts: { bad: 400_000, all: 1e7, priced: 4 } }, 'KRW')).toBeNull();
    expect(moneyOf({ ...counted, amounts: { bad: 4_000_000, all: 1e7, priced: 30 } }, undefined)).toBeNull();
    expect(moneyOf({ ...counted, amounts: { bad: 4_000_000, all: 1e7, priced: 30 } }, 'KRW')?.unpriced).toBe(10);
  });
});

describe('an incident', () => {
  it('tells what its own failures are worth since it began, also after a restart', async () => {
    const scene = await new IncidentScene(6, { price: byMethod, policy: critical(undefined) }).open();
    scene.pass(6 * MINUTE, [kgFails]);
    await scene.restart();
    scene.pass(6 * MINUTE + 5, [kgFails]);
    const { only } = scene;
    const { all, failed } = scene.worthOf(only);
    const { money } = only;
    if (money === null) throw new Error('nothing is told of its money');
    expect(money).toMatchObject({ currency: 'KRW', unpriced: 0 });
    // As of up to ten seconds ago, and of a usual rate between 0 and a tenth.
    expect(money.high).toBeLessThanOrEqual(failed);
    expect(money.high).toBeGreaterThan(0.9 * (failed - 0.1 * all));
    expect(money.low).toBeGreaterThan(0.9 * (failed - 0.1 * all));
    const each = money.perHour / (only.perMinute * 60);
    expect(each).toBeGreaterThan(45_000);
    expect(each).toBeLessThan(70_000);
    expect(only.severity).toBe('warning');
  });

  it('is critical from so much an hour on, in the currency of the limit', async () => {
    const perHour = { currency: 'KRW', value: 5_000_000 };
    const scene = await new IncidentScene(6, { price: byMethod, policy: critical(perHour) }).open();
    scene.pass(4 * MINUTE, [kgFails], 2);
    expect(scene.only.severity).toBe('critical');
    const dollars = await new IncidentScene(6, { price: byMethod, policy: critical({ ...perHour, currency: 'USD' }) }).open();
    dollars.pass(4 * MINUTE, [kgFails], 2);
    expect(dollars.only.severity).toBe('warning');
  });

  it("sums no currency but its journey's, and says nothing without any", async () => {
    const scene = await new IncidentScene(6, {
      price: ({ method }) => ({ value: 100, currency: method === 'bank' ? 'KRW' : 'USD' }),
    }).open();
    scene.pass(4 * MINUTE, [kgFails], 2);
    const { money, failed } = scene.only;
    expect(money?.high).toBeLessThanOrEqual(100 * failed * 0.5);
    expect(money?.unpriced).toBeGreaterThan(0.5 * failed);
    const silent = await new IncidentScene(6).open();
    silent.pass(4 * MINUTE, [kgFails], 2);
    expect(silent.only.money).toBeNull();
  });
});
