import { wallClock } from '@tillwatch/wording';
import { SoundSequencer, type SoundScene } from './sequencer.js';
import { Voice } from './voice.js';

const MUTED_FOR = 10 * 60_000;
/** What a remote control's OK is to a page. */
const OK = 'Enter';

/** Hours of silence, in minutes since midnight; over midnight where `from` is the later one, never where they are the same. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** Whether it is quiet at `now` (ms) where the board hangs. */
export function isQuiet({ from, until }: QuietHours, now: number, timeZone: string): boolean {
  const { hour, minute } = wallClock(now, timeZone);
  const at = hour * 60 + minute;
  return from <= until ? at >= from && at < until : at >= from || at < until;
}

/** What the screen says about its own sound; `until` in ms of server time. */
export type SoundState = { readonly kind: 'on' } | { readonly kind: 'locked' } | { readonly kind: 'muted'; readonly until: number };

/** The wall's sound: what is heard when, and the remote control's say in it. */
export class WallSound {
  readonly #sequencer = new SoundSequencer();
  readonly #voice = new Voice();
  /** Server time; null before the first moment. */
  #now: number | null = null;
  #mutedUntil = 0;

  /** Listens to keys and touches until the returned function is called; `changed` is called after each that changed something. */
  listen(changed: () => void): () => void {
    const unlock = () => void this.#voice.unlock().then(changed);
    const mute = () => {
      if (this.#now === null) return;
      this.#mutedUntil = this.#mutedUntil > this.#now ? 0 : this.#now + MUTED_FOR;
      changed();
    };
    const onKey = ({ key, repeat }: KeyboardEvent) => {
      if (this.#voice.locked) unlock();
      else if (key === OK && !repeat) mute();
    };
    addEventListener('keydown', onKey);
    addEventListener('pointerdown', unlock);
    unlock();
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', unlock);
      this.#voice.stop();
    };
  }

  /** Lets be heard what is to be heard at this moment. */
  hear(scene: Omit<SoundScene, 'hushed'>, board: { readonly quietHours: QuietHours; readonly timeZone: string }): void {
    this.#now = scene.now;
    const hushed = this.#mutedUntil > scene.now || isQuiet(board.quietHours, scene.now, board.timeZone);
    const { stop, play } = this.#sequencer.next({ ...scene, hushed });
    if (stop) this.#voice.stop();
    if (play) this.#voice.play(play);
  }

  /** What to say about sound at this moment. */
  get state(): SoundState {
    if (this.#now !== null && this.#mutedUntil > this.#now) return { kind: 'muted', until: this.#mutedUntil };
    return { kind: this.#voice.locked ? 'locked' : 'on' };
  }
}
