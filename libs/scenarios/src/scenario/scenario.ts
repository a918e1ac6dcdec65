import type { LocalisedText } from '@tillwatch/domain';
import type { Reason } from '../shop/reasons.js';
import type { MethodId, StageId } from '../shop/stages.js';

/** Whom an effect touches: everything named here must hold; what is not named does not matter. */
export interface Match {
  readonly stage?: StageId;
  readonly merchant?: string;
  readonly region?: string;
  readonly channel?: string;
  readonly provider?: string;
  readonly method?: MethodId;
  readonly issuer?: string;
  /** As the `browser` dimension has it. */
  readonly browser?: string;
  /** The app around the page, as the `webview` dimension has it. */
  readonly webview?: string;
  /** Major version, without the browser's name. */
  readonly version?: string;
}

/** When an effect holds, in milliseconds from the scenario's start; `toMs` is not inside, null is for good. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** Those who match fail at this rate, where their usual rate is not higher already. */
export interface FailureEffect extends Span {
  readonly kind: 'failures';
  readonly match: Match;
  /** Share of concluded outcomes, 0..1, once the effect is in full force. */
  readonly rate: number;
  readonly reason: Reason;
  /** Time from `fromMs` until full force, growing evenly. Default 0: at once. */
  readonly rampMs?: number;
}

/** Those who match are not heard of: what happens to them is never sent. */
export interface SilenceEffect extends Span {
  readonly kind: 'silence';
  readonly match: Match;
}

/** Those who match leave at this rate, where their usual rate is not higher already. */
export interface LeavingEffect extends Span {
  readonly kind: 'leaving';
  readonly match: Match;
  /** Share of those who reach the stage, 0..1. */
  readonly rate: number;
  /** Share of the drop-off that the page tells of. Default 0: it falls silent. */
  readonly seen?: number;
}

/** Those who match get no further: a stage that began while this holds does not end, and so nobody tells of a failure. */
export interface HangEffect extends Span {
  readonly kind: 'hang';
  readonly match: Match;
  /** Share of those who reach the stage. Default 1. */
  readonly share?: number;
  /** Once the span is over they are told as timed out. Default false: nothing is ever heard of them again. */
  readonly toldAfterwards?: boolean;
}

/** Webhooks about those who match come late: what began while this holds is told so much later than usual. */
export interface WebhooksEffect extends Span {
  readonly kind: 'webhooks';
  readonly match: Match;
  readonly byMs: number;
  /** The shop's server gets no answer either where a payment failed. Default false: its answers come as always. */
  readonly hidesFailures?: boolean;
}

export type Effect = FailureEffect | SilenceEffect | LeavingEffect | HangEffect | WebhooksEffect;

/** How reports travel, all the time and whoever sends them. */
export interface Delivery {
  /** Share of events that are sent a second time, some seconds later. */
  readonly duplicates: number;
  /** Shares of events that arrive this much late. */
  readonly late: readonly { readonly share: number; readonly byMs: number }[];
}

/** Something that happens to a shop: data that specs and the simulator play alike. */
export interface Scenario {
  readonly id: string;
  readonly label: LocalisedText;
  readonly effects: readonly Effect[];
  /** After this long it starts over. Default: never. */
  readonly repeatEveryMs?: number;
  /** Default: every event once, within a second of being sent. */
  readonly delivery?: Delivery;
}
