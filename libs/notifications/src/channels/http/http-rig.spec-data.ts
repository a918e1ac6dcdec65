import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { loadCatalogue } from '@tillwatch/catalogue';
import type { ChannelTemplate, TemplateEscape } from '@tillwatch/domain';
import { HOME, httpRig, json, SECRET, SHORT_MS, textsIn, type RigKind } from '../rig.spec-data.js';
import { HttpChannel } from './http-channel.js';

/** What ships. */
export const TEMPLATES = loadCatalogue([join(__dirname, '../../../../../config')]).notifications.templates;

/** The keys of a service account. */
export const KEYS = generateKeyPairSync('rsa', {
  ...{ modulusLength: 2_048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } },
});

/** A template whose service stands on this machine. */
export function atHome(template: ChannelTemplate, url: string): ChannelTemplate {
  const moved = (address: string): string => address.replace(/^https:\/\/[^/]+/, url);
  const { login, edit } = template;
  return {
    ...{ ...template, url: moved(template.url) },
    ...(login === undefined ? {} : { login: { ...login, url: moved(login.url) } }),
    ...(edit === undefined ? {} : { edit: { ...edit, url: moved(edit.url) } }),
  };
}

/** Settings for everything that a template asks for, with something secret in each. */
export function settingsFor({ settings }: ChannelTemplate, url: string): Record<string, string> {
  const known: Readonly<Record<string, string>> = { url: `${url}/hook/${SECRET}`, server: `${url}/`, privateKey: KEYS.privateKey };
  return Object.fromEntries(settings.map(({ id }) => [id, known[id] ?? `${SECRET}-${id}`]));
}

/** A channel of a template whose service stands on this machine. */
export function channelAtHome(template: ChannelTemplate, url: string): HttpChannel {
  return new HttpChannel(HOME, atHome(template, url), settingsFor(template, url), SHORT_MS);
}

const ESCAPED_AS: Readonly<Record<TemplateEscape, string>> = {
  ...{ none: '<b>&"', html: '&lt;b&gt;&amp;&quot;', markdown: '\\<b\\>&"', unlinked: '<b>&"' },
};

/** One for each template that ships. */
export const HTTP_RIG_KINDS: readonly RigKind[] = TEMPLATES.map((template) => ({
  ...{ name: template.id, asksToWait: true, escaped: ESCAPED_AS[template.escape] },
  takesAnything: template.success === undefined && template.login === undefined,
  start: () =>
    httpRig({
      make: (url) => channelAtHome(template, url),
      taken: JSON.stringify({ ok: true, failedMessageList: [], access_token: 't0ken', result: { message_id: 7 }, id: '11' }),
      key: ({ headers }) => String(headers['idempotency-key']),
      shown: (heard) => textsIn(json(heard)),
      path: /^(?!.*\/token$)/,
    }),
}));
