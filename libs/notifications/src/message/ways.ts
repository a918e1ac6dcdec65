import { inLanguage, NOTICE_LABELS } from '@tillwatch/wording';
import type { Delivery } from '../channel.js';

/** Where a message leads. */
export interface Way {
  readonly label: string;
  readonly url: string;
}

/** Ways on from a message: to the incident, and as long as nobody has it to taking it in one tap. */
export function waysOf({ incident, link, language, digest }: Pick<Delivery, 'incident' | 'link' | 'language' | 'digest'>): Way[] {
  const open = { label: inLanguage(NOTICE_LABELS.open, language), url: link };
  if (incident.status !== 'triggered' || digest !== undefined) return [open];
  const take = new URL(link);
  take.searchParams.set('do', 'acknowledge');
  return [{ label: inLanguage(NOTICE_LABELS.acknowledge, language), url: take.href }, open];
}
