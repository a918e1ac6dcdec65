import type { TileFrame, TileState, TileUpdate, TrendPoint } from '@tillwatch/contract';
import {
  alertStalledText,
  compactCountText,
  countedText,
  countText,
  failedOfText,
  GLOSSARY,
  inLanguage,
  MIN_FOR_CERTAIN_RATE,
  numberText,
  ongoingText,
  percentText,
  rateText,
  STATE_WORDS,
  type Language,
  type RateText,
} from '@tillwatch/wording';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
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
  /** What is counted, attempts or outcomes of which stage, with the count where there is room. */
  readonly note: string;
  readonly rate: ShownRate;
  /** What is usual, or why nothing can be said about it; how many wait where that is what is wrong. */
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
  // A tile of a stage without a segment is the stage itself, whatever it is called on the board: its name says which.
  const isStage = frame.stage !== WHOLE_ATTEMPT && Object.keys(frame.segment).length === 0;
  const unit = isStage ? WALL_TEXTS[scene.language].step : inLanguage(frame.stageLabel, scene.language);
  if (scene.vitals.data === 'gone') return unit;
  const count = compactCountText(update.numbers.total, scene.language);
  return firstThatFits([`${unit} · ${count}`, `${unit} ${count}`, unit], ROOM);
}

/** How many wait longer than usual of how many, while that is what is wrong. */
function stalledOf({ kind, sinceCounts }: TileUpdate): TileUpdate['sinceCounts'] {
  return kind === 'stalled' ? sinceCounts : null;
}

/** The last line of a tile: the usual failure rate, or how many wait where that is what is wrong: a rate tells nothing of it. */
function lastLine(look: TileLook, update: TileUpdate, language: Language): string {
  const counts = look === 'stale' ? null : stalledOf(update);
  if (!counts) return usualText(update, language);
  const [failed, total] = [numberText(counts.failed), numberText(counts.total)];
  return firstThatFits(WALL_TEXTS[language].waiting(failedOfText(counts.failed, counts.total, language), `${failed}/${total}`), ROOM);
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
  if (stalledOf(update)) return firstThatFits(WALL_TEXTS[language].stalled(word), ROOM - SHAPE);
  return firstThatFits([`${word} · ${ongoing}`, word], ROOM - SHAPE);
}

/** The state for those who listen, who have the time for whole words. */
function spokenState(look: TileLook, update: TileUpdate, { state, scene }: { state: TileState; scene: TileScene }): string {
  const { language, now } = scene;
  const [counts, word] = [stalledOf(update), inLanguage(STATE_WORDS[state], language)];
  if (look === 'stale' || !counts || update.since === null) return statusOf(look, update, scene) ?? word;
  return [word, alertStalledText(counts, language), ongoingText(now - update.since, language)].join(', ');
}

/** A tile as painted. `state` is the state to show, which may outlast the detector's. */
export function tileView(
  tile: { frame: TileFrame; update: TileUpdate; state: TileState; points: readonly TrendPoint[] },
  scene: TileScene,
): TileView {
  const { frame, update, state, points } = tile;
  const { language, now, maximum, poolMinutes } = scene;
  const look = lookOf(state, scene.vitals);
  const rate = shownRate(update, scene);
  const [name, counted] = [inLanguage(frame.label, language), countedText(frame, language)];
  // The line is of failures: a rise of something else is not marked on it.
  const marked = look === 'stale' || stalledOf(update) ? 'normal' : state;
  return {
    ...{ id: frame.id, name, note: noteOf(frame, update, scene), rate, look },
    usual: lastLine(look, update, language),
    status: statusOf(look, update, scene),
    spark: sparkView(points, { now, maximum, poolMinutes, state: marked, since: update.since }),
    summary: WALL_TEXTS[language].tile({
      ...{ name, stage: name === counted ? '' : counted, rate: rate.text, usual: usualText(update, language) },
      state: spokenState(look, update, { state, scene }),
    }),
  };
}
