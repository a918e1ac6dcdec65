import type { IncidentKind, LocalisedText, MoneyAtRisk, Segment } from '@tillwatch/domain';
import type { IncidentAnswer } from './incidents.js';
import type { CountsAnswer } from './numbers.js';

/**
 * What crosses the `/live` Socket.IO namespace. Times are milliseconds since the epoch.
 * The server numbers what it sends to a room; a client that misses a number emits `resync.v1` and gets a snapshot.
 */
export interface ClientToServer {
  'subscribe.v1': (request: Subscribe, answer: (result: SubscribeResult) => void) => void;
  'resync.v1': (request: { readonly view: View; readonly id: string }) => void;
}

export interface ServerToClient {
  'snapshot.v1': (snapshot: WallSnapshot) => void;
  'tick.v1': (tick: WallTick) => void;
  'heartbeat.v1': (heartbeat: Heartbeat) => void;
  /** An incident of the tenant changed: to everybody in a room `wall`, `incidents` or `incident`. */
  'incident.changed.v1': (change: IncidentChanged) => void;
  /** Every accepted event of the first-run page's tenant, at most a few a second; room `start:<tenant>`. */
  'arrival.v1': (arrival: Arrival) => void;
}

/** `incidents`: all of the tenant's; `incident`: one of them by its id. */
export type View = 'wall' | 'start' | 'incidents' | 'incident';

export interface Subscribe {
  readonly view: View;
  /**
   * Board id for `wall`. For `start` the beginning of the attempt ids to tell about, so that one hand-sent event is not
   * lost in the traffic of a running shop; empty for all of them.
   */
  readonly id: string;
}

/**
 * What a screen sends as Socket.IO `auth`. Where a token is needed and this one is missing or no longer valid, the
 * connection is refused: `connect_error` with `data.code` = `not_allowed`.
 */
export interface LiveHandshake {
  readonly token?: string;
}

export type SubscribeResult =
  { readonly ok: true } | { readonly ok: false; readonly code: 'unknown_board' | 'not_allowed' | 'not_ready'; readonly message: string };

/** Sent every second while the server is alive, whatever the traffic. */
export interface Heartbeat {
  readonly serverTime: number;
  /** Up to when data is complete. */
  readonly watermark: number;
  /** Changes with each build of the screens; an old page reloads itself. */
  readonly build: string;
}

/** A tile's state in the words of the screen. */
export type TileState = 'normal' | 'learning' | 'watch' | 'warning' | 'critical' | 'recovering' | 'no_data';

/** What can be wrong with payments. */
export type AlertKind = Exclude<IncidentKind, 'definition' | 'monitor'>;

/** A change of an incident, as it is now. */
export interface IncidentChanged {
  readonly serverTime: number;
  readonly incident: IncidentAnswer;
}

/** What is usual, as judged; shares in 0..1. */
export interface Usual {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly learning: boolean;
}

/** The running numbers of a tile over the board's window (`from` inclusive, `to` exclusive). */
export interface TileNumbers extends CountsAnswer {
  readonly from: number;
  readonly to: number;
}

/** What of a tile changes while it is on the screen. */
export interface TileUpdate {
  readonly id: string;
  readonly numbers: TileNumbers;
  readonly usual: Usual | null;
  readonly state: TileState;
  /** What the state is about: how many fail, or how many wait longer than usual. */
  readonly kind: AlertKind;
  /** Start of the rise for watch, warning and critical; end of it for recovering; last event for no_data. */
  readonly since: number | null;
  /** Counts since the rise began; null while nothing rises. */
  readonly sinceCounts: { readonly total: number; readonly failed: number } | null;
}

/** What of a tile stays. Every tile names what it counts: a stage, or `#attempt` for whole attempts. */
export interface TileFrame {
  readonly id: string;
  readonly label: LocalisedText;
  readonly stageLabel: LocalisedText;
  readonly journey: string;
  readonly stage: string;
  readonly segment: Segment;
}

/**
 * One minute of the last hour of a tile or an incident. The usual band is of shares in 0..1; null where none is known. Of an incident of
 * `volume`, `failed` says how much is missing of what was to be expected, below 0 where more came; the running minute counts what has passed.
 */
