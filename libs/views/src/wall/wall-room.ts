import type { Board, BoardTile, Catalogue } from '@tillwatch/catalogue';
import { HEADLINE_ID } from '@tillwatch/catalogue';
import type { Alert, DetectorPulse, TileFrame, TileUpdate, TrendPoint, WallSnapshot, WallTick } from '@tillwatch/contract';
import { failedOf, NO_COUNTS, totalOf, WHOLE_ATTEMPT, type Incident } from '@tillwatch/domain';
import type { IncidentMinute } from '@tillwatch/incidents';
import type { Judge } from '@tillwatch/judge';
import { ABSENT, lastMinutes, liveWindow, type Fold } from '@tillwatch/windows';
import { countsAnswer } from '../numbers/numbers.js';
import { alertsOf } from './alerts.js';
import { IncidentTrends } from './incident-trends.js';
import { isTiles, SILENT, tileStateOf, withIncident, type JudgedTile } from './tile-state.js';
import { UsualBands } from './usual-bands.js';

/** Minutes of a trend. */
const TREND_MINUTES = 60;

/** What a wall is drawn from at one moment. */
export interface WallMoment {
  /** ms since epoch */
  readonly now: number;
  readonly watermark: number;
  readonly fold: Fold;
  /** Undefined while the judge's memory is being rebuilt: what it said last stands, and `pulse` says that nobody judges. */
  readonly judge: Judge | undefined;
  /** Open ones as they are now, and those that ended lately. */
  readonly incidents: readonly Incident[];
  /** The last hour of an open incident's own rows, by the minute. */
  readonly minutesOf: (id: string) => readonly IncidentMinute[];
  readonly pulse: DetectorPulse;
}

interface TileDrawn {
  readonly update: TileUpdate;
  readonly trend: readonly TrendPoint[];
}

/** Composes what one board shows to one tenant: whole for who joins, and what changed for who is there already. */
export class WallRoom {
  private seq = 0;
  private readonly drawn = new Map<string, TileDrawn>();
  private alerts: readonly Alert[] = [];
  private readonly judged = new Map<string, JudgedTile>();
  private readonly incidentTrends = new IncidentTrends(TREND_MINUTES);
  /** Trends as they were told last. */
  private told: readonly (readonly [string, readonly TrendPoint[]])[] = [];
  private readonly bands: UsualBands;
  private lastTickAt = 0;

  constructor(
    private readonly board: Board,
    private readonly catalogue: Catalogue,
    readonly tenant: string,
    private readonly fixed: { readonly timeZone: string; readonly build: string },
  ) {
    this.bands = new UsualBands(4 * TREND_MINUTES * (board.tiles.length + 1));
  }

  /** Everything, numbered like the newest tick. */
  snapshot(moment: WallMoment): WallSnapshot {
    this.draw(moment);
    const updateOf = (id: string): TileUpdate => this.drawn.get(id)?.update ?? emptyUpdate(id);
    return {
      ...this.numbered(moment),
      board: {
        id: this.board.id,
        title: this.board.title,
        windowSeconds: this.board.windowSeconds,
        timeZone: this.fixed.timeZone,
        quietHours: this.board.quietHours,
        headline: frameOf(this.board.headline),
        tiles: this.board.tiles.map(frameOf),
      },
      headline: updateOf(HEADLINE_ID),
      tiles: this.board.tiles.map(({ id }) => updateOf(id)),
      trends: Object.fromEntries(this.trends(moment)),
      alerts: this.alerts,
      ...this.attemptsOf(moment.fold),
      detector: moment.pulse,
      build: this.fixed.build,
      hasEvents: this.hasEvents(moment.fold),
    };
  }

