import { Recent } from './recent.js';

describe('what was asked for lately', () => {
  it('is kept, and what was not is forgotten', () => {
    const recent = new Recent<number>(4);
    for (let i = 0; i < 20; i++) {
      recent.set(`new ${i}`, i);
      if (i === 0) recent.set('often', -1);
      expect(recent.get('often')).toBe(-1);
      expect(recent.size).toBeLessThanOrEqual(4);
    }
    expect(recent.get('new 19')).toBe(19);
    expect(recent.get('new 3')).toBeUndefined();
  });
});
