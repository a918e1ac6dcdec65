import type { AlertKind, TileState, TileUpdate, Usual } from '@tillwatch/contract';
import { matchesValue, WHOLE_ATTEMPT, type Incident, type IncidentKind, type Journey, type Segment, type Verdict } from '@tillwatch/domain';
import type { Judged, SignalKind } from '@tillwatch/judge';

/** What the judge says of a segment, in the words of the screen. */
export type JudgedTile = Pick<TileUpdate, 'usual' | 'state' | 'kind' | 'since' | 'sinceCounts'>;

/** A segment of which nothing was ever heard. */
export const SILENT: JudgedTile = { usual: null, state: 'no_data', kind: 'failure_rate', since: null, sinceCounts: null };

/** What a tile counts. */
export interface TilePlace {
  readonly journey: string;
  readonly stage: string;
  readonly segment: Segment;
}

/** Whether an incident is about payments; the others have their own places on a wall. */
export function isAboutPayments(kind: IncidentKind): kind is AlertKind {
  return kind !== 'monitor' && kind !== 'definition';
}

/** What a signal is called on a screen. */
export function kindOf(signal: SignalKind): AlertKind {
  return signal === 'declined' || signal === 'broken' ? 'failure_rate' : signal;
}

/** Translates a judgement for a tile; undefined means that the segment is not judged (yet). What has no incident is watched at most. */
export function tileStateOf(judged: Judged | undefined, hasOutcomes: boolean): JudgedTile {
  if (judged === undefined) return hasOutcomes ? { ...SILENT, state: 'learning' } : SILENT;
  const { verdict, lastDataAt } = judged;
  const state = stateOf(verdict);
  const { total, failed } = verdict.observed;
  return {
    usual: usualOf(verdict),
    state,
    kind: kindOf(judged.kind),
    since: state === 'watch' ? verdict.since : state === 'no_data' ? lastDataAt : null,
    sinceCounts: state === 'watch' ? { total, failed } : null,
  };
}

/** What a tile shows where an incident lies in it: how loud that is and what was counted of it. */
export function withIncident(tile: JudgedTile, incident: Incident): JudgedTile {
  const { kind, severity, startedAt, resolvedAt, total, failed } = incident;
  if (!isAboutPayments(kind)) return tile;
  if (resolvedAt !== null) return { ...tile, state: 'recovering', kind, since: resolvedAt, sinceCounts: null };
  return { ...tile, state: severity, kind, since: startedAt, sinceCounts: { total, failed } };
}

/** Whether an incident is a tile's: it lies in what the tile counts, or the tile in it. That they merely overlap does not do. */
export function isTiles(incident: Incident, tile: TilePlace, journey: Journey): boolean {
  if (incident.journey !== tile.journey) return false;
  if (tile.stage !== WHOLE_ATTEMPT && !incident.stages.includes(tile.stage)) return false;
  return incident.cause.some(({ segment }) => {
    const [own, named] = [Object.keys(tile.segment), Object.keys(segment)];
    const isWithin = own.every((dimension) => named.includes(dimension)) || named.every((dimension) => own.includes(dimension));
    return (
      isWithin &&
      own.filter((dimension) => named.includes(dimension)).every((dimension) => agrees(dimension, tile.segment, segment, journey))
    );
  });
}

function agrees(dimension: string, tile: Segment, cause: Segment, journey: Journey): boolean {
  const [value = '', pattern = ''] = [tile[dimension], cause[dimension]];
  const declared = journey.dimensions.find(({ id }) => id === dimension);
  return pattern === value || (declared !== undefined && matchesValue(declared, pattern, value));
}

/** A verdict as a tile's state. */
function stateOf(verdict: Verdict): TileState {
  switch (verdict.state) {
    case 'normal':
      return verdict.usual === null || verdict.usual.learning ? 'learning' : 'normal';
    case 'pending':
    case 'firing':
    case 'recovering':
      return 'watch';
    case 'no_data':
      return 'no_data';
  }
}

/** What is usual, as the screen shows it. */
export function usualOf({ usual }: Verdict): Usual | null {
  return usual === null ? null : { rate: usual.rate, low: usual.low, high: usual.high, learning: usual.learning };
}
