import { chartPaths, chartPoints, chartTop, peakSince, placeOf, valueText, type Minute } from './chart-view.js';

const START = Date.parse('2026-11-22T05:00:00Z');
const minute = (i: number, total: number, failed: number): Minute => {
  return { at: new Date(START + i * 60_000).toISOString(), total, failed, low: 0.05, high: 0.15 };
};

describe('the minutes of a chart', () => {
  it('have a place each, whether or not something is known of them', () => {
    const points = chartPoints([minute(0, 100, 10), minute(3, 100, 40)]);
    expect(points.map(({ value }) => value)).toEqual([0.1, null, null, 0.4]);
    expect(points.map(({ low }) => low)).toEqual([0.05, null, null, 0.05]);
  });

  it('claim no rate on fewer than ten attempts, and rest on the minutes before where that gives ten', () => {
    const points = chartPoints([minute(0, 4, 4), minute(1, 4, 0), minute(2, 4, 2)]);
    expect(points.map(({ value }) => value)).toEqual([null, null, 0.5]);
  });

  it('are drawn as lines with gaps, over a band, below a round top', () => {
    const points = chartPoints([minute(0, 100, 10), minute(1, 100, 20), minute(4, 100, 30)]);
    expect(chartTop(points)).toBe(0.35);
    expect(chartPaths(points, 0.4).line).toBe('M0.00 75.00L25.00 50.00M100.00 25.00');
    expect(chartPaths(points).band.match(/Z/g)).toHaveLength(2);
    expect(chartTop([])).toBe(0.1);
  });

  it('are how many came beside how many were to be expected, where it is about what does not come', () => {
    const points = chartPoints([minute(0, 80, -4), minute(1, 80, 72), minute(3, 80, 80), minute(4, 13, 13)], 'came');
    expect(points.map(({ value, usual }) => [value, usual])).toEqual([
      [84, 80],
      [8, 80],
      [null, null],
      [0, 80],
    ]);
    expect([points[0]?.low, points[0]?.high].map((end) => Math.round(end ?? 0))).toEqual([51, 109]);
    expect(chartTop(points, 'came')).toBe(150);
    expect(chartTop([], 'came')).toBe(10);
    expect(chartTop(chartPoints([minute(0, 1_204, 4), minute(1, 0, 0)], 'came'), 'came')).toBe(2_000);
    const { line, usual } = chartPaths(points, 100);
    expect(line).toBe('M0.00 16.00L33.33 92.00M100.00 100.00');
    expect(usual).toBe('M0.00 20.00L33.33 20.00M100.00 20.00');
    expect([valueText(84, 'came'), valueText(0.314, 'share')]).toEqual(['84', '31%']);
  });

  it('tell the highest rate since a moment, and where a moment lies', () => {
    const points = chartPoints([minute(0, 100, 90), minute(1, 100, 20), minute(2, 100, 30)]);
    expect(peakSince(points, START + 61_000)).toBe(0.3);
    expect(peakSince(points, START + 600_000)).toBeNull();
    expect([0, 30_000, 90_000, 180_000].map((after) => placeOf(START + after, points))).toEqual([0, 0, 0.5, 1]);
    expect(placeOf(START - 1, points)).toBeNull();
  });
});
