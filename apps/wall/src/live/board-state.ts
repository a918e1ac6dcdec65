import type { Alert, DetectorPulse, TileUpdate, TrendPoint, WallSnapshot, WallTick } from '@tillwatch/contract';

/** Minutes of the past a wall draws, the running one included. */
export const TREND_MINUTES = 60;

/** What a wall knows of its board: the last snapshot and every tick since. Never changed, only replaced. */
export interface BoardState {
  readonly seq: number;
  readonly board: WallSnapshot['board'];
  /** Up to when what is held here is complete (ms since epoch). */
  readonly watermark: number;
  readonly headline: TileUpdate;
  readonly tiles: ReadonlyMap<string, TileUpdate>;
  readonly trends: ReadonlyMap<string, readonly TrendPoint[]>;
  readonly alerts: readonly Alert[];
  /** Attempts of the headline's journey that are under way. */
  readonly payingNow: number;
  readonly toldTooLate: number;
  readonly detector: DetectorPulse;
  readonly hasEvents: boolean;
}

/** What became of a tick: `gap` asks for a snapshot, `old` was known already. */
export type TickResult = { readonly kind: 'applied'; readonly state: BoardState } | { readonly kind: 'gap' } | { readonly kind: 'old' };

function anyOutcome(updates: readonly TileUpdate[]): boolean {
  return updates.some(({ numbers }) => numbers.total > 0 || numbers.started > 0 || numbers.abandoned > 0);
}

/** `points` with `changed` put in their places, oldest first, the last {@link TREND_MINUTES} of them. */
function mergePoints(points: readonly TrendPoint[], changed: readonly TrendPoint[]): readonly TrendPoint[] {
  const byMinute = new Map(points.map((point) => [point.at, point]));
  for (const point of changed) byMinute.set(point.at, point);
  return [...byMinute.values()].sort((a, b) => a.at - b.at).slice(-TREND_MINUTES);
}

/** Ids of incidents that are over: their trends are not kept. */
function goneSince(before: readonly Alert[], after: readonly Alert[]): readonly string[] {
  const [known, told] = [before, after].map((alerts) => new Set(alerts.flatMap(({ incident }) => incident?.id ?? [])));
  return [...(known ?? [])].filter((id) => !told?.has(id));
}

/** The state a snapshot describes. */
export function fromSnapshot(snapshot: WallSnapshot): BoardState {
  return {
    seq: snapshot.seq,
    board: snapshot.board,
    watermark: snapshot.watermark,
    headline: snapshot.headline,
    tiles: new Map(snapshot.tiles.map((tile) => [tile.id, tile])),
    trends: new Map(Object.entries(snapshot.trends).map(([id, points]) => [id, mergePoints([], points)])),
    alerts: snapshot.alerts,
    payingNow: snapshot.payingNow,
    toldTooLate: snapshot.toldTooLate ?? 0,
    detector: snapshot.detector,
    hasEvents: snapshot.hasEvents || anyOutcome([snapshot.headline, ...snapshot.tiles]),
  };
}

/** `state` after `tick`, where the tick is the one that follows. */
export function applyTick(state: BoardState, tick: WallTick): TickResult {
  if (tick.seq <= state.seq) return { kind: 'old' };
  if (tick.seq !== state.seq + 1) return { kind: 'gap' };
  const tiles = new Map(state.tiles);
  for (const tile of tick.tiles) tiles.set(tile.id, tile);
  const trends = new Map(state.trends);
  for (const [id, points] of Object.entries(tick.trends)) trends.set(id, mergePoints(trends.get(id) ?? [], points));
  const alerts = tick.alerts ?? state.alerts;
  for (const id of goneSince(state.alerts, alerts)) trends.delete(id);
  const next: BoardState = {
    seq: tick.seq,
    board: state.board,
    watermark: tick.watermark,
    headline: tick.headline ?? state.headline,
    tiles,
    trends,
    alerts,
    payingNow: tick.payingNow,
    toldTooLate: tick.toldTooLate ?? 0,
    detector: tick.detector,
    hasEvents: state.hasEvents || anyOutcome(tick.headline ? [tick.headline, ...tick.tiles] : tick.tiles),
  };
  return { kind: 'applied', state: next };
}
