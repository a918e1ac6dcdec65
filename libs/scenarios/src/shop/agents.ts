import UserAgent from 'user-agents';
import { Weighted } from '../chance/weighted.js';
import { AGENT_KINDS, type AgentKind } from './agent-kinds.js';
import { HAND_WRITTEN, type AgentText } from './korean-agents.js';

/** A user agent that a customer carries, named as the dimensions `browser` and `browser_version` name it. */
export interface Agent extends AgentText {
  readonly kind: AgentKind;
  readonly browser: string;
  /** Major version, without the browser's name. */
  readonly version: string;
}

/** How many different strings of one kind are kept: enough for a long tail of versions, not for a census. */
const STRINGS_PER_KIND = 14;

/** Which browser draws the page, by what its string holds; the first that fits. Inside an app that is the system's own. */
const BROWSERS: readonly (readonly [browser: string, pattern: RegExp])[] = [
  ['ie', /(?:MSIE |rv:)(\d+)[.\d]*[;)] (?:Windows|like Gecko)/],
  ['edge', /Edg\/(\d+)/],
  ['whale', /Whale\/(\d+)/],
  ['samsung-internet', /SamsungBrowser\/(\d+)/],
  ['firefox', /Firefox\/(\d+)/],
  ['chrome', /(?:CriOS|Chrome)\/(\d+)/],
  ['safari', /Version\/(\d+)/],
  ['safari', /iPhone OS (\d+)/],
];

function name(of: AgentText, kind: AgentKind): Agent {
  for (const [browser, pattern] of BROWSERS) {
    const version = pattern.exec(of.text)?.[1];
    if (version !== undefined) return { ...of, kind, browser, version };
  }
  return { ...of, kind, browser: 'unknown', version: '' };
}

/** Real strings of a kind with how often they are seen, most frequent first. */
function fromPackage(pattern: RegExp): AgentText[] {
  const weights = new Map<string, number>();
  for (const record of UserAgent.top(undefined, pattern))
    weights.set(record.userAgent, (weights.get(record.userAgent) ?? 0) + record.weight);
  return [...weights]
    .map(([text, weight]) => ({ text, weight }))
    .sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .slice(0, STRINGS_PER_KIND);
}

function agentsOf(kind: AgentKind): Agent[] {
  const texts = kind.pattern === undefined ? (HAND_WRITTEN[kind.id] ?? []) : fromPackage(kind.pattern);
  const sum = texts.reduce((total, { weight }) => total + weight, 0);
  return texts.map(({ text, weight }) => name({ text, weight: (weight / sum) * kind.weight }, kind));
}

/**
 * The browsers of a Korean shop's customers: kinds by Korean shares, within a kind the real strings and frequencies
 * of the npm package `user-agents`; what that package hardly holds (in-app browsers, Whale, IE) is written by hand.
 */
export function agents(): Weighted<Agent> {
  return new Weighted(AGENT_KINDS.flatMap(agentsOf), (agent) => agent.weight);
}
