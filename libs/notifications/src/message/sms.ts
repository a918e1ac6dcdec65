import type { IncidentAnswer } from '@tillwatch/contract';
import { smsPieces, type Reader } from '@tillwatch/wording';
import type { NoticeKind } from '../notice.js';
import { fitted } from './room.js';
import { SHORT_TEXTS } from './short-text.js';

/** What is told, and where it leads. */
interface Told {
  readonly kind: NoticeKind;
  readonly incident: IncidentAnswer;
  readonly link: string;
}

/** A name in letters that phones have; null where they have none of its own: `acknowledged` says more than `acknowledged ?`. */
function spelled(name: string | null, spell: (text: string) => string): string | null {
  const text = spell(name ?? '');
  return /[\p{L}\p{N}]/u.test(text) ? text : null;
}

/**
 * An incident as one SMS, in letters that phones have. Where it is too long the place is shortened, then what goes wrong, the numbers and
 * times never; the link is in it where it fits beside all of that.
 */
export function smsOf({ kind, incident, link }: Told, reader: Reader): string {
  const { most, measure, spell } = SHORT_TEXTS[reader.language];
  const pieces = smsPieces({ ...incident, acknowledgedBy: spelled(incident.acknowledgedBy, spell) }, reader, kind);
  const [mark, place, trouble, facts] = [pieces.mark, pieces.place, pieces.trouble, pieces.facts].map(spell) as [
    string,
    string,
    string,
    string,
  ];
  const joint = reader.language === 'ko' ? ' ' : ', ';
  const what = fitted(trouble, most - measure(`${mark}${joint}${facts}`), measure);
  // "Failures up 31%" would be by how much.
  const rest = [what, facts].filter((part) => part !== '').join(joint);
  const where = fitted(place, most - measure(`${mark}${joint}${rest}`), measure);
  const text = `${mark}${where === '' ? '' : `${where}${joint}`}${rest}`;
  const linked = `${text} ${spell(link)}`;
  return measure(linked) <= most && spell(link) === link ? linked : text;
}
