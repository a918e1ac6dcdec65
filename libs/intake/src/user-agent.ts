import { MAX_USER_AGENT_LENGTH } from '@tillwatch/contract';
import Bowser from 'bowser';
import { Recent } from './recent.js';

/** What a user agent tells of an attempt, as dimension values. A part that it does not tell is absent. */
export interface UserAgent {
  /** `chrome`, `safari`, `samsung-internet`, `ie`, … or `unknown`; inside an app's web view, the engine's browser. */
  readonly browser: string;
  /** Qualified by the browser: `ie/10`. Major version only. */
  readonly browser_version?: string;
  /** `windows`, `macos`, `ios`, `android`, … or `unknown`. */
  readonly os: string;
  /** `desktop`, `mobile`, `tablet`, `tv`, `bot` or `unknown`. */
  readonly device: string;
  /** The app around the page: `kakaotalk`, `naver`, …; `other` for one without a name; `none` for a browser. */
  readonly webview: string;
}

/** The dimensions that can be read from a user agent. */
export const USER_AGENT_DIMENSIONS = ['browser', 'browser_version', 'os', 'device', 'webview'] as const;

/** How apps name themselves in the user agent of the pages they show. */
const APPS: readonly (readonly [string, RegExp])[] = [
  ['kakaotalk', /KAKAOTALK/i],
  ['naver', /NAVER\(inapp/i],
  ['daum', /DaumApps/i],
  ['instagram', /Instagram/],
  ['facebook', /\bFB(?:AN|AV|_IAB)\b/],
  ['line', /\bLine\/\d/],
  ['toss', /\bTossApp\//i],
];

const BROWSER_SLUGS: Readonly<Record<string, string>> = {
  'Android Browser': 'android',
  Chromium: 'chrome',
  'Internet Explorer': 'ie',
  'Microsoft Edge': 'edge',
  'NAVER Whale Browser': 'whale',
};

const OS_SLUGS: Readonly<Record<string, string>> = { 'Chrome OS': 'chromeos' };
const DEVICES = new Set(['desktop', 'mobile', 'tablet', 'tv', 'bot']);
const ROBOT = /bot\b|crawl|spider|slurp|yeti\/|daum\/|headless|curl\/|wget\/|python|java\/|okhttp|feed/i;
const NAMED_BY_BOWSER = new Set(Object.values(Bowser.BROWSER_MAP));

function slug(name: string): string {
  return name
    .replace(/ for Android$| Browser$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

function webviewOf(text: string, os: string): string {
  const app = APPS.find(([, pattern]) => pattern.test(text));
  if (app !== undefined) return app[0];
  if (os === 'android' && /; wv\)/.test(text)) return 'other';
  return os === 'ios' && !/Safari\//.test(text) ? 'other' : 'none';
}

function major(version: string | undefined): string | undefined {
  return /^\d{1,4}/.exec(version ?? '')?.[0];
}

/** Inside a web view the page is drawn by the system: Chrome's engine on Android, Safari's (of the system's version) on iOS. */
function systemBrowser(text: string, os: string, osVersion: string | undefined): { name: string; version: string | undefined } | undefined {
  if (os === 'ios') return { name: 'safari', version: major(/Version\/(\d+)/.exec(text)?.[1] ?? osVersion) };
  if (os === 'android') return { name: 'chrome', version: major(/Chrom(?:e|ium)\/(\d+)/.exec(text)?.[1]) };
  return undefined;
}

/** Reads a user agent. Whatever the text, it gives an answer; cost about 25 µs. */
export function parseUserAgent(userAgent: string): UserAgent {
  const text = userAgent.slice(0, MAX_USER_AGENT_LENGTH);
  const parsed = text.trim() === '' ? undefined : Bowser.parse(text);
  const name = parsed?.browser.name ?? '';
  const osName = parsed?.os.name ?? '';
  const os = osName === '' ? 'unknown' : (OS_SLUGS[osName] ?? slug(osName));
  const webview = webviewOf(text, os);
  const own = NAMED_BY_BOWSER.has(name) ? { name: BROWSER_SLUGS[name] ?? slug(name), version: major(parsed?.browser.version) } : undefined;
  const browser = (webview === 'none' ? undefined : systemBrowser(text, os, parsed?.os.version)) ?? own;
  const type = parsed?.platform.type ?? '';
  const device = DEVICES.has(type) ? type : 'unknown';
  return {
    browser: browser?.name ?? 'unknown',
    ...(browser?.version === undefined ? {} : { browser_version: `${browser.name}/${browser.version}` }),
    os,
    device: ROBOT.test(text) ? 'bot' : device,
    webview,
  };
}

/** Reads user agents, remembering the most recent ones: shops see a few thousand different ones again and again. */
export class UserAgents {
  private readonly recent: Recent<UserAgent>;

  constructor(limit = 5_000) {
    this.recent = new Recent(limit);
  }

  read(userAgent: string): UserAgent {
    const known = this.recent.get(userAgent);
    if (known !== undefined) return known;
    const read = parseUserAgent(userAgent);
    this.recent.set(userAgent, read);
    return read;
  }
}
