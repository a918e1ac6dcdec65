import type { TileFrame, TileState, TileUpdate, TrendPoint } from '@tillwatch/contract';
import {
  compactCountText,
  countText,
  GLOSSARY,
  inLanguage,
  MIN_FOR_CERTAIN_RATE,
  ongoingText,
  percentText,
  rateText,
  STATE_WORDS,
  type Language,
  type RateText,
} from '@tillwatch/wording';
import { firstThatFits } from '../../format/width.js';
import type { Vitals } from '../../live/vitals.js';
import { sparkView, type SparkView } from './spark-view.js';
import { WALL_TEXTS } from './wall-texts.js';

/** How a tile looks; `stale` stands above every state, for nobody knows. */
export type TileLook = TileState | 'stale';

/** The number of a tile: what may be said of it, or `hidden` where it is too old to stand. */
export type ShownRate = RateText | { readonly kind: 'hidden'; readonly text: string };

/** A tile ready to be painted. */
export interface TileView {
  readonly id: string;
  readonly name: string;
  /** The stage, with the count where there is room; the count alone where the name is the stage. */
  readonly note: string;
  readonly rate: ShownRate;
  /** What is usual, or why nothing can be said about it. */
  readonly usual: string;
  readonly look: TileLook;
  /** The state's word, and for how long; null for normal and learning. */
  readonly status: string | null;
  readonly spark: SparkView;
  /** The tile in one sentence, for those who listen. */
  readonly summary: string;
}

/** What a tile is drawn from. */
export interface TileScene {
  readonly language: Language;
  readonly now: number;
  readonly vitals: Vitals;
  readonly maximum: number;
  /** Length of the board's running window. */
  readonly poolMinutes: number;
}

/** Room of one line of a tile's small print, in em. */
const ROOM = 6.9;
/** What a shape takes of it. */
const SHAPE = 1.1;
const HIDDEN = '—';

/** What may be shown of the numbers: nothing once they are a minute old. */
export function shownRate(update: TileUpdate, scene: Pick<TileScene, 'language' | 'vitals'>): ShownRate {
  if (scene.vitals.data === 'gone') return { kind: 'hidden', text: HIDDEN };
  return rateText(update.numbers.failed, update.numbers.total, { language: scene.language });
}

/** What is usual, or how small the sample is, or that it is still being learnt. */
export function usualText(update: TileUpdate, language: Language): string {
  const texts = WALL_TEXTS[language];
  const { total } = update.numbers;
  if (total === 0 && update.state !== 'no_data') return inLanguage(GLOSSARY.noAttempts, language);
  if (total > 0 && total < MIN_FOR_CERTAIN_RATE) return texts.smallSample(countText(total, language));
  if (!update.usual || update.usual.learning) return texts.learningUsual;
  return `${inLanguage(GLOSSARY.usual, language)} ${percentText(update.usual.rate)}`;
}

function noteOf(frame: TileFrame, update: TileUpdate, scene: TileScene): string {
  const stage = inLanguage(frame.stageLabel, scene.language);
  // A tile without a segment is the stage itself, whatever it is called on the board: its name says so.
  const isStage = Object.keys(frame.segment).length === 0;
  if (scene.vitals.data === 'gone') return isStage ? '' : stage;
  const count = compactCountText(update.numbers.total, scene.language);
  if (isStage) return WALL_TEXTS[scene.language].attempts(count);
  return firstThatFits([`${stage} · ${count}`, `${stage} ${count}`, stage], ROOM);
}

function lookOf(state: TileState, vitals: Vitals): TileLook {
  return vitals.data === 'fresh' && vitals.detector === 'alive' ? state : 'stale';
}

function statusOf(look: TileLook, update: TileUpdate, scene: TileScene): string | null {
  const { language, now } = scene;
  if (look === 'normal' || look === 'learning') return null;
  if (look === 'stale') return inLanguage(GLOSSARY.stale, language);
  const ongoing = update.since === null ? '' : ongoingText(now - update.since, language);
  const word = inLanguage(STATE_WORDS[look], language);
  if (look === 'recovering' || ongoing === '') return word;
  if (look === 'no_data') return firstThatFits([...WALL_TEXTS[language].noTraffic(ongoing), word], ROOM);
  return firstThatFits([`${word} · ${ongoing}`, word], ROOM - SHAPE);
}

/** A tile as painted. `state` is the state to show, which may outlast the detector's. */
export function tileView(
  tile: { frame: TileFrame; update: TileUpdate; state: TileState; points: readonly TrendPoint[] },
  scene: TileScene,
): TileView {
  const { frame, update, state, points } = tile;
  const look = lookOf(state, scene.vitals);
  const rate = shownRate(update, scene);
  const [name, stage] = [inLanguage(frame.label, scene.language), inLanguage(frame.stageLabel, scene.language)];
  const usual = usualText(update, scene.language);
  const status = statusOf(look, update, scene);
  const spoken = status ?? inLanguage(STATE_WORDS[state], scene.language);
  return {
    ...{ id: frame.id, name, note: noteOf(frame, update, scene), rate, usual, look, status },
    spark: sparkView(points, {
      now: scene.now,
      maximum: scene.maximum,
      poolMinutes: scene.poolMinutes,
      state: look === 'stale' ? 'normal' : state,
      since: update.since,
    }),
    summary: WALL_TEXTS[scene.language].tile({ name, stage: name === stage ? '' : stage, rate: rate.text, usual, state: spoken }),
  };
}
