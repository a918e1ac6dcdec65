import UserAgent from 'user-agents';
import { parseUserAgent, UserAgents } from './user-agent.js';

const CASES: readonly (readonly [string, string, string])[] = [
  ['IE 10', 'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)', 'ie ie/10 windows desktop none'],
  ['IE 11', 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko', 'ie ie/11 windows desktop none'],
  [
    'Chrome',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    'chrome chrome/120 windows desktop none',
  ],
  [
    'Edge',
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/121.0.0.0',
    'edge edge/121 windows desktop none',
  ],
  [
    'Whale',
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Whale/3.24.223.18 Safari/537.36',
    'whale whale/3 windows desktop none',
  ],
  [
    'Samsung Internet',
    'Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36',
    'samsung-internet samsung-internet/23 android mobile none',
  ],
  [
    'Safari on a phone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1',
    'safari safari/17 ios mobile none',
  ],
  [
    'Safari on a tablet',
    'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    'safari safari/16 ios tablet none',
  ],
  ['Firefox', 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0', 'firefox firefox/121 linux desktop none'],
  [
    'KakaoTalk on Android',
    'Mozilla/5.0 (Linux; Android 12; SM-G998N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.144 Mobile Safari/537.36;KAKAOTALK 2410440',
    'chrome chrome/120 android mobile kakaotalk',
  ],
  [
    'KakaoTalk on iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 KAKAOTALK 10.4.5',
    'safari safari/17 ios mobile kakaotalk',
  ],
  [
    'the Naver app',
    'Mozilla/5.0 (Linux; Android 13; SM-S911N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Whale/1.0.0.0 Crosswalk/28.118.0.2 Mobile Safari/537.36 NAVER(inapp; search; 1010; 12.3.3)',
    'chrome chrome/120 android mobile naver',
  ],
  [
    'Instagram',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21B91 Instagram 309.1.1.28.108 (iPhone14,5)',
    'safari safari/17 ios mobile instagram',
  ],
  [
    'a nameless app',
    'Mozilla/5.0 (Linux; Android 11; SM-A515N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36',
    'chrome chrome/119 android mobile other',
  ],
  ['Googlebot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'googlebot googlebot/2 unknown bot none'],
  ['a crawler without a name', 'Sogou web spider/4.0', 'unknown - unknown bot none'],
  ['a program', 'curl/7.88', 'unknown - unknown bot none'],
  ['nonsense', '🤷 not a browser 9.9', 'unknown - unknown unknown none'],
  ['blanks', '   ', 'unknown - unknown unknown none'],
];

describe('parseUserAgent', () => {
  it.each(CASES)('reads %s', (_, text, expected) => {
    const { browser, browser_version: version = '-', os, device, webview } = parseUserAgent(text);
    expect([browser, version, os, device, webview].join(' ')).toBe(expected);
  });

  it('names the browser and the device of nearly all real user agents', () => {
    const read = Array.from({ length: 2_000 }, () => parseUserAgent(new UserAgent().toString()));
    expect(read.filter(({ browser }) => browser === 'unknown').length).toBeLessThan(40);
    expect(read.filter(({ device }) => device === 'unknown').length).toBeLessThan(40);
    expect(new Set(read.map(({ os }) => os)).size).toBeLessThan(15);
  });

  it('reads only the beginning of an endless one', () => {
    const started = performance.now();
    expect(parseUserAgent('Chrome/'.repeat(1_000_000)).browser).toBe('chrome');
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('UserAgents', () => {
  it('gives the same answer again and remembers a bounded number', () => {
    const agents = new UserAgents(2);
    const chrome = agents.read('Mozilla/5.0 Chrome/120.0');
    expect(agents.read('Mozilla/5.0 Chrome/120.0')).toBe(chrome);
    agents.read('Mozilla/5.0 Chrome/121.0');
    agents.read('Mozilla/5.0 Chrome/122.0');
    expect(agents.read('Mozilla/5.0 Chrome/120.0')).not.toBe(chrome);
    expect(agents.read('Mozilla/5.0 Chrome/120.0')).toEqual(chrome);
  });
});
