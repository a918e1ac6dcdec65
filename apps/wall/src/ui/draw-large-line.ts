import type { SparkPoint } from '../screens/wall/spark-view.js';
import type { LargeChartView } from '../screens/wall/take-over/large-chart.js';
import { drawBand, drawNow, LINE, runs, scaleOf, type Scale, type SparkSurface } from './draw-sparkline.js';

const LABEL = 3.6;
const LABEL_ROOM = 4.4;
const HAIRLINE = 0.15;

function drawBottom({ context, width, palette, vh }: SparkSurface, y: number): void {
  context.strokeStyle = palette.line;
  context.lineWidth = HAIRLINE * vh;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(width, y);
  context.stroke();
}

/** What is usual, as a hairline within its band. */
function drawUsual({ usual }: LargeChartView, { context, palette, vh }: SparkSurface, { x, y }: Scale): void {
  context.strokeStyle = palette.faint;
  context.lineWidth = HAIRLINE * vh;
  for (const run of runs(usual, (value) => value !== null)) {
    context.beginPath();
    for (const i of run) context.lineTo(x(i), y(usual[i] ?? 0));
    context.stroke();
  }
}

/** Whether a minute lies beyond the band on the side on which trouble lies; nothing at all does even where the band begins at 0. */
function isBeyond({ rate, low, high }: SparkPoint, worse: LargeChartView['worse']): boolean {
  return worse === 'above' ? (rate ?? 0) > (high ?? 0) : (rate ?? 0) <= (low ?? 0);
}

/** The line in grey, and over it in red what of it lies beyond the usual since the start. */
function drawLine({ points, risesFrom, tone, worse }: LargeChartView, { context, palette, vh }: SparkSurface, { x, y }: Scale): void {
  context.lineWidth = LINE * vh * 1.4;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const run of runs(points, (point) => point.rate !== null)) {
    context.strokeStyle = palette.data;
    context.beginPath();
    for (const i of run) context.lineTo(x(i), y(points[i]?.rate ?? 0));
    context.stroke();
    if (tone === 'calm') continue;
    context.strokeStyle = palette.critical;
    context.beginPath();
    for (const i of run.slice(1)) {
      const [before, point] = [points[i - 1], points[i]];
      if (i < risesFrom || !point || !isBeyond(point, worse)) continue;
      context.moveTo(x(i - 1), y(before?.rate ?? 0));
      context.lineTo(x(i), y(point.rate ?? 0));
    }
    context.stroke();
  }
}

/** When it began: a line from top to bottom with its clock above, kept within the picture. */
function drawStart({ start }: LargeChartView, { context, palette, width, height, below, vh }: SparkSurface, { x }: Scale): void {
  if (!start) return;
  const at = x(start.index);
  context.strokeStyle = palette.text;
  context.lineWidth = LINE * vh;
  context.beginPath();
  context.moveTo(at, below);
  context.lineTo(at, height);
  context.stroke();
  context.font = `600 ${String(LABEL * vh)}px ${palette.font}`;
  context.fillStyle = palette.text;
  context.textBaseline = 'top';
  const half = context.measureText(start.label).width / 2;
  context.textAlign = 'center';
  context.fillText(start.label, Math.min(Math.max(at, half), width - half), 0);
}

/** Draws an incident's last hour: what is usual as band and hairline, the line with its gaps, when it began. */
export function drawLargeLine(view: LargeChartView, surface: SparkSurface): void {
  const { context, width, height, vh } = surface;
  const lower = { ...surface, below: surface.below + LABEL_ROOM * vh };
  const scale = scaleOf(view, lower);
  context.clearRect(0, 0, width, height);
  drawBand(view, lower, scale);
  drawBottom(lower, scale.y(0));
  drawUsual(view, lower, scale);
  drawStart(view, lower, scale);
  drawLine(view, lower, scale);
  drawNow(view, lower, scale);
}
