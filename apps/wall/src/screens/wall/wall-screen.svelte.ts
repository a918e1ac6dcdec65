import type { Language } from '@tillwatch/wording';
import { BoardFeed } from '../../live/board-feed.js';
import { browserTime, Stopwatch } from '../../live/server-clock.js';
import { canJudge } from '../../live/vitals.js';
import { Announcer, announcementsOf } from './announcer.js';
import { keep, recall } from './remember.js';
import { WallSound } from './sound/wall-sound.js';
import { dimmedAt, themeAt, type Theme, type ThemeChoice } from './theme.js';
import { orbitPixels, reloadReason } from './upkeep.js';
import { WallPainter, type WallView } from './wall-view.js';
import { WALL_TEXTS } from './wall-texts.js';

/** What an address says of its wall. */
export interface WallOptions {
  readonly board: string;
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly token?: string;
}

const PAINT_EVERY = 1_000;
/** Seoul: what the first paint assumes before the board has said where it hangs. */
const FIRST_ZONE = 'Asia/Seoul';

/** The wall as it runs: hears the board, paints it once a second and looks after its own page. */
export class WallScreen {
  view: WallView = $state.raw({ kind: 'loading', text: '', banner: null });
  beats = $state.raw(0);
  theme: Theme = $state.raw('night');
  dimmed = $state.raw(false);
  orbit = $state.raw({ x: 0, y: 0 });
  announcement = $state.raw('');
  readonly options: WallOptions;
  readonly #painter: WallPainter;
  readonly #announcer = new Announcer();
  readonly #sound = new WallSound();
  readonly #open = new Stopwatch(browserTime);
  readonly #draw = Math.random();
  #feed: BoardFeed | null = null;
  #stance = '';
  #build: { first: string; latest: string } | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: WallOptions) {
    this.options = options;
    this.#painter = new WallPainter(recall(options.board));
    this.theme = themeAt(options.theme, Date.now(), FIRST_ZONE);
    this.view = { kind: 'loading', text: WALL_TEXTS[options.language].loading, banner: null };
  }

  /** Connects and paints until the returned function is called. */
  start(): () => void {
    const events = {
      beat: ({ build }: { build: string }) => this.#beat(build),
      pictured: () => this.paint(),
      alerted: () => this.#alerted(),
      status: () => undefined,
    };
    this.#feed = new BoardFeed(this.options, events, browserTime);
    this.#timer = setInterval(() => this.paint(), PAINT_EVERY);
    const onVisible = () => this.#shown();
    document.addEventListener('visibilitychange', onVisible);
    const deafen = this.#sound.listen(() => this.paint());
    return () => {
      deafen();
      clearInterval(this.#timer);
      document.removeEventListener('visibilitychange', onVisible);
      this.#feed?.close();
    };
  }

  /** Paints what is known now. */
  paint(): void {
    const feed = this.#feed;
    if (!feed) return;
    feed.tend();
    const { language, board } = this.options;
    const { state, status, lastBeat } = feed;
    const [now, vitals, openFor] = [feed.now(), feed.vitals(), this.#open.elapsed()];
    if (state && now !== null) {
      const alerts = canJudge(vitals) ? state.alerts : null;
      this.#sound.hear({ now, alerts, monitorDown: vitals.detector === 'dead' && vitals.link === 'live' }, state.board);
    }
    const scene = { language, boardId: board, state, status, vitals, now, lastBeat, openFor, sound: this.#sound.state };
    this.view = this.#painter.paint(scene);
    const zone = state?.board.timeZone ?? FIRST_ZONE;
    if (now === null) return;
    this.#announce(now, zone);
    this.#look(now, zone);
    this.#upkeep(now, zone);
  }

  /** Whether nothing is wrong, everything is known and all links are good. */
  get #calm(): boolean {
    const feed = this.#feed;
    if (!feed || this.view.kind !== 'board') return this.view.kind === 'first_run';
    return canJudge(feed.vitals()) && feed.vitals().link === 'live' && this.view.alerts.shown.length === 0 && this.view.takeOver === null;
  }

  /** Whoever stands up or is taken is shown and heard at once, figures with the next paint. */
  #alerted(): void {
    const alerts = this.#feed?.state?.alerts ?? [];
    const stance = alerts.map(({ id, state, incident }) => [id, state, incident?.id, incident?.acknowledgedAt].join(' ')).join();
    if (stance === this.#stance) return;
    this.#stance = stance;
    this.paint();
  }

  #beat(build: string): void {
    this.beats += 1;
    this.#build = { first: this.#build?.first ?? build, latest: build };
  }

  /** A page that was hidden may have slept: it asks for the whole picture and paints how old its own is. */
  #shown(): void {
    if (document.visibilityState !== 'visible') return;
    this.#feed?.resync();
    this.paint();
  }

  #announce(now: number, timeZone: string): void {
    if (this.view.kind !== 'board') return;
    const banner = this.view.header.banner?.text ?? null;
    const said = announcementsOf(this.#painter.alerts, banner, { language: this.options.language, timeZone });
    this.announcement = this.#announcer.say(said, now);
  }

  /** The theme changes at its hour, but not while something is wrong: nobody should have to look twice then. */
  #look(now: number, timeZone: string): void {
    const due = themeAt(this.options.theme, now, timeZone);
    if (this.#calm || this.#open.elapsed() < 2 * PAINT_EVERY) this.theme = due;
    this.dimmed = this.#calm && dimmedAt(this.theme, now, timeZone);
    const orbit = orbitPixels(now);
    if (orbit.x !== this.orbit.x || orbit.y !== this.orbit.y) this.orbit = orbit;
  }

  #upkeep(now: number, timeZone: string): void {
    const history = this.#painter.history;
    const build = this.#build;
    if (history) keep(this.options.board, history);
    if (!build) return;
    const heap = (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? null;
    const scene = { now, timeZone, build, heap, calm: this.#calm, openFor: this.#open.elapsed(), draw: this.#draw };
    if (reloadReason(scene)) location.reload();
  }
}
