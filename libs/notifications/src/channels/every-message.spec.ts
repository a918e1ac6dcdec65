import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonAt } from '@tillwatch/domain';
import { LANGUAGES } from '@tillwatch/wording';
import type { Delivery } from '../channel.js';
import { FOUND_AT } from '../notifications.spec-data.js';
import { emailMessage } from './email-message.js';
import { HTTP_RIG_KINDS } from './http/http-rig.spec-data.js';
import { RIG_KINDS, type Rig } from './rig.spec-data.js';
import { situationsIn, TOKEN } from './situations.spec-data.js';

const FILE = join(__dirname, '../../../../docs/messages.md');

/** How a service shows what it is sent: the texts of its body in the order they are read in, and what can be tapped. */
interface Shown {
  readonly name: string;
  readonly texts: readonly string[];
  /** A list of the body, and what its entries call a label and an address. */
  readonly taps?: { readonly at: string; readonly label: string; readonly url: string };
}

const SHOWN: Readonly<Record<string, Shown>> = {
  slack: { name: 'Slack', texts: ['blocks.0.text.text', 'blocks.1.text.text', 'blocks.2.elements.0.text'] },
  pagerduty: { name: 'PagerDuty', texts: ['payload.summary'], taps: { at: 'links', label: 'text', url: 'href' } },
  telegram: { name: 'Telegram', texts: ['text'] },
  discord: { name: 'Discord', texts: ['embeds.0.title', 'embeds.0.description'] },
  teams: {
    name: 'Teams',
    texts: ['attachments.0.content.body.0.text', 'attachments.0.content.body.1.text', 'attachments.0.content.body.2.text'],
    taps: { at: 'attachments.0.content.actions', label: 'title', url: 'url' },
  },
  ntfy: { name: 'ntfy', texts: ['title', 'message'], taps: { at: 'actions', label: 'label', url: 'url' } },
  dooray: { name: 'Dooray', texts: ['text', 'attachments.0.text'], taps: { at: 'attachments', label: 'title', url: 'titleLink' } },
  jandi: {
    name: 'JANDI',
    texts: ['body', 'connectInfo.0.title', 'connectInfo.0.description'],
    taps: { at: 'connectInfo', label: 'title', url: 'description' },
  },
  'naver-works': { name: 'NAVER WORKS', texts: ['content.text'] },
  'solapi-sms': { name: 'SMS', texts: ['messages.0.text'] },
  'kakao-alimtalk': {
    name: 'Alimtalk',
    texts: ['상태', '내용', '시각', '링크'].map((name) => `messages.0.kakaoOptions.variables.#{${name}}`),
  },
};

/** Markup as it is shown: a link as its words and where it leads. */
function readable(text: string): string {
  return text
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2: $1')
    .replace(/<(https:[^|>]*)\|([^>]*)>/g, '$2: $1')
    .replace(/\[([^\]]*)\]\((https:[^)]*)\)/g, '$1: $2')
    .replace(/<\/?b>/g, '')
    .replace(/^\*(.*)\*$/s, '$1')
    .replace(/\\([\\`*_~|<>[\]])/g, '$1')
    .replace(/\n\n/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

function asShown({ texts, taps }: Shown, raw: string): string {
  const body: unknown = JSON.parse(raw);
  const at = (path: string): string => {
    const text = jsonAt(body, path);
    return typeof text === 'string' ? text : '';
  };
  const tapped = taps === undefined ? [] : tapsIn(jsonAt(body, taps.at), taps);
  return [...texts.map((path) => readable(at(path)).trim()), ...tapped].filter((text) => text !== '').join('\n');
}

/** What can be tapped, as its words and where it leads. */
function tapsIn(list: unknown, { label, url }: NonNullable<Shown['taps']>): string[] {
  const entries = Array.isArray(list) ? (list as Readonly<Record<string, unknown>>[]) : [];
  return entries.flatMap((entry) => (/^https:/.test(String(entry[url])) ? [`${String(entry[label])}: ${String(entry[url])}`] : []));
}

/** A mail; those that follow the first one of an incident keep its subject. */
function mailOf(delivery: Delivery): string {
  const { subject, text } = emailMessage(delivery);
  return [...(delivery.reference === null ? [`Subject: ${subject}`, ''] : []), text.trim()].join('\n');
}

/** Texts that are alike under the names of all channels that show them. */
function grouped(texts: readonly (readonly [string, string])[]): string {
  const names = new Map<string, string[]>();
  for (const [name, text] of texts) names.set(text, [...(names.get(text) ?? []), name]);
  return [...names].map(([text, who]) => `── ${who.join(', ')}\n${text}`).join('\n\n');
}

const HEAD = `# Every message as it reads

What reaches people, by what happened and where they read it. What can be tapped stands last, with where it leads; mails of
one incident keep the subject of the first. Programs are told the incident itself. [How channels are set up](guides/channels.md).

\`npm run messages\` writes this page from what the channels send; a spec fails where it says anything else.
`;

async function written(rigs: ReadonlyMap<string, Rig>): Promise<string> {
  const parts = [HEAD];
  const inAll = LANGUAGES.map((language) => [language, situationsIn(language)] as const);
  for (const [n, [name]] of situationsIn('en').entries()) {
    parts.push(`## ${name}\n`);
    for (const [language, situations] of inAll) {
      const [, delivery] = situations[n] ?? [];
      if (delivery !== undefined)
        parts.push(`${language === 'ko' ? '한국어' : 'English'}\n\n\`\`\`text\n${await everywhere(rigs, delivery)}\n\`\`\`\n`);
    }
  }
  // Nobody reads a token.
  return parts.join('\n').replaceAll(TOKEN, '…');
}

async function everywhere(rigs: ReadonlyMap<string, Rig>, delivery: Delivery): Promise<string> {
  const texts: (readonly [string, string])[] = [];
  for (const [id, shown] of Object.entries(SHOWN)) {
    const rig = rigs.get(id);
    if (rig === undefined) throw new Error(`There is no channel ${id}.`);
    const kind = delivery.kind === 'statement' ? 'digest' : delivery.kind;
    if (kind !== 'test' && !rig.channel.tells.has(kind)) continue;
    await rig.channel.deliver(delivery, FOUND_AT);
    const text = asShown(shown, rig.arrived().at(-1)?.raw ?? '{}');
    if (text !== '') texts.push([shown.name, text]);
    if (id === 'slack') texts.push(['Mail', mailOf(delivery)]);
  }
  return grouped(texts);
}

const rigs = new Map<string, Rig>();
beforeAll(async () => {
  for (const { name, start } of [...RIG_KINDS, ...HTTP_RIG_KINDS]) if (name in SHOWN) rigs.set(name, await start());
});
afterAll(() => Promise.all([...rigs.values()].map((rig) => rig.stop())));

it('every message reads as its page says (npm run messages renews it)', async () => {
  const page = await written(rigs);
  if (process.env['TILLWATCH_RENEW'] === 'messages') writeFileSync(FILE, page);
  expect(page).toBe(readFileSync(FILE, 'utf8'));
});

it('the page has every service that there is a template for', () => {
  expect(Object.keys(SHOWN)).toEqual(expect.arrayContaining(HTTP_RIG_KINDS.map(({ name }) => name)));
});
