import { expectedFromPast } from './expected-rates.js';
import { LeafTableBuilder } from './leaf-table-builder.js';

it('expects of a new leaf what its pair of values did: a browser may fail more often at one stage only', () => {
  const builder = new LeafTableBuilder(['stage', 'browser', 'merchant'].map((id) => ({ id })));
  const rate = (stage: string, browser: string): number => (stage === 'authentication' && browser === 'ie' ? 0.09 : 0.04);
  for (const stage of ['authentication', 'authorisation']) {
    for (const browser of ['ie', 'chrome', 'safari']) {
      for (let merchant = 0; merchant < 20; merchant += 1) {
        const baseTotal = 1_000;
        builder.add([stage, browser, `m${merchant}`], { baseTotal, baseFailed: baseTotal * rate(stage, browser) });
      }
      builder.add([stage, browser, 'new'], { total: 10 });
    }
  }
  const table = builder.build();
  const { rates } = expectedFromPast(table);
  const expected = (stage: number, browser: number): number => rates[(stage * 3 + browser) * 21 + 20] ?? Number.NaN;
  expect(expected(0, 0)).toBeGreaterThan(0.08);
  expect(expected(1, 0)).toBeLessThan(0.046);
  expect(expected(0, 1)).toBeLessThan(0.046);
});
