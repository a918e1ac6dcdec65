import type { Budget, DailyStatement, LinkKind, Route } from '@tillwatch/domain';
import type { Language } from '@tillwatch/wording';
import type { Channel } from './channel.js';

/** A channel as the configuration sets it up. */
export interface ConfiguredChannel {
  readonly channel: Channel;
  readonly language: Language;
  /** The channel that stands in where this one cannot be reached. */
  readonly fallback: string | null;
  /** Absent: as many messages as there are. */
  readonly budget?: Budget;
  /** Absent: personal. */
  readonly links?: LinkKind;
}

/** Who is told of what. */
export interface Routing {
  readonly channels: ReadonlyMap<string, ConfiguredChannel>;
  readonly routes: readonly Route[];
  /** Absent: none. */
  readonly statements?: readonly DailyStatement[];
}
