import type { LocalisedText } from './journey.js';

/** JSON as a template writes it: its texts hold places such as `{{headline}}`. */
export type JsonTree = string | number | boolean | null | readonly JsonTree[] | { readonly [name: string]: JsonTree };

/** How texts of others are put into a service's own markup. A closed list: configuration names these. */
export const TEMPLATE_ESCAPES = [
  /** The service shows plain text. */
  'none',
  /** `& < > " '` */
  'html',
  /** A backslash before what means something in Markdown, as Discord and Teams read it. */
  'markdown',
  /** Markup without a way to escape it: `[text](address)` is taken apart, so that no name is a link. */
  'unlinked',
] as const;
export type TemplateEscape = (typeof TEMPLATE_ESCAPES)[number];

/** What messages put into a template, by the name of the place. */
export const MESSAGE_PLACES = [
  ...(['headline', 'sentence', 'news', 'time', 'lines', 'text', 'sms', 'link', 'open', 'ways'] as const),
  ...(['severity', 'standing', 'kind', 'incident', 'key', 'now', 'salt', 'signature', 'token'] as const),
] as const;
export type MessagePlace = (typeof MESSAGE_PLACES)[number];

/** What a message that was sent is called by the service: only what is about editing it can name it. */
export const MESSAGE_ID_PLACE = 'message';

/** Places of one way on from a message (to take an incident in one tap, to open it): a list's entry that holds one is there once for each way. */
export const WAY_PLACES = ['way.label', 'way.url'] as const;

/** Whether a part of a template is about one way on: it holds a place of it, and not within a list of its own. */
export function holdsWay(tree: JsonTree): boolean {
  if (typeof tree === 'string') return placesIn(tree).some((name) => (WAY_PLACES as readonly string[]).includes(name));
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree) && Object.values(tree).some(holdsWay);
}

/** How an incident stands, as far as colours and priorities go. */
export const STANDINGS = ['critical', 'warning', 'over'] as const;
export type Standing = (typeof STANDINGS)[number];

/** At most so much in one text of the body. */
export interface TemplateLimit {
  /** Where: `embeds.0.description`. */
  readonly at: string;
  readonly most: number;
  /** Characters are UTF-16 units, bytes are of UTF-8. */
  readonly unit: 'characters' | 'bytes';
}

/** What a channel with this template has to be told. */
export interface TemplateSetting {
  readonly id: string;
  readonly label: LocalisedText;
  /** Without it, what holds it is left out. */
  readonly optional: boolean;
}

/** How a service is told over HTTP: what differs from one to the next, as data. */
export interface ChannelTemplate {
  readonly id: string;
  readonly label: LocalisedText;
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonTree;
  readonly escape: TemplateEscape;
  /** Between the lines of `lines` and `text`. */
  readonly lineBreak: string;
  readonly limits: readonly TemplateLimit[];
  readonly settings: readonly TemplateSetting[];
  /** Values that go by how the incident stands: `{{choice.colour}}`. */
  readonly choices: Readonly<Record<string, Readonly<Record<Standing, string | number>>>>;
  /** What is `{{signature}}`: HMAC-SHA256 of a text. */
  readonly signature?: { readonly key: string; readonly text: string; readonly as: 'hex' | 'base64' };
  /** What is `{{token}}`: asked for before each message with a signed claim (RFC 7523, RS256). */
  readonly login?: TemplateLogin;
  /** Where the body of a refusal says how long to wait. */
  readonly retryAfter?: { readonly at: string; readonly unit: 's' | 'ms' };
  /** What a 200 that took the message has in its body. */
  readonly success?: { readonly at: string; readonly equals: string | number | boolean };
  /** How a message that was sent is edited as its incident goes on; absent where each change is a message of its own. */
  readonly edit?: TemplateEdit;
}

/** How a service's messages are edited: the same body, and what is said here. */
export interface TemplateEdit {
  /** Where the answer to a message says what that is called: `{{message}}`. */
  readonly id: string;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  /** What an edit has in its body beside what every message has. */
  readonly body: Readonly<Record<string, JsonTree>>;
  /** What a message has that is sent beside the edited one because it must be heard: that it answers that one. */
  readonly reply: Readonly<Record<string, JsonTree>>;
  /** What a refusal says of an edit that changes nothing: the message stands as it is to be. */
  readonly unchanged?: string;
}

/** How a service gives out tokens. */
export interface TemplateLogin {
  readonly url: string;
  /** Sent as a form, beside `grant_type` and `assertion`. */
  readonly form: Readonly<Record<string, string>>;
  /** Claims, and the private key (PEM) they are signed with. */
  readonly issuer: string;
  readonly subject: string;
  readonly key: string;
  /** Where the answer has the token. */
  readonly token: string;
}

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names of the places in a text, in their order. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name);
}

/** A text with something in each of its places. */
export function fillPlaces(text: string, valueOf: (name: string) => string): string {
  return text.replace(PLACE, (_place, name: string) => valueOf(name));
}

/** What stands at a dotted path of a JSON value; undefined where nothing does. Lists have a `length`. */
export function jsonAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, name)) return undefined;
    return (part as Readonly<Record<string, unknown>>)[name];
  }, value);
}
