import { readOptions } from './options.js';

describe('readOptions', () => {
  it('plays the demo to this machine unless told otherwise', () => {
    expect(readOptions([], 'en', 'k')).toMatchObject({ key: 'k', rate: 40, speed: 1, history: 3, seed: 'demo' });
    expect(readOptions([], 'ko', undefined).scenario.id).toBe('demo');
    expect(readOptions([], 'en', undefined).key).toBeUndefined();
  });

  it('takes every option', () => {
    const args = '--to example.test:8080 --key x --scenario silence --rate 5 --seed s --speed 10 --history 0'.split(' ');
    const { to, scenario, ...rest } = readOptions(args, 'en', 'k');
    expect([to.href, scenario.id]).toEqual(['http://example.test:8080/', 'silence']);
    expect(rest).toEqual({ key: 'x', rate: 5, seed: 's', speed: 10, history: 0, rates: false });
  });
});
