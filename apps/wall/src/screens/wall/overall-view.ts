import type { TileFrame, TileUpdate, TrendPoint } from '@tillwatch/contract';
import { compactCountText, countedText, inLanguage, minuteText, percentText, type Language } from '@tillwatch/wording';
import { firstThatFits } from '../../format/width.js';
import { canJudge, type Vitals } from '../../live/vitals.js';
import { boardMaximum, sparkPoints, type SparkPoint } from './spark-view.js';
import { shownRate, usualText, type ShownRate } from './tile-view.js';
import { WALL_TEXTS } from './wall-texts.js';

/** What the rail is drawn from. */
export interface RailScene {
  readonly language: Language;
  readonly timeZone: string;
  readonly now: number;
  readonly vitals: Vitals;
  /** Length of the board's running window. */
  readonly poolMinutes: number;
}

/** The board's headline number and its hour. */
export interface OverallView {
  readonly title: string;
  /** What is counted, attempts or outcomes of which stage, and how many. */
  readonly stage: string;
  readonly rate: ShownRate;
  readonly usual: string;
  readonly points: readonly SparkPoint[];
  /** Labels of the first and the last minute drawn. */
  readonly span: readonly [string, string];
  readonly maximum: number;
  readonly stale: boolean;
  readonly summary: string;
}

/** Room beside the overall rate, in em of small print. */
const ROOM_BESIDE = 7;

function highest(points: readonly SparkPoint[]): number {
  return Math.max(0, ...points.map((point) => point.rate ?? 0));
}

function scaleOf(points: readonly SparkPoint[], update: TileUpdate): number {
  return Math.min(1, Math.max(boardMaximum([update.usual]), highest(points) * 1.1));
}

function stageNote(stage: string, update: TileUpdate, scene: RailScene): string {
  if (scene.vitals.data === 'gone') return stage;
  const count = compactCountText(update.numbers.total, scene.language);
  return firstThatFits([`${stage} · ${count}`, `${stage} ${count}`, stage], ROOM_BESIDE);
}

/** The overall trend as painted. What it counts is named: attempts, or a stage, whose numbers are never summed over stages. */
export function overallView(
  overall: { frame: TileFrame; update: TileUpdate; trend: readonly TrendPoint[] },
  scene: RailScene,
): OverallView {
  const { frame, update } = overall;
  const texts = WALL_TEXTS[scene.language];
  const points = sparkPoints(overall.trend, scene);
  const rate = shownRate(update, scene);
  const stage = inLanguage(frame.stageLabel, scene.language);
  const usual = usualText(update, scene.language);
  return {
    ...{ title: texts.overall, stage: stageNote(stage, update, scene), rate, usual, points },
    span: [minuteText(scene.now - 59 * 60_000, scene.timeZone), minuteText(scene.now, scene.timeZone)],
    maximum: scaleOf(points, update),
    stale: !canJudge(scene.vitals),
    summary: texts.trend({ stage: countedText(frame, scene.language), rate: rate.text, usual, highest: percentText(highest(points)) }),
  };
}
