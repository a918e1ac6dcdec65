import { slowEdge, slowerThan, type Histogram } from './index.js';

/** Borders that double from 100 ms on; the counts of each bin, the last one above all borders. */
const doubling = (...counts: number[]): Histogram => ({ edges: counts.slice(1).map((_, at) => 100 * 2 ** at), counts });

describe('from when on an event counts as slow', () => {
  it('is the border that about a tenth of healthy events exceed', () => {
    const healthy = doubling(100, 400, 300, 110, 60, 30);
    expect(slowEdge(healthy)).toEqual({ index: 3, edgeMs: 800, share: 0.09 });
    expect(slowerThan(healthy, 3)).toBe(90);
  });

  it('is unknown with few events, or where no border lies between 5 and 15 %', () => {
    expect(slowEdge(doubling(20, 60, 15, 5))).toBeNull();
    expect(slowEdge(doubling(0, 700, 299, 1))).toBeNull();
    expect(slowEdge(doubling(0, 0, 0, 1_000))).toBeNull();
  });

  it('stays where it is while it still fits', () => {
    const busier = doubling(100, 300, 300, 150, 100, 50);
    expect(slowEdge(busier)).toMatchObject({ index: 3, share: 0.15 });
    expect(slowEdge(busier, 4)).toMatchObject({ index: 4, share: 0.05 });
    expect(slowEdge(doubling(100, 500, 300, 90, 8, 2), 4)).toMatchObject({ index: 2, share: 0.1 });
  });
});
