import type { Standing } from '@tillwatch/domain';
import type { Delivery } from '../channel.js';
import { messageOf, standingOf } from '../message/message.js';
import { waysOf } from '../message/ways.js';

interface Markdown {
  readonly type: 'mrkdwn';
  readonly text: string;
}

/** The blocks that messages are built of. */
export type SlackBlock =
  { readonly type: 'section'; readonly text: Markdown } | { readonly type: 'context'; readonly elements: [Markdown] };

/** A message as Slack takes it, without where it goes. */
export interface SlackMessage {
  /** What notifications show, and screens that know no blocks. */
  readonly text: string;
  readonly blocks: SlackBlock[];
}

/** The sign beside the word, never instead of it. */
const SIGNS: Readonly<Record<Standing, string>> = { critical: '🟥', warning: '🟧', over: '☑' };
/** Characters of a section. */
const SECTION_MOST = 3_000;

/** Puts a text of others in Slack's markup: the three signs that begin anything there, and the star that ends what is bold. */
export function escapeSlack(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\*/g, '∗');
}

/** A delivery as blocks: the headline, what is new and since when, what else there is to know, the ways on. */
export function slackMessage(delivery: Delivery): SlackMessage {
  const { incident } = delivery;
  const { news, headline, time, lines } = messageOf(delivery);
  const sign = SIGNS[standingOf(incident)];
  const points = [`${news} · ${time}`, ...lines].map((line) => `• ${escapeSlack(line)}`);
  const ways = waysOf(delivery).map(({ label, url }) => `<${linked(url)}|${label}>`);
  while (points.join('\n').length > SECTION_MOST) points.pop();
  return {
    text: `${sign} ${escapeSlack(headline)} · ${escapeSlack(time)}`,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*${sign} ${escapeSlack(headline)}*` } },
      { type: 'section', text: { type: 'mrkdwn', text: points.join('\n') } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: ways.join(' · ') }] },
    ],
  };
}

/** An address inside a link, which ends at the first of these signs. */
function linked(link: string): string {
  return link.replace(/&/g, '&amp;').replace(/</g, '%3C').replace(/>/g, '%3E').replace(/\|/g, '%7C');
}
