import type { Incident } from '@tillwatch/domain';

/** What is known of a trouble at a moment: everything of an incident that the evidence decides. */
export type Finding = Pick<
  Incident,
  | 'kind'
  | 'class'
  | 'stage'
  | 'stages'
  | 'severity'
  | 'recovering'
  | 'startedAt'
  | 'cause'
  | 'total'
  | 'failed'
  | 'excess'
  | 'perMinute'
  | 'baseline'
  | 'detailed'
  | 'contrasts'
  | 'errors'
  | 'merchants'
  | 'money'
  | 'pages'
  | 'maintenance'
>;
