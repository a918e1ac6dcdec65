import type { Language } from '@tillwatch/wording';
import type { BoardState } from '../../live/board-state.js';
import type { LinkStatus } from '../../live/link.js';
import type { Vitals } from '../../live/vitals.js';
import type { SoundState } from './sound/wall-sound.js';

/** What a wall is painted from, once a second. */
export interface WallScene {
  readonly language: Language;
  readonly boardId: string;
  readonly state: BoardState | null;
  readonly status: LinkStatus;
  readonly vitals: Vitals;
  /** Server time; null before the server said anything. */
  readonly now: number | null;
  readonly lastBeat: number | null;
  readonly sound: SoundState;
  /** How long the page has been open, in ms. */
  readonly openFor: number;
}
