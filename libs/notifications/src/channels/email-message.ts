import type { Standing } from '@tillwatch/domain';
import { inLanguage, NOTICE_LABELS } from '@tillwatch/wording';
import type { Delivery } from '../channel.js';
import { messageOf, standingOf } from '../message/message.js';
import { waysOf, type Way } from '../message/ways.js';

/** A mail without who it goes to. */
export interface EmailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const COLOURS: Readonly<Record<Standing, string>> = { critical: '#c62828', warning: '#b26a00', over: '#3a6b35' };

/** Puts a text of others into HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** A delivery as a mail: what is new, the sentence, what else there is to know, the ways on, why it comes. The text says all of it, too. */
export function emailMessage(delivery: Delivery): EmailMessage {
  const { incident, language } = delivery;
  const { news, headline, sentence, lines } = messageOf(delivery);
  const why = inLanguage(NOTICE_LABELS.why, language);
  const ways = waysOf(delivery);
  const leads = ways.map(({ label, url }) => `${label}: ${url}`);
  const parts = [[news, sentence], lines.map((line) => `- ${line}`), leads, [why]].filter((part) => part.length > 0);
  const text = parts.map((part) => part.join('\n')).join('\n\n');
  return {
    subject: headline,
    text: `${text}\n`,
    html: page({ news, sentence, lines, ways, why }, COLOURS[standingOf(incident)], language),
  };
}

type Parts = { readonly [name in 'news' | 'sentence' | 'why']: string } & {
  readonly lines: readonly string[];
  readonly ways: readonly Way[];
};

/** No image, no script and nothing fetched; colours are named for both what is light and what is dark. */
function page({ lines, news, sentence, ways, why }: Parts, colour: string, language: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(sentence)}</title></head>
<body style="font-family:sans-serif;line-height:1.5;max-width:40em">
<p style="border-left:4px solid ${colour};padding-left:12px;margin:0"><strong>${escapeHtml(news)}</strong><br>${escapeHtml(sentence)}</p>
<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>
<p>${ways.map(({ label, url }) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`).join(' · ')}</p>
<p style="font-size:smaller">${escapeHtml(why)}</p>
</body></html>
`;
}
