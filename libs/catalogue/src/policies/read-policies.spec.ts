import { JUDGED_KINDS, WHOLE_ATTEMPT } from '@tillwatch/domain';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
      pinned: [],
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
      pinned: [],
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

  describe('that pin segments', () => {
    const NAMED = `id: named
label: { ko: 상점, en: Shop }
explainBy: [provider, method, browser, browser_version, merchant]
stages:
  - { id: pay, label: { ko: 결제, en: Pay } }
dimensions:
  - { id: merchant, label: { ko: 가맹점, en: Merchant }, limit: 10 }
  - { id: provider, label: { ko: 결제사, en: Provider }, limit: 10, values: { kg: { ko: KG, en: KG } } }
  - { id: method, label: { ko: 수단, en: Method }, limit: 10 }
  - { id: browser, label: { ko: 브라우저, en: Browser }, limit: 10 }
  - { id: browser_version, label: { ko: 버전, en: Version }, limit: 10, ordered: true, qualifiedBy: browser }
  - { id: os, label: { ko: 운영체제, en: System }, limit: 10 }
pairs:
  - { dimensions: [provider, method], keep: long }
  - { dimensions: [browser, browser_version], keep: long }
  - { dimensions: [os, provider], keep: long }
`;
    const COUNTED =
      'merchant × provider, merchant × method, merchant × browser, provider × method, browser × browser_version, os × provider';
    const pin = (...segments: string[]): void =>
      write('policies/named.yaml', ['journey: named', 'pinned:', ...segments.map((segment) => `  - ${segment}`), ''].join('\n'));
    beforeEach(() => write('journeys/named.yaml', NAMED));

    it('are taken with single values, and with two that are counted together', () => {
      pin(
        '{ method: card }',
        '{ method: card, provider: kg }',
        '{ browser_version: ie/10, browser: ie }',
        '{ merchant: m1, provider: kg }',
      );
      expect(loadCatalogue([dir]).policy('named')?.pinned).toEqual([
        { method: 'card' },
        { method: 'card', provider: 'kg' },
        { browser_version: 'ie/10', browser: 'ie' },
        { merchant: 'm1', provider: 'kg' },
      ]);
    });

    it('are taken as the policy that ships shows them', () => {
      const shipped = readFileSync(join(SHIPPED, 'policies/checkout.yaml'), 'utf8');
      write('policies/checkout.yaml', shipped.replace('# pinned:', 'pinned:').replaceAll('#   - {', '  - {'));
      expect(loadCatalogue([SHIPPED, dir]).policy('checkout')?.pinned.length).toBeGreaterThan(1);
    });

    it('and pages by dimensions that no incident can name are refused', () => {
      write('policies/named.yaml', 'journey: named\npageBy: [provider, os]\n');
      expect(faults()).toEqual([
        "policies/named.yaml:2 pageBy.1: no incident can name this dimension as its cause; it must be in explainBy of the journey's file, which has provider, method, browser, browser_version, merchant",
      ]);
    });

    it.each([
      [
        '{ colour: red }',
        '0.colour: "colour" is not a dimension of this journey; it has merchant, provider, method, browser, browser_version, os',
      ],
      ['{}', '0: names no value'],
      [
        '{ browser: ie, provider: kg }',
        `0: browser × provider is not counted, so it cannot be judged; add it to the pairs of the journey's file (counted are ${COUNTED})`,
      ],
      [
        '{ merchant: m1, provider: kg, method: card }',
        `0: merchant × provider × method: at most two values are judged together; counted are ${COUNTED}`,
      ],
      [
        '{ os: windows, provider: kg }',
        "0.os: no incident can name this dimension as its cause; it must be in explainBy of the journey's file, which has provider, method, browser, browser_version, merchant",
      ],
      [
        '{ browser_version: "ie~lte:10" }',
        '0.browser_version: "ie~lte:10" is a range, which is not counted by itself and cannot be judged; name its values one by one',
      ],
      ["{ browser_version: '10' }", '0.browser_version: "10" says too little: write it after a value of browser, as <browser>/10'],
      ['{ provider: kgg }', '0.provider: "kgg" is not among the values that journeys name; they name kg'],
      ['{ method: _other }', '0.method: "_other" is no value but all the rest'],
      ['{ method: 1 }', '0.method: expected text, found "1"'],
    ])('are refused for what cannot be judged by itself: %s', (segment, told) => {
      pin(segment);
      expect(faults()).toEqual([`policies/named.yaml:3 pinned.${told}`]);
      expect(() => loadCatalogue([dir])).toThrow();
    });

    it('are refused in the reader’s language', () => {
      pin('{ method: card }', '{ browser: ie, provider: kg }');
      expect(checkCatalogue([dir]).faults).toMatchObject([
        {
          line: 4,
          path: 'pinned.1',
          message: {
            ko: `browser × provider 조합은 세지 않아 판정할 수 없습니다. 흐름 파일의 pairs에 추가해야 합니다 (세는 조합: ${COUNTED})`,
          },
        },
      ]);
    });

    it('are refused where they pin more than anybody can be woken for', () => {
      pin(...Array.from({ length: 201 }, (_, i) => `{ merchant: m${i} }`));
      expect(faults()).toEqual(['policies/named.yaml:2 pinned: expected at most 200 entries']);
      pin(...Array.from({ length: 200 }, (_, i) => `{ merchant: m${i} }`));
      expect(faults()).toEqual([]);
    });
  });

  it('are not judged by journeys that could not be read', () => {
    write('journeys/torn.yaml', 'id: torn\n');
    write('policies/torn.yaml', 'journey: torn\n');
    expect(faults().filter((fault) => !fault.startsWith('journeys/'))).toEqual([]);
  });
});