  /** What changed since the last number; undefined where nothing did and a second has not passed. */
  tick(moment: WallMoment): WallTick | undefined {
    const before = new Map(this.drawn);
    const trendsBefore = new Map(this.told);
    const alertsBefore = JSON.stringify(this.alerts);
    this.draw(moment);
    const changed = [...this.drawn].filter(([id, { update }]) => differs(before.get(id)?.update, update));
    const trends = this.trends(moment).flatMap(([id, trend]) => {
      const points = newPoints(trendsBefore.get(id) ?? [], trend);
      return points.length === 0 ? [] : [[id, points] as const];
    });
    const alertsChanged = JSON.stringify(this.alerts) !== alertsBefore;
    const nothing = changed.length === 0 && trends.length === 0 && !alertsChanged;
    if (nothing && moment.now - this.lastTickAt < 1_000) return undefined;
    this.lastTickAt = moment.now;
    this.seq++;
    const headline = changed.find(([id]) => id === HEADLINE_ID)?.[1].update;
    return {
      ...this.numbered(moment),
      ...(headline === undefined ? {} : { headline }),
      tiles: changed.flatMap(([id, { update }]) => (id === HEADLINE_ID ? [] : [update])),
      trends: Object.fromEntries(trends),
      ...(alertsChanged ? { alerts: this.alerts } : {}),
      ...this.attemptsOf(moment.fold),
      detector: moment.pulse,
    };
  }

  /** Last hours of tiles, and of incidents that are drawn large. */
  private trends({ now, incidents, minutesOf }: WallMoment): readonly (readonly [string, readonly TrendPoint[]])[] {
    const own = incidents.filter(({ tenant }) => tenant === this.tenant);
    const tiles = [...this.drawn].map(([id, { trend }]) => [id, trend] as const);
    this.told = [...tiles, ...this.incidentTrends.at(now, own, minutesOf)];
    return this.told;
  }

  private numbered({ now, watermark }: WallMoment): { seq: number; serverTime: number; watermark: number } {
    return { seq: this.seq, serverTime: now, watermark };
  }

  private attemptsOf(fold: Fold): { payingNow: number; toldTooLate?: number } {
    const { journey } = this.board.headline;
    const toldTooLate = fold.strayAttempts(this.tenant, journey);
    return { payingNow: fold.openAttempts(this.tenant, journey), ...(toldTooLate === 0 ? {} : { toldTooLate }) };
  }

  private hasEvents(fold: Fold): boolean {
    return this.catalogue.journeys.some(({ id, stages }) =>
      stages.some((stage) => fold.seriesOf({ tenant: this.tenant, journey: id, stage: stage.id }, {}) !== ABSENT),
    );
  }

  private draw(moment: WallMoment): void {
    const onBoard = new Set<number>();
    for (const tile of [this.board.headline, ...this.board.tiles]) {
      const series = moment.fold.seriesOf({ tenant: this.tenant, journey: tile.journey, stage: tile.stage }, tile.segment);
      onBoard.add(series);
      this.drawn.set(tile.id, this.drawTile(tile, series, moment));
    }
    // That nobody judges ends no rise.
    if (moment.judge === undefined) return;
    const watched = moment.judge.noteworthy().filter(({ segment }) => segment.tenant === this.tenant && onBoard.has(segment.series));
    const incidents = this.incidentsOf(moment);
    const isCovered = ({ segment }: (typeof watched)[number]): boolean => {
      const journey = this.catalogue.journey(segment.journey);
      return journey !== undefined && incidents.some((incident) => isTiles(incident, segment, journey));
    };
    this.alerts = alertsOf(
      incidents,
      watched.filter((each) => !isCovered(each)),
      this.catalogue,
    );
  }

  private incidentsOf({ incidents }: WallMoment): Incident[] {
    return incidents.filter(({ tenant }) => tenant === this.tenant);
  }

