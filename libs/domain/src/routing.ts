import type { ChannelTemplate } from './channel-template.js';
import type { LocalisedText } from './journey.js';
import type { RecurringWindow } from './maintenance.js';
import type { Segment } from './segment.js';
import type { IncidentKind, Severity } from './verdict.js';

/** Which incidents a route takes; what is left out takes all. */
export interface RouteMatch {
  readonly journeys?: readonly string[];
  readonly severities?: readonly Severity[];
  readonly kinds?: readonly IncidentKind[];
  /** One of its causes lies in it: every dimension named here has this value there. */
  readonly segment?: Segment;
  /** One of these is among the merchants hit. */
  readonly merchants?: readonly string[];
}

/** Where notifications of some incidents go. Every route that matches counts; a channel that several name is told once. */
export interface Route {
  readonly id: string;
  readonly when: RouteMatch;
  /** Ids of channels. */
  readonly to: readonly string[];
  /** It takes something only in these hours; absent: always. */
  readonly hours?: readonly RecurringWindow[];
  /** In these hours it tells nothing that is not critical; what still is then is told at their end. */
  readonly quiet?: readonly RecurringWindow[];
  /** Who else is told while nobody takes it. */
  readonly escalate: readonly Escalation[];
}

/** Who is told when nobody has taken an incident for so long (ms). */
export interface Escalation {
  readonly afterMs: number;
  /** Ids of channels. */
  readonly to: readonly string[];
}

/** Nobody is told of some incidents for a while: a person said so. Never the detector, only messages. Times are ms since the epoch. */
export interface Silence {
  readonly id: string;
  readonly tenant: string;
  readonly when: RouteMatch;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly by: string;
  /** Why. */
  readonly comment: string;
}

/** How many messages a channel is sent in a time (ms); of what comes beyond that one message tells how much it is. */
export interface Budget {
  readonly messages: number;
  readonly perMs: number;
}

/**
 * What the links of a channel's messages are: `personal` ones let whoever reads them in for twelve hours and take an incident in one tap;
 * `plain` ones are addresses, for channels that others read, and for whom room is scarce.
 */
export type LinkKind = 'personal' | 'plain';

/** What all channels have. */
interface ChannelBase {
  readonly id: string;
  readonly language: keyof LocalisedText;
  /** The channel that is told where this one cannot be. */
  readonly fallback?: string;
  readonly budget: Budget;
  readonly links: LinkKind;
}

/**
 * A channel as its file sets it up. Texts may hold `${NAME}` in the place of what the environment knows under that name; nothing here has
 * been put in yet.
 */
export type ChannelSetting = ChannelBase &
  (
    | { readonly type: 'slack'; readonly token: string; readonly channel: string; readonly api?: string }
    | { readonly type: 'webhook'; readonly url: string; readonly secret: string }
    | { readonly type: 'pagerduty'; readonly routingKey: string; readonly api?: string }
    | { readonly type: 'email'; readonly smtp: string; readonly from: string; readonly to: readonly string[] }
    | { readonly type: 'http'; readonly template: string; readonly settings: Readonly<Record<string, string>> }
  );

/** A daily statement: what became of the alerts of the day before. */
export interface DailyStatement {
  /** When, in minutes since midnight of the installation's days. */
  readonly at: number;
  /** Ids of channels. */
  readonly to: readonly string[];
}

/** Who is told of incidents, and how. */
export interface NotificationSettings {
  readonly channels: readonly ChannelSetting[];
  readonly routes: readonly Route[];
  readonly statements: readonly DailyStatement[];
  /** What channels of the type `http` are built of. */
  readonly templates: readonly ChannelTemplate[];
  /** Addresses that are called as long as this product watches. */
  readonly heartbeats: readonly string[];
}