export interface TrendPoint {
  /** Start of the minute. */
  readonly at: number;
  readonly total: number;
  readonly failed: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One rise that the wall must tell in one line: where, how bad against usual, how many, since when. */
export interface Alert {
  /** Where it rises: the same while the rise lasts, however its start is estimated. A later rise at the same place has it too. */
  readonly id: string;
  readonly journey: string;
  readonly stage: string;
  readonly stageLabel: LocalisedText;
  readonly segment: Segment;
  /** Display labels of the segment's values, in the order they are read. */
  readonly segmentLabels: readonly LocalisedText[];
  readonly kind: AlertKind;
  readonly state: 'watch' | 'warning' | 'critical' | 'recovering';
  /** What `failed` of `total` counts depends on `kind`, as an incident's: of `stalled` attempts that waited too long of those that waited. */
  readonly total: number;
  readonly failed: number;
  readonly rate: number;
  readonly usual: Usual;
  /** `usual` is not what is usual but what a static rule allows; absent otherwise. */
  readonly byLimit?: boolean;
  readonly since: number;
  /** End of the rise, once recovering. */
  readonly recoveredAt: number | null;
  /** What an open incident adds; null for a rise that is only watched. */
  readonly incident: AlertIncident | null;
}

/** What a wall tells of an incident beside its sentence. */
export interface AlertIncident {
  readonly id: string;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: number | null;
  /** Merchants hit, and failures above the usual a minute. */
  readonly merchants: number;
  readonly perMinute: number;
  /** What mostly went wrong. */
  readonly error: LocalisedText | null;
  /** Shares of the extra failures and of the traffic. */
  readonly extraShare: number;
  readonly trafficShare: number;
  /** What it puts at risk; null where no amounts are known. */
  readonly money: MoneyAtRisk | null;
  /** Known maintenance it falls into: shown, and silent. */
  readonly maintenance: LocalisedText | null;
  /** Until when it is silent, by maintenance or because somebody put it off; absent where it is not. */
  readonly silentUntil?: number;
}

/** The detector's own sign of life. */
export interface DetectorPulse {
  /** Segments judged during the last 10 seconds. */
  readonly judged10s: number;
  /** When the detector last finished a round; 0 while nobody judges, because it is about to start or to begin from the past again. */
  readonly at: number;
  /** The newest self-test that came through the whole chain; 0 before the first, absent where none are made. */
  readonly selfTestAt?: number;
}

interface Numbered {
  readonly seq: number;
  readonly serverTime: number;
  readonly watermark: number;
}

/** Everything a wall needs to draw itself. */
export interface WallSnapshot extends Numbered {
  readonly board: {
    readonly id: string;
    readonly title: LocalisedText;
    /** Length of the running window in seconds. */
    readonly windowSeconds: number;
    readonly timeZone: string;
    /** When its walls make no sound, in minutes since midnight of its zone; over midnight where `from` is the later one. */
    readonly quietHours: { readonly from: number; readonly until: number };
    readonly headline: TileFrame;
    readonly tiles: readonly TileFrame[];
  };
  readonly headline: TileUpdate;
  readonly tiles: readonly TileUpdate[];
  /** Tile id, `headline` or id of an incident that an alert is of → its last 60 minutes, oldest first, the running minute last. An
   * incident's minutes count what its alert counts. */
  readonly trends: Readonly<Record<string, readonly TrendPoint[]>>;
  readonly alerts: readonly Alert[];
  /** Attempts of the headline's journey that are under way and not stalled. */
  readonly payingNow: number;
  /** Attempts of it that were told of too late to count as such, since the server started; absent where there are none. */
  readonly toldTooLate?: number;
  readonly detector: DetectorPulse;
  readonly build: string;
  /** True once the tenant has ever sent an event. */
  readonly hasEvents: boolean;
}

/**
 * What changed since the number before. A room gets at least one a second even when nothing changed, so that the age of
 * the detector's pulse says something about the detector.
 */
export interface WallTick extends Numbered {
  readonly headline?: TileUpdate;
  readonly tiles: readonly TileUpdate[];
  /** Minutes that are new or changed (late events), by the ids of the snapshot's trends; all of them for one that is new. */
  readonly trends: Readonly<Record<string, readonly TrendPoint[]>>;
  /** All alerts, whenever any of them changed. */
  readonly alerts?: readonly Alert[];
  readonly payingNow: number;
  /** Attempts of it that were told of too late to count as such, since the server started; absent where there are none. */
  readonly toldTooLate?: number;
  readonly detector: DetectorPulse;
}

/** Answer of `POST /v1/first-run/key`. */
export interface FirstRunKey {
  /** A key with scope `events:write`, shown once on the first-run page. */
  readonly key: string;
  /** The board to open afterwards; `main` where absent. */
  readonly board?: string;
  /** A journey and stage of this installation for the example event; checkout and authorisation where absent. */
  readonly journey?: string;
  readonly stage?: string;
}

/** One accepted event, shown on the first-run page. */
export interface Arrival {
  readonly journey: string;
  readonly stage: string;
  readonly outcome: string;
  readonly attempt: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
}
