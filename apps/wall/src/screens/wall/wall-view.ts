import type { BoardState } from '../../live/board-state.js';
import { canJudge } from '../../live/vitals.js';
import { firstRunView, loadingView, unknownView, type EmptyView } from './empty-views.js';
import { everythingAffected, headerView, type HeaderView } from './header-view.js';
import { CutLog, RecoveryMarks, withRecoveries, type SeenHistory } from './history.js';
import { alertsView, type AlertsView } from './alerts-view.js';
import { overallView, type OverallView } from './overall-view.js';
import { RateHold } from './rate-hold.js';
import { boardMaximum } from './spark-view.js';
import { StripHold } from './strip-hold.js';
import { stripView, type StripScene, type StripView } from './strip-view.js';
import { tileMark } from './tile-mark.js';
import { TakeOver } from './take-over/take-over.js';
import { takeOverView, type TakeOverView } from './take-over/take-over-view.js';
import { tileView, type TileView } from './tile-view.js';
import type { WallScene } from './wall-scene.js';

/** A board ready to be painted. */
export interface BoardView {
  readonly kind: 'board';
  readonly header: HeaderView;
  readonly tiles: readonly TileView[];
  readonly overall: OverallView;
  readonly alerts: AlertsView;
  /** What of the board is taken over; null where nothing is. */
  readonly takeOver: TakeOverView | null;
  readonly strip: StripView;
  /** Too much is abnormal for single tiles to be filled. */
  readonly plain: boolean;
}

/** Everything the wall can show. */
export type WallView = BoardView | EmptyView;

/** Paints one board after another and remembers what the paint itself needs: held rates, recoveries, gaps. */
export class WallPainter {
  readonly #hold = new RateHold();
  readonly #marks = new RecoveryMarks();
  readonly #cuts = new CutLog();
  readonly #takeOver = new TakeOver();
  readonly #slots = new StripHold();
  #history: SeenHistory | null;
  #alerts: BoardState['alerts'] = [];

  /** `remembered`: what an earlier life of the same page saw. */
  constructor(remembered: SeenHistory | null = null) {
    this.#history = remembered;
  }

  /** What the page has seen; null before the first picture. */
  get history(): SeenHistory | null {
    return this.#history;
  }

  /** The alerts of the last picture that could be judged. */
  get alerts(): BoardState['alerts'] {
    return this.#alerts;
  }

  paint(scene: WallScene): WallView {
    const { state, now, status } = scene;
    if (status.kind === 'refused' && status.code === 'unknown_board') return unknownView(scene);
    if (!state || now === null) return loadingView(scene);
    const gapEnded = this.#cuts.note(scene.vitals.link === 'down' ? scene.lastBeat : null, now);
    const seen = this.#history ?? { since: now, recovered: [] };
    this.#history = gapEnded ? { ...seen, since: now } : seen;
    if (canJudge(scene.vitals)) this.#compare(this.#history, state.alerts, now);
    if (!state.hasEvents && scene.vitals.link === 'live') return firstRunView(scene, state.board.timeZone, now);
    return this.#board(scene, state, now);
  }

  /** Looks for what is over since the last judged picture. */
  #compare(seen: SeenHistory, after: BoardState['alerts'], now: number): void {
    this.#history = withRecoveries(seen, { before: this.#alerts, after, now });
    this.#alerts = after;
  }

  #board(scene: WallScene, state: BoardState, now: number): BoardView {
    const { language, vitals } = scene;
    const { board } = state;
    const frames = board.tiles.flatMap((frame) => {
      const update = state.tiles.get(frame.id);
      if (!update) return [];
      const shown = canJudge(vitals) ? this.#marks.show(update, now) : update.state;
      const mark = tileMark({ frame, state: shown, kind: update.kind }, this.#alerts, { now, timeZone: board.timeZone });
      return [{ frame, update: this.#hold.show(update, now), state: shown, mark }];
    });
    const maximum = boardMaximum(frames.map(({ update }) => update.usual));
    const states = frames.map((tile) => tile.state);
    const common = { language, timeZone: board.timeZone, now, vitals, poolMinutes: Math.max(1, Math.round(board.windowSeconds / 60)) };
    const attempts = scene.status.kind === 'connecting' ? scene.status.attempts : 0;
    const { watermark, payingNow } = state;
    const overall = {
      frame: board.headline,
      update: this.#hold.show(state.headline, now),
      trend: state.trends.get(board.headline.id) ?? [],
    };
    return {
      kind: 'board',
      header: headerView(states, state.alerts, { ...common, lastBeat: scene.lastBeat, watermark, attempts, payingNow }),
      tiles: frames.map((tile) => tileView({ ...tile, points: state.trends.get(tile.frame.id) ?? [] }, { ...common, maximum })),
      overall: overallView(overall, common),
      takeOver: takeOverView(this.#takeOver.at(this.#alerts, now), { ...common, trends: state.trends }),
      alerts: alertsView(state.alerts, this.#history ?? { since: now, recovered: [] }, common),
      strip: this.#strip(scene, state, common),
      plain: everythingAffected(states),
    };
  }

  #strip({ sound }: WallScene, state: BoardState, common: Pick<StripScene, 'language' | 'timeZone' | 'now' | 'vitals'>): StripView {
    const { detector, toldTooLate } = state;
    const [alerts, recovered] = [this.#alerts, this.#history?.recovered ?? []];
    const view = stripView(detector, { ...common, cut: this.#cuts.recent(common.now), toldTooLate, sound, alerts, recovered });
    return this.#slots.show(view, common.now);
  }
}
