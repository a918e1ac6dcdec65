import { distrust, isOwnPage, isSameOrigin, type Origins } from './loopback-trust.js';

const local: Origins = { remoteAddress: '127.0.0.1', host: 'localhost:3210', origin: undefined, forwarded: false };

describe('distrust', () => {
  it.each<[string, Partial<Origins>]>([
    ['a program', {}],
    ['a page of this server', { origin: 'http://localhost:3210' }],
    ['an address', { host: '127.0.0.1:3210', origin: 'http://127.0.0.1:3210' }],
    ['IPv6', { remoteAddress: '::1', host: '[::1]:3210' }],
    ['IPv4 inside IPv6', { remoteAddress: '::ffff:127.0.0.1' }],
    ['a forwarded port', { host: 'localhost:9999', origin: 'http://localhost:9999' }],
    ['a host without a port', { host: 'LOCALHOST' }],
    ['a name below localhost', { host: 'shop.localhost:3210' }],
  ])('trusts %s at this machine', (_, more) => {
    expect(distrust({ ...local, ...more })).toBeUndefined();
  });

  it.each<[string, Partial<Origins>, string]>([
    ['another machine', { remoteAddress: '192.168.0.7' }, 'not_on_loopback'],
    ['no address', { remoteAddress: undefined }, 'not_on_loopback'],
    ['an address that only begins like loopback', { remoteAddress: '127.0.0.1.evil' }, 'not_on_loopback'],
    ['a tunnel', { forwarded: true }, 'forwarded'],
    ['a rebound name', { host: 'evil.example:3210', origin: 'http://evil.example:3210' }, 'foreign_host'],
    ['a name that only contains localhost', { host: 'localhost.evil.example' }, 'foreign_host'],
    ['no host', { host: undefined }, 'foreign_host'],
    ['a page of another site', { origin: 'https://evil.example' }, 'foreign_origin'],
    ['a page of another port', { origin: 'http://localhost:3000' }, 'foreign_origin'],
    ['a page without an origin of its own', { origin: 'null' }, 'foreign_origin'],
  ])('does not trust %s', (_, more, reason) => {
    expect(distrust({ ...local, ...more })).toBe(reason);
  });
});

describe('isSameOrigin', () => {
  it('knows the same host and port behind https, too', () => {
    expect(isSameOrigin({ host: 'wall.example', origin: 'https://wall.example' })).toBe(true);
    expect(isSameOrigin({ host: 'wall.example', origin: 'https://wall.example.evil' })).toBe(false);
    expect(isSameOrigin({ host: undefined, origin: 'https://wall.example' })).toBe(false);
  });
});

describe('isOwnPage', () => {
  const host = 'localhost:3210';

  it('believes a browser that says so, in either way', () => {
    expect(isOwnPage({ host, origin: 'http://localhost:3210', fetchSite: undefined })).toBe(true);
    expect(isOwnPage({ host, origin: undefined, fetchSite: 'same-origin' })).toBe(true);
  });

  it('takes silence, other pages and a page behind a proxy for somebody else', () => {
    expect(isOwnPage({ host, origin: undefined, fetchSite: undefined })).toBe(false);
    expect(isOwnPage({ host, origin: undefined, fetchSite: 'none' })).toBe(false);
    expect(isOwnPage({ host, origin: 'https://wall.example', fetchSite: 'same-origin' })).toBe(false);
  });
});
