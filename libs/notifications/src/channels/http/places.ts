import { createHash } from 'node:crypto';
import type { ChannelTemplate } from '@tillwatch/domain';
import type { Delivery } from '../../channel.js';
import { messageOf, standingOf, type Fullness } from '../../message/message.js';
import { openLabel } from '../../message/ways.js';
import { ESCAPED } from './escape.js';
import type { Places } from './fill.js';

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

/** The same places with more of them. */
export function withPlaces(places: ReadonlyMap<string, string | number>, more: Readonly<Record<string, string>> = {}): Places {
  return (name) => more[name] ?? places.get(name);
}
