import type { LocalisedText } from '@tillwatch/domain';

/** Why nothing of a body could be read. A closed list. */
export type BodyFaultCode =
  | 'empty_body'
  | 'unreadable_body'
  | 'not_utf8'
  | 'bad_compression'
  | 'body_too_large'
  | 'too_many_events'
  | 'unsupported_media_type'
  | 'unsupported_encoding';

/** A body of which nothing can be taken, as the HTTP answer tells it. */
export interface BodyFault {
  readonly status: 400 | 413 | 415;
  readonly code: BodyFaultCode;
  readonly detail: LocalisedText;
  /** What was wrong where; the first ones. */
  readonly errors?: readonly { readonly path: string; readonly message: LocalisedText }[];
}
