import { createHash } from 'node:crypto';
import { formatSegment, type IncidentKind, type Segment } from '@tillwatch/domain';

/** Letters and digits that nobody takes for one another (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** What makes an incident that one. */
export interface IncidentOrigin {
  readonly tenant: string;
  readonly journey: string;
  readonly kind: IncidentKind;
  readonly stage: string;
  readonly segment: Segment;
  /** ms since the epoch */
  readonly startedAt: number;
  /** A static rule opened it: what the evidence says of the same place and time is another incident. */
  readonly byLimit?: boolean;
}

/** An incident's id: the same for the same trouble, whoever finds it. Eight letters and digits, fit for a link in a short message. */
export function incidentId({ tenant, journey, kind, stage, segment, startedAt, byLimit = false }: IncidentOrigin): string {
  const parts = [tenant, journey, kind, stage, formatSegment(segment), startedAt, ...(byLimit ? ['limit'] : [])];
  const text = parts.join('\u0000');
  const digest = createHash('sha256').update(text).digest();
  return Array.from({ length: LENGTH }, (_, i) => ALPHABET[(digest[i] ?? 0) % ALPHABET.length]).join('');
}
