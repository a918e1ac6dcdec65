import type { TileFrame, TileState, TileUpdate, TrendPoint } from '@tillwatch/contract';
import {
  alertCountsText,
  compactCountText,
  countedText,
  countText,
  GLOSSARY,
  inLanguage,
  kindWord,
  MIN_FOR_CERTAIN_RATE,
  ongoingText,
  percentText,
  rateText,
  STATE_WORDS,
  type Language,
  type RateText,
} from '@tillwatch/wording';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import { firstThatFits } from '../../format/width.js';
import type { ShapeName } from '../../ui/shapes.js';
import type { Vitals } from '../../live/vitals.js';
import { countsWithin, type Counted } from './alert-place.js';
import { sparkView, type SparkView } from './spark-view.js';
import { markTexts, type TileMark } from './tile-mark.js';
import { WALL_TEXTS } from './wall-texts.js';

/** How a tile looks; `stale` stands above every state, for nobody knows. */
export type TileLook = TileState | 'stale';

/** The number of a tile: what may be said of it, or `hidden` where it is too old to stand. */
export type ShownRate = RateText | { readonly kind: 'hidden'; readonly text: string };

/** A tile ready to be painted. */
export interface TileView {
  readonly id: string;
  readonly name: string;
  /** What is counted, attempts or outcomes of which stage, with the count where there is room. */
  readonly note: string;
  readonly rate: ShownRate;
  /** What is usual, or why nothing can be said about it; how many wait where that is what is wrong. */
  readonly usual: string;
  readonly look: TileLook;
  /** That somebody has taken what is wrong with it, or that it is silent. */
  readonly mark: TileMark['kind'] | null;
  /** The state's word, and for how long, or its mark; null for normal and learning. */
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
  // A tile of a stage without a segment is the stage itself, whatever it is called on the board: its name says which.
  const isStage = frame.stage !== WHOLE_ATTEMPT && Object.keys(frame.segment).length === 0;
  const unit = isStage ? WALL_TEXTS[scene.language].step : inLanguage(frame.stageLabel, scene.language);
  if (scene.vitals.data === 'gone') return unit;
  const count = compactCountText(update.numbers.total, scene.language);
  return firstThatFits([`${unit} · ${count}`, `${unit} ${count}`, unit], ROOM);
}

/** What is counted where something else than failures is wrong. */
function otherOf({ kind, sinceCounts }: TileUpdate): Counted | null {
  return kind === 'failure_rate' || !sinceCounts ? null : { kind, ...sinceCounts };
}

/** The last line of a tile: the usual failure rate, or the counts of what else is wrong: the rate tells nothing of it. */
function lastLine(look: TileLook, update: TileUpdate, language: Language): string {
  const other = look === 'stale' ? null : otherOf(update);
  return other ? countsWithin(other, language, ROOM) : usualText(update, language);
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
  if (otherOf(update)) return firstThatFits(WALL_TEXTS[language].withKind(word, kindWord(update.kind, language)), ROOM - SHAPE);
  return firstThatFits([`${word} · ${ongoing}`, word], ROOM - SHAPE);
}

/** The state for those who listen, who have the time for whole words. */
function spokenState(look: TileLook, update: TileUpdate, { state, scene }: { state: TileState; scene: TileScene }): string {
  const { language, now } = scene;
  const [other, word] = [otherOf(update), inLanguage(STATE_WORDS[state], language)];
  if (look === 'stale' || !other || update.since === null) return statusOf(look, update, scene) ?? word;
  return [word, alertCountsText(other, language), ongoingText(now - update.since, language)].join(', ');
}

/** A tile as painted. `state` is the state to show, which may outlast the detector's. */
export function tileView(
  tile: { frame: TileFrame; update: TileUpdate; state: TileState; mark: TileMark | null; points: readonly TrendPoint[] },
  scene: TileScene,
): TileView {
  const { frame, update, state, points } = tile;
  const { language, now, maximum, poolMinutes } = scene;
  const look = lookOf(state, scene.vitals);
  const mark = look === 'stale' ? null : tile.mark;
  const rate = shownRate(update, scene);
  const [name, counted] = [inLanguage(frame.label, language), countedText(frame, language)];
  // The line is of failures: a rise of something else is not marked on it.
  const marked = look === 'stale' || otherOf(update) ? 'normal' : state;
  return {
    ...{ id: frame.id, name, note: noteOf(frame, update, scene), rate, look },
    usual: lastLine(look, update, language),
    mark: mark?.kind ?? null,
    status: mark ? firstThatFits(markTexts(mark, language), ROOM - SHAPE) : statusOf(look, update, scene),
    spark: sparkView(points, { now, maximum, poolMinutes, state: marked, since: update.since }),
    summary: WALL_TEXTS[language].tile({
      ...{ name, stage: name === counted ? '' : counted, rate: rate.text, usual: usualText(update, language) },
      state: [spokenState(look, update, { state, scene }), mark ? (markTexts(mark, language)[0] ?? '') : ''].filter(Boolean).join(', '),
    }),
  };
}

/** The shape beside a tile's word. Where no traffic comes the dashed outline is the shape. */
export function shapeOf({ look, mark }: TileView): ShapeName | null {
  if (mark === 'silent') return 'silenced';
  return look === 'normal' || look === 'learning' || look === 'no_data' ? null : look;
}
