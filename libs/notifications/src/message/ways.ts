import { inLanguage, NOTICE_LABELS } from '@tillwatch/wording';
import type { Delivery } from '../channel.js';

/** Where a message leads. */
export interface Way {
  readonly label: string;
  readonly url: string;
}

/** Ways on from a message: to the incident, and as long as nobody has it to taking it in one tap. */
export function waysOf(delivery: Pick<Delivery, 'kind' | 'incident' | 'link' | 'language' | 'digest'>): Way[] {
  const { kind, incident, link, language, digest } = delivery;
  const open = { label: openLabel(delivery), url: link };
  if (incident.status !== 'triggered' || digest !== undefined || kind === 'test' || kind === 'statement') return [open];
  const take = new URL(link);
  take.searchParams.set('do', 'acknowledge');
  return [{ label: inLanguage(NOTICE_LABELS.acknowledge, language), url: take.href }, open];
}

/** What the link of a message opens, in words: `장애 열기`. */
export function openLabel({ kind, language, digest }: Pick<Delivery, 'kind' | 'language' | 'digest'>): string {
  if (kind === 'test' || kind === 'statement') return inLanguage(NOTICE_LABELS.openAlerts, language);
  return inLanguage(digest === undefined ? NOTICE_LABELS.open : NOTICE_LABELS.openAll, language);
}
