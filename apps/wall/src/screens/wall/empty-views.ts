import { clockText } from '@tillwatch/wording';
import { bannerOf, type BannerView } from './header-view.js';
import type { WallScene } from './wall-scene.js';
import { WALL_TEXTS } from './wall-texts.js';

/** What a wall shows where there is no board to paint. */
export type EmptyView =
  | { readonly kind: 'loading'; readonly text: string; readonly banner: BannerView | null }
  | { readonly kind: 'unknown_board'; readonly title: string; readonly help: string }
  | { readonly kind: 'first_run'; readonly title: string; readonly help: string; readonly clock: string };

const LOADING_TOLD_AFTER = 3_000;

/** Before the first picture: what is being waited for. */
export function loadingView({ language, vitals, status, openFor }: WallScene): EmptyView {
  const texts = WALL_TEXTS[language];
  const attempts = status.kind === 'connecting' ? status.attempts : 0;
  const preparing = status.kind === 'refused' && status.code === 'not_ready';
  const text = openFor < LOADING_TOLD_AFTER ? texts.loading : texts.loadingLong;
  const nothing = { timeZone: 'UTC', now: 0, watermark: 0, lastBeat: null, payingNow: 0 };
  const banner = bannerOf({ language, vitals, attempts, ...nothing });
  return { kind: 'loading', text: preparing ? texts.notReady : text, banner: preparing ? null : banner };
}

/** A board that does not exist. */
export function unknownView({ language, boardId }: WallScene): EmptyView {
  const texts = WALL_TEXTS[language];
  return { kind: 'unknown_board', title: texts.unknownBoard(boardId), help: texts.unknownBoardHelp };
}

/** A tenant that never sent an event. */
export function firstRunView({ language }: WallScene, timeZone: string, now: number): EmptyView {
  const texts = WALL_TEXTS[language];
  return { kind: 'first_run', title: texts.noEvents, help: texts.noEventsHelp, clock: clockText(now, timeZone) };
}
