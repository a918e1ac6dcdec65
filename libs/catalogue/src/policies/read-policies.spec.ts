import { JUDGED_KINDS, WHOLE_ATTEMPT } from '@tillwatch/domain';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalogue, loadCatalogue } from '../index.js';

const SHIPPED = join(__dirname, '../../../../config');
const EXAMPLES = join(__dirname, '../../../../examples/config');

const SHOP = `id: shop
label: { ko: 상점, en: Shop }
currency: KRW
stages:
  - { id: pay, label: { ko: 결제, en: Pay } }
dimensions:
  - { id: merchant, label: { ko: 가맹점, en: Merchant }, limit: 10 }
  - { id: provider, label: { ko: 결제사, en: Provider }, limit: 10 }
`;

describe('policies', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tillwatch-policies-'));
    for (const folder of ['journeys', 'policies']) mkdirSync(join(dir, folder));
    write('journeys/shop.yaml', SHOP);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (path: string, text: string): void => writeFileSync(join(dir, path), text);
  const faults = (): string[] =>
    checkCatalogue([dir]).faults.map(({ file, line, path, message }) => `${file.slice(dir.length + 1)}:${line} ${path}: ${message.en}`);

  it('ship for the journeys that ship', () => {
    const catalogue = loadCatalogue([SHIPPED]);
    expect(catalogue.policy('checkout')).toEqual({
      journey: 'checkout',
      falseAlarmsPerMonth: 1,
      pageBy: ['provider', 'method', 'issuer', 'browser', 'merchant'],
      leastPerHour: 10,
      critical: { excessPerMinute: 5, merchants: 10 },
      kinds: JUDGED_KINDS,
      stages: { confirmation: { critical: { excessPerMinute: 2 } } },
    });
    expect(catalogue.policy('lease')).toMatchObject({ leastPerHour: 0, kinds: ['failure_rate', 'drop_off'], pageBy: ['merchant'] });
  });

  it('are the default where a journey has none', () => {
    expect(loadCatalogue([SHIPPED, EXAMPLES]).policy('weblog')).toMatchObject({ falseAlarmsPerMonth: 1, stages: {} });
    expect(loadCatalogue([dir]).policy('shop')?.pageBy).toEqual(['provider', 'merchant']);
    expect(loadCatalogue([dir]).policy('nope')).toBeUndefined();
  });

  it('say only what differs, and "attempt" is whole attempts', () => {
    const rule = '{ above: 0.5, forMinutes: 5, least: 100 }';
    write(
      'policies/shop.yaml',
      `journey: shop
falseAlarmsPerMonth: 0.1
critical: { moneyPerHour: { currency: KRW, value: 5000000 } }
stages:
  attempt: { kinds: [failure_rate] }
  pay: { falseAlarmsPerMonth: 2, staticRule: ${rule} }
`,
    );
    expect(loadCatalogue([dir]).policy('shop')).toEqual({
      journey: 'shop',
      falseAlarmsPerMonth: 0.1,
      pageBy: ['provider', 'merchant'],
      leastPerHour: 10,
      critical: { excessPerMinute: 5, merchants: 10, moneyPerHour: { currency: 'KRW', value: 5_000_000 } },
      kinds: JUDGED_KINDS,
      stages: {
        [WHOLE_ATTEMPT]: { kinds: ['failure_rate'] },
        pay: { falseAlarmsPerMonth: 2, staticRule: { above: 0.5, forMinutes: 5, least: 100 } },
      },
    });
  });

  it('are refused for what is not there', () => {
    write('policies/a.yaml', 'journey: shop\npageBy: [provider, colour]\nstages:\n  ship: {}\n');
    write('policies/b.yaml', 'journey: shops\n');
    write('policies/c.yaml', 'journey: shop\n');
    expect(faults()).toEqual([
      'policies/a.yaml:2 pageBy.1: "colour" is not a dimension of this journey; it has merchant, provider',
      'policies/a.yaml:4 stages.ship: no such stage; there are attempt, pay',
      'policies/b.yaml:1 journey: no such journey; there are shop',
      `policies/c.yaml:1 journey: this journey is taken by ${join(dir, 'policies/a.yaml')}`,
    ]);
  });

  it('are refused for money that nobody sums', () => {
    const limit = 'critical: { moneyPerHour: { currency: USD, value: 5000 } }';
    write('policies/shop.yaml', `journey: shop\n${limit}\nstages:\n  pay: { ${limit} }\n`);
    expect(faults()).toEqual([
      'policies/shop.yaml:2 critical.moneyPerHour.currency: this journey sums amounts in KRW alone',
      'policies/shop.yaml:4 stages.pay.critical.moneyPerHour.currency: this journey sums amounts in KRW alone',
    ]);
  });

  it('are refused for what cannot be', () => {
    write(
      'policies/shop.yaml',
      `journey: shop
falseAlarmsPerMonth: 0
kinds: [failure_rate, monitor]
critical: { merchants: 0, moneyPerHour: { currency: won, value: 1 } }
stages:
  pay: { staticRule: { above: 20, forMinutes: 5, least: 100 } }
  attempt: { pageBy: [provider] }
`,
    );
    expect(faults()).toEqual([
      'policies/shop.yaml:2 falseAlarmsPerMonth: expected at least 0.001',
      'policies/shop.yaml:4 critical.merchants: expected at least 1',
      'policies/shop.yaml:4 critical.moneyPerHour.currency: expected a currency code such as KRW, found "won"',
      'policies/shop.yaml:3 kinds.1: expected one of failure_rate, drop_off, stalled, volume, latency, found "monitor"',
      'policies/shop.yaml:6 stages.pay.staticRule.above: expected at most 0.999',
      'policies/shop.yaml:7 stages.attempt.pageBy: not a known entry here',
    ]);
  });

  it('are not judged by journeys that could not be read', () => {
    write('journeys/torn.yaml', 'id: torn\n');
    write('policies/torn.yaml', 'journey: torn\n');
    expect(faults().filter((fault) => !fault.startsWith('journeys/'))).toEqual([]);
  });
});
