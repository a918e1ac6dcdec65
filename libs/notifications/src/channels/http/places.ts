import { createHash } from 'node:crypto';
import type { ChannelTemplate, TemplateEscape } from '@tillwatch/domain';
import type { Delivery } from '../../channel.js';
import { messageOf, standingOf, type Fullness } from '../../message/message.js';
import { openLabel, waysOf, type Way } from '../../message/ways.js';
import { ESCAPED } from './escape.js';

/** What a delivery puts into a template. Texts are escaped as the template says, settings are as they were given. */
export function placesOf(
  template: ChannelTemplate,
  settings: Readonly<Record<string, string>>,
  delivery: Delivery,
  { fullness, now }: { readonly fullness: Fullness; readonly now: number },
): ReadonlyMap<string, string | number> {
  const { incident, kind, key, link } = delivery;
  const message = messageOf(delivery, fullness);
  const escaped = ESCAPED[template.escape];
  const lines = message.lines.map(escaped).join(template.lineBreak);
  const { news, headline, sentence, time, sms } = message;
  const texts = { news, headline, sentence, time, sms, open: openLabel(delivery) };
  const standing = standingOf(incident);
  return new Map<string, string | number>([
    ...Object.entries(texts).map(([name, text]) => [name, escaped(text)] as const),
    ['lines', lines],
    ['ways', waysText(waysOf(delivery), template.escape)],
    ['text', [escaped(news), escaped(sentence), lines].filter((line) => line !== '').join(template.lineBreak)],
    ['link', template.escape === 'html' ? escaped(link) : link],
    ...Object.entries({ severity: incident.severity, standing, kind, incident: incident.id, key, now: new Date(now).toISOString() }),
    // Another one for each try, as services ask for; it need not be secret.
    [
      'salt',
      createHash('sha256')
        .update(`${key} ${String(now)}`)
        .digest('hex')
        .slice(0, 32),
    ],
    ...Object.entries(settings).map(([name, value]) => [`setting.${name}`, value] as const),
    ...Object.entries(template.choices).map(([name, choice]) => [`choice.${name}`, choice[standing]] as const),
  ]);
}

/** Ways on from a message in a service's own markup: links where it has them, else each with its address on a line of its own. */
function waysText(ways: readonly Way[], escape: TemplateEscape): string {
  if (escape === 'html') return ways.map(({ label, url }) => `<a href="${ESCAPED.html(url)}">${ESCAPED.html(label)}</a>`).join(' · ');
  if (escape === 'markdown') return ways.map(({ label, url }) => `[${ESCAPED.markdown(label)}](${url})`).join(' · ');
  return ways.map(({ label, url }) => `${label}: ${url}`).join('\n');
}
