import { deskScreenOf } from './desk-router.js';
import { choose, listQuery } from './screens/incidents/list-query.js';
import { sliceHref, sliceQuery } from './screens/live/slice-address.js';

describe('addresses of the desk', () => {
  it('name their page', () => {
    expect(['/incidents', '/live/', '/live/slice', '/alerts', '/live/x', '/'].map(deskScreenOf)).toEqual([
      'incidents',
      'live',
      'slice',
      'alerts',
      undefined,
      undefined,
    ]);
  });

  it('carry a slice there and back to the question', () => {
    const href = sliceHref(
      { journey: 'checkout', stage: 'authentication', segment: { provider: 'kg-inicis', browser_version: 'ie~lte:10', merchant: 'a,b' } },
      'ko',
    );
    const query = sliceQuery(new URL(href, 'http://x').searchParams);
    expect(query.get('stage')).toBe('authentication');
    expect(query.getAll('filter')).toEqual(['provider:kg-inicis', 'browser_version:ie~lte:10', 'merchant:a%2Cb']);
    expect(sliceHref({ journey: 'checkout', stage: '#attempt', segment: {} }, 'en')).toBe('/live/slice?journey=checkout&lang=en');
  });

  it('carry the filters of the list, equal ones equally spelt', () => {
    const address = choose(choose(new URLSearchParams('lang=ko'), 'status', 'resolved'), 'period', '7d');
    expect(address.toString()).toBe(choose(choose(new URLSearchParams('lang=ko'), 'period', '7d'), 'status', 'resolved').toString());
    const query = listQuery(address, Date.parse('2026-11-22T00:00:00Z'));
    expect(query.toString()).toBe(new URLSearchParams({ status: 'resolved', from: '2026-11-15T00:00:00.000Z' }).toString());
    expect(choose(address, 'status', '').has('status')).toBe(false);
  });
});
