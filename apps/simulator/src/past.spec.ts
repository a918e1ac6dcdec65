import { pastOf } from './past.js';

const HOUR = 3_600_000;

describe('pastOf', () => {
  it.each(['2026-11-18T05:00:00Z', '2026-11-18T05:59:59.999Z', '2026-11-18T05:30:12Z'])(
    'reaches up to the running minute at %s',
    (time) => {
      const now = Date.parse(time);
      const [coarse, fine] = pastOf(now, 3);
      expect(coarse.to).toBe(fine.from);
      expect(coarse.from % HOUR).toBe(0);
      expect(fine.from % HOUR).toBe(0);
      expect(now - fine.from).toBeGreaterThanOrEqual(HOUR);
      expect(now - fine.to).toBeLessThan(60_000);
      expect(now - coarse.from).toBeGreaterThanOrEqual(72 * HOUR);
    },
  );
});
