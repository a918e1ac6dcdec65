import { comparedPercentText, percentText, rateText } from './rate.js';

const ko = (failed: number, total: number) => rateText(failed, total, { language: 'ko' });
const fine = (failed: number, total: number) => rateText(failed, total, { language: 'ko', precision: 'fine' }).text;

describe('what may be said of a rate', () => {
  it.each([
    [0, 0, 'none', '–'],
    [1, 1, 'counts', '1/1건'],
    [3, 8, 'counts', '3/8건'],
    [0, 9, 'counts', '0/9건'],
    [3, 10, 'tentative', '30%'],
    [1, 29, 'tentative', '3.4%'],
    [9, 30, 'certain', '30%'],
    [66, 212, 'certain', '31%'],
  ] as const)('%i of %i is %s: %s', (failed, total, kind, text) => {
    expect(ko(failed, total)).toMatchObject({ kind, text });
  });

  it('drops the unit in English', () => {
    expect(rateText(3, 8, { language: 'en' }).text).toBe('3/8');
  });

  it.each([
    [0, 400, '0%'],
    [1, 100_000, '<0.1%'],
    [3, 1_000, '0.3%'],
    [92, 1_000, '9.2%'],
    [994, 10_000, '9.9%'],
    [995, 10_000, '10%'],
    [313, 1_000, '31%'],
    [989, 1_000, '99%'],
    [999, 1_000, '>99%'],
    [1_000, 1_000, '100%'],
  ])('reads %i of %i as %s at a glance', (failed, total, text) => {
    expect(ko(failed, total).text).toBe(text);
  });

  it.each([
    [1, 100_000, '<0.01%'],
    [42, 10_000, '0.42%'],
    [9_960, 1_000_000, '1.0%'],
    [420, 10_000, '4.2%'],
    [3_100, 10_000, '31%'],
  ])('reads %i of %i as %s in a table', (failed, total, text) => {
    expect(fine(failed, total)).toBe(text);
  });
});

describe('a usual rate beside the rate of now', () => {
  it('takes the precision of the rate it is compared with', () => {
    expect(comparedPercentText(0.092, 0.31)).toBe('9%');
    expect(comparedPercentText(0.092, 0.081)).toBe('9.2%');
  });

  it('never rounds a small usual rate to nothing', () => {
    expect(comparedPercentText(0.004, 0.31)).toBe('0.4%');
    expect(percentText(0)).toBe('0%');
  });
});
