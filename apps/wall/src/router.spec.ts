import { firstThatFits, textWidth } from './format/width.js';
import { routeOf } from './router.js';

describe('addresses', () => {
  it.each([
    ['/', { screen: 'wall', board: 'main' }],
    ['/wall', { screen: 'wall', board: 'main' }],
    ['/wall/main', { screen: 'wall', board: 'main' }],
    ['/wall/%EA%B2%B0%EC%A0%9C/', { screen: 'wall', board: '결제' }],
    ['/wall/%E0%A4%A', { screen: 'unknown' }],
    ['/wall/a/b', { screen: 'unknown' }],
    ['/start', { screen: 'start' }],
    ['/start/x', { screen: 'unknown' }],
    ['/stats', { screen: 'stats' }],
    ['/stats/x', { screen: 'unknown' }],
    ['/metrics/errors', { screen: 'errors' }],
    ['/metrics', { screen: 'unknown' }],
    ['/metrics/errors/x', { screen: 'unknown' }],
    ['/nothing', { screen: 'unknown' }],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });
});

describe('wordings', () => {
  it('are chosen by the room there is', () => {
    expect(firstThatFits(['승인 · 1,204건', '승인'], 7)).toBe('승인 · 1,204건');
    expect(firstThatFits(['Authorisation · 1.2K', 'Authorisation'], 7)).toBe('Authorisation');
    expect(firstThatFits(['far too long for this'], 2)).toBe('far too long for this');
    expect(textWidth('KG이니시스')).toBeGreaterThan(textWidth('카드'));
  });
});
