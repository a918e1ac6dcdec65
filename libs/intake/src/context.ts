import type { ErrorReader } from '@tillwatch/catalogue';
import type { Notices } from './notices.js';
import type { EventRules } from './rules.js';
import type { UserAgents } from './user-agent.js';

/** What checking an event depends on besides the event. */
export interface CheckContext {
  /** Milliseconds since the epoch; also the events' `receivedAt`. */
  readonly now: number;
  readonly tenant: string;
  /** The merchant the sender's key is bound to; `*` where the event says whose it is. */
  readonly merchant: string;
  /** The sender's key has the scope `events:backfill`. */
  readonly mayBackfill: boolean;
  readonly rules: EventRules;
  readonly userAgents: UserAgents;
  /** What error codes and texts mean. */
  readonly errors: ErrorReader;
  /** Collects what is changed while accepting. */
  readonly notices: Notices;
}
