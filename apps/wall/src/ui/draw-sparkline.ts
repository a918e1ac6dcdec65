import type { SparkTone, SparkView } from '../screens/wall/spark-view.js';
import type { Palette } from './palette.js';

/** Where to draw and with what; lengths in device pixels. */
export interface SparkSurface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Left free at the top. */
  readonly below: number;
  /** What thicknesses are measured in: on a wall one hundredth of the screen's height. */
  readonly vh: number;
  readonly palette: Palette;
}

/** Where minutes and shares lie on a surface. */
export interface Scale {
  readonly x: (index: number) => number;
  readonly y: (share: number) => number;
}

/** How thick a line is, in hundredths of the screen's height. */
export const LINE = 0.35;
const DOT = 0.45;
const NOTCH = 1.4;

/** The scale of a view: from 0 to its maximum, with room for what leaves it. */
export function scaleOf({ points, maximum }: SparkView, { width, height, below, vh }: SparkSurface): Scale {
  const [side, top, bottom] = [DOT * vh + 1, below + NOTCH * vh + 1, DOT * vh + 1];
  return {
    x: (index) => side + (index / (points.length - 1)) * (width - 2 * side),
    y: (share) => height - bottom - (Math.min(share, maximum) / maximum) * (height - top - bottom),
  };
}

/** Runs of consecutive indexes for which `keep` holds. */
export function runs<T>(points: readonly T[], keep: (point: T) => boolean): readonly (readonly number[])[] {
  const found: number[][] = [];
  let open = false;
  points.forEach((point, index) => {
    const kept = keep(point);
    if (kept && !open) found.push([]);
    if (kept) found.at(-1)?.push(index);
    open = kept;
  });
  return found;
}

/** The band of what is usual. */
export function drawBand({ points }: SparkView, { context, palette }: SparkSurface, { x, y }: Scale): void {
  context.fillStyle = palette.band;
  for (const run of runs(points, (point) => point.low !== null && point.high !== null)) {
    context.beginPath();
    for (const i of run) context.lineTo(x(i), y(points[i]?.high ?? 0));
    for (const i of run.toReversed()) context.lineTo(x(i), y(points[i]?.low ?? 0));
    context.closePath();
    context.fill();
  }
}

function colourOf(tone: SparkTone, palette: Palette): string {
  if (tone === 'critical') return palette.critical;
  return tone === 'warning' ? palette.warning : palette.data;
}

function drawLine(view: SparkView, { context, palette, vh }: SparkSurface, { x, y }: Scale): void {
  const { points, risesFrom, tone } = view;
  context.lineWidth = LINE * vh;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const run of runs(points, (point) => point.rate !== null)) {
    for (const [from, to, colour] of [
      [0, risesFrom, palette.data],
      [risesFrom - 1, points.length, colourOf(tone, palette)],
    ] as const) {
      const part = run.filter((i) => i >= from && i < to);
      context.strokeStyle = colour;
      context.beginPath();
      for (const i of part) context.lineTo(x(i), y(points[i]?.rate ?? 0));
      context.stroke();
    }
  }
}

/** The running minute, as a dot. */
export function drawNow(view: SparkView, { context, palette, vh }: SparkSurface, { x, y }: Scale): void {
  const last = view.points.length - 1;
  const rate = view.points[last]?.rate ?? null;
  if (rate === null) return;
  context.fillStyle = last >= view.risesFrom ? colourOf(view.tone, palette) : palette.data;
  context.beginPath();
  context.arc(x(last), y(rate), DOT * vh, 0, 2 * Math.PI);
  context.fill();
}

/** A mark at the top edge over the highest minute that leaves the scale. */
function drawNotch(view: SparkView, { context, palette, below, vh }: SparkSurface, { x }: Scale): void {
  const beyond = view.points.map((point, i) => ({ i, rate: point.rate ?? 0 })).filter(({ rate }) => rate > view.maximum);
  const highest = beyond.reduce<{ i: number; rate: number } | null>((best, at) => (best && best.rate >= at.rate ? best : at), null);
  if (!highest) return;
  const size = NOTCH * vh;
  const centre = Math.max(size / 2, x(highest.i) - size / 2);
  context.fillStyle = highest.i >= view.risesFrom ? colourOf(view.tone, palette) : palette.data;
  context.beginPath();
  context.moveTo(centre, below);
  context.lineTo(centre + size * 0.55, below + size * 0.8);
  context.lineTo(centre - size * 0.55, below + size * 0.8);
  context.fill();
}

/** Draws a tile's last hour: the usual band, the line with its gaps, now as a dot. */
export function drawSparkline(view: SparkView, surface: SparkSurface): void {
  const scale = scaleOf(view, surface);
  surface.context.clearRect(0, 0, surface.width, surface.height);
  drawBand(view, surface, scale);
  drawLine(view, surface, scale);
  drawNow(view, surface, scale);
  drawNotch(view, surface, scale);
}
