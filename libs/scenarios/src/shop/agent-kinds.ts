import type { StageId } from './stages.js';

/** Where customers shop: on a computer, in a phone's browser, or in the platform's own app. */
export type Channel = 'web' | 'mobile-web' | 'app';

/** A kind of browser as far as it matters to how a checkout goes. */
export interface AgentKind {
  readonly id: string;
  readonly channel: Channel;
  /** Share of all customers in percent. */
  readonly weight: number;
  /** Factor on what usually breaks (`system`), by stage; 1 where not named. */
  readonly breaks: Readonly<Partial<Record<StageId, number>>>;
  /** The app around the page, where there is one. */
  readonly webview?: string;
  /** Finds real user agents of this kind in the package `user-agents`; the others are written in korean-agents.ts. */
  readonly pattern?: RegExp;
}

const KHTML = String.raw`AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)`;
const real = (system: string, product: string): RegExp => new RegExp(String.raw`${system}.*\) ${product}$`);

/** By Korean shares. Old Internet Explorer is nearly gone, and fails nearly always more than all others. */
export const AGENT_KINDS: readonly AgentKind[] = [
  { id: 'chrome-windows', channel: 'web', weight: 17, breaks: {}, pattern: real('Windows NT', String.raw`Chrome\/[\d.]+ Safari\/[\d.]+`) },
  { id: 'edge', channel: 'web', weight: 6, breaks: {}, pattern: /Windows NT.* Edg\/[\d.]+$/ },
  { id: 'whale', channel: 'web', weight: 3, breaks: { window: 1.3 } },
  { id: 'safari-mac', channel: 'web', weight: 2, breaks: { window: 1.6 }, pattern: /Macintosh.* Version\/[\d.]+ Safari\/[\d.]+$/ },
  { id: 'chrome-mac', channel: 'web', weight: 1.6, breaks: {}, pattern: real('Macintosh', String.raw`Chrome\/[\d.]+ Safari\/[\d.]+`) },
  { id: 'firefox', channel: 'web', weight: 0.8, breaks: { window: 1.5 }, pattern: /Windows NT.* Firefox\/[\d.]+$/ },
  { id: 'ie-11', channel: 'web', weight: 0.5, breaks: { opened: 8, method: 4, window: 9, authentication: 7 } },
  { id: 'ie-10', channel: 'web', weight: 0.3, breaks: { opened: 14, method: 6, window: 13, authentication: 12 } },
  {
    id: 'chrome-android',
    channel: 'mobile-web',
    weight: 11,
    breaks: {},
    pattern: new RegExp(String.raw`Android 10; K\) ${KHTML} Chrome\/[\d.]+ Mobile Safari\/[\d.]+$`),
  },
  {
    id: 'safari-ios',
    channel: 'mobile-web',
    weight: 13,
    breaks: { authentication: 1.4 },
    pattern: /iPhone.* Version\/[\d.]+ Mobile\/\w+ Safari\/[\d.]+$/,
  },
  { id: 'samsung', channel: 'mobile-web', weight: 9, breaks: { window: 1.1 } },
  {
    id: 'chrome-ios',
    channel: 'mobile-web',
    weight: 0.8,
    breaks: { authentication: 1.8 },
    pattern: /iPhone.* CriOS\/[\d.]+ Mobile\/\w+ Safari\/[\d.]+$/,
  },
  { id: 'kakaotalk', channel: 'mobile-web', webview: 'kakaotalk', weight: 5, breaks: { opened: 2, window: 2.6, authentication: 3 } },
  { id: 'naver', channel: 'mobile-web', webview: 'naver', weight: 4, breaks: { opened: 1.5, window: 2, authentication: 2.2 } },
  { id: 'instagram', channel: 'mobile-web', webview: 'instagram', weight: 1, breaks: { opened: 2.5, window: 4, authentication: 4.5 } },
  { id: 'app-android', channel: 'app', webview: 'other', weight: 16, breaks: { window: 1.2, authentication: 1.2 } },
  { id: 'app-ios', channel: 'app', webview: 'other', weight: 9, breaks: { window: 1.2, authentication: 1.5 } },
];