  private drawTile(tile: BoardTile, series: number, moment: WallMoment): TileDrawn {
    const { id } = tile;
    const { now, fold, judge } = moment;
    if (series === ABSENT) return { update: emptyUpdate(id), trend: [] };
    const second = Math.floor(now / 1000) + 1;
    const { from, to, counts } = liveWindow(fold, series, this.board.windowSeconds, second);
    const minutes = lastMinutes(fold, series, TREND_MINUTES, second - 1);
    const hasOutcomes = minutes.some((minute) => totalOf(minute.counts) > 0);
    const judged = this.judgedTile(tile, { series, moment, hasOutcomes });
    const trend = minutes.map(({ minute, counts: each }) => {
      const band = this.bands.of(`${id}:${minute}`, judge === undefined ? null : judged.usual, minute * 60_000 + 60_000 > now);
      return { at: minute * 60_000, total: totalOf(each), failed: failedOf(each), low: band?.low ?? null, high: band?.high ?? null };
    });
    return { update: { id, numbers: { ...countsAnswer(counts), from: from * 1000, to: to * 1000 }, ...judged }, trend };
  }

  /** What is said of a tile: while nobody judges, what was said last. */
  private judgedTile(tile: BoardTile, of: { series: number; moment: WallMoment; hasOutcomes: boolean }): JudgedTile {
    const { series, moment, hasOutcomes } = of;
    const { judge } = moment;
    if (judge === undefined) return this.judged.get(tile.id) ?? tileStateOf(undefined, hasOutcomes);
    const own = tileStateOf(judge.verdictOf(series), hasOutcomes);
    const judged = own.state === 'watch' ? own : this.stallsOf(tile, moment.fold, judge).reduce(moreRestless, own);
    const journey = this.catalogue.journey(tile.journey);
    const worst = this.incidentsOf(moment)
      .filter((incident) => journey !== undefined && isTiles(incident, tile, journey))
      .sort((a, b) => loudness(b) - loudness(a) || a.startedAt - b.startedAt)[0];
    const shown = worst === undefined ? judged : withIncident(judged, worst);
    this.judged.set(tile.id, shown);
    return shown;
  }

  /** How a tile's stage stalls; whole attempts stall at any of their stages. */
  private stallsOf({ journey, stage, segment }: BoardTile, fold: Fold, judge: Judge): JudgedTile[] {
    const stages = stage === WHOLE_ATTEMPT ? (this.catalogue.journey(journey)?.stages ?? []).map(({ id }) => id) : [stage];
    return stages.flatMap((each) => {
      const series = fold.seriesOf({ tenant: this.tenant, journey, stage: each }, segment);
      const stalls = series === ABSENT ? undefined : judge.verdictOf(series, 'stalled');
      return stalls === undefined ? [] : [tileStateOf(stalls, true)];
    });
  }
}

/** What a tile says of two judgements: the one that is watched; what is usual is of failures. */
function moreRestless(failures: JudgedTile, stalls: JudgedTile): JudgedTile {
  return stalls.state === 'watch' ? { ...stalls, usual: failures.usual } : failures;
}

function loudness({ severity, resolvedAt }: Incident): number {
  return resolvedAt !== null ? 0 : severity === 'critical' ? 2 : 1;
}

function frameOf({ id, label, stageLabel, journey, stage, segment }: BoardTile): TileFrame {
  return { id, label, stageLabel, journey, stage, segment };
}

function emptyUpdate(id: string): TileUpdate {
  return { id, numbers: { ...countsAnswer(NO_COUNTS), from: 0, to: 0 }, ...SILENT };
}

/** Whether people would see a difference: the window's ends move on every second and are none. */
function differs(before: TileUpdate | undefined, after: TileUpdate): boolean {
  const plain = (update: TileUpdate): string => JSON.stringify({ ...update, numbers: { ...update.numbers, from: 0, to: 0 } });
  return before === undefined || plain(before) !== plain(after);
}

function newPoints(before: readonly TrendPoint[], after: readonly TrendPoint[]): TrendPoint[] {
  const known = new Map(before.map((point) => [point.at, point]));
  return after.filter((point) => {
    const old = known.get(point.at);
    return (
      old === undefined || old.total !== point.total || old.failed !== point.failed || old.high !== point.high || old.low !== point.low
    );
  });
}
