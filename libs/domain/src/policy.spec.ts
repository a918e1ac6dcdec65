import { WHOLE_ATTEMPT, type Dimension, type Journey } from './journey.js';
import { defaultPolicy, extraEvidence, JUDGED_KINDS, policyAt, type Policy } from './policy.js';

const dimension = (id: string): Dimension => ({ id, label: { ko: id, en: id }, limit: 10, ordered: false, values: {} });
const journey = (dimensions: readonly string[], explainBy?: readonly string[]): Journey => ({
  ...{ id: 'shop', label: { ko: '상점', en: 'Shop' }, stages: [], attempts: 'tracked', reviseWithinMs: 0, cuboids: [] },
  dimensions: dimensions.map(dimension),
  ...(explainBy === undefined ? {} : { explainBy }),
});

describe('the default policy', () => {
  it('pages by whom troubles usually go by, as far as the journey knows them', () => {
    const { pageBy, falseAlarmsPerMonth, critical } = defaultPolicy(journey(['region', 'merchant', 'method', 'provider']));
    expect({ pageBy, falseAlarmsPerMonth, critical }).toEqual({
      pageBy: ['provider', 'method', 'merchant'],
      falseAlarmsPerMonth: 1,
      critical: { excessPerMinute: 5, merchants: 10 },
    });
  });

  it('pages by nothing that no incident could name', () => {
    expect(defaultPolicy(journey(['provider', 'merchant', 'method'], ['provider', 'method'])).pageBy).toEqual(['provider', 'method']);
  });

  it('pages by what explains, else by the first dimensions, where it knows none of them', () => {
    expect(defaultPolicy(journey(['page', 'country', 'bot'], ['country', 'bot'])).pageBy).toEqual(['country', 'bot']);
    expect(defaultPolicy(journey(['a', 'b', 'c', 'd', 'e', 'f'])).pageBy).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(defaultPolicy(journey([])).pageBy).toEqual([]);
  });
});

describe('the policy at a stage', () => {
  const staticRule = { above: 0.2, forMinutes: 5, least: 100 };
  const policy: Policy = {
    ...defaultPolicy(journey(['provider'])),
    critical: { excessPerMinute: 5, merchants: 10, moneyPerHour: { currency: 'KRW', value: 1_000 } },
    stages: {
      pay: { kinds: ['failure_rate'], critical: { excessPerMinute: 2 }, staticRule },
      [WHOLE_ATTEMPT]: { falseAlarmsPerMonth: 0.1 },
    },
  };

  it("takes the stage's own for the journey's, limit by limit", () => {
    expect(policyAt(policy, 'pay')).toEqual({
      journey: 'shop',
      falseAlarmsPerMonth: 1,
      pageBy: ['provider'],
      pinned: [],
      leastPerHour: 10,
      critical: { excessPerMinute: 2, merchants: 10, moneyPerHour: { currency: 'KRW', value: 1_000 } },
      kinds: ['failure_rate'],
      staticRule,
    });
  });

  it("is the journey's where the stage says nothing", () => {
    expect(policyAt(policy, WHOLE_ATTEMPT)).toMatchObject({ falseAlarmsPerMonth: 0.1, kinds: JUDGED_KINDS });
    expect(policyAt(policy, 'other')).toMatchObject({ falseAlarmsPerMonth: 1, critical: policy.critical });
    expect(policyAt(policy, 'constructor').staticRule).toBeUndefined();
  });
});

it('asks for more evidence the fewer false pages are accepted', () => {
  expect(extraEvidence({ falseAlarmsPerMonth: 1 })).toBeCloseTo(0);
  expect(extraEvidence({ falseAlarmsPerMonth: 0.1 })).toBeCloseTo(2.3026, 4);
  expect(extraEvidence({ falseAlarmsPerMonth: 10 })).toBeCloseTo(-2.3026, 4);
});
