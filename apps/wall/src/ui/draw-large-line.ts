import type { LargeChartView } from '../screens/wall/take-over/large-chart.js';
import { drawBand, drawNow, LINE, runs, scaleOf, type Scale, type SparkSurface } from './draw-sparkline.js';

const LABEL = 3.6;
const LABEL_ROOM = 4.4;
const HAIRLINE = 0.15;

function horizontal({ context, width, vh }: SparkSurface, y: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = HAIRLINE * vh;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(width, y);
  context.stroke();
}

/** The line in grey, and over it in red what of it lies above the usual since the start. */
function drawLine({ points, risesFrom, tone }: LargeChartView, { context, palette, vh }: SparkSurface, { x, y }: Scale): void {
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
      if (i < risesFrom || (point?.rate ?? 0) <= (point?.high ?? 0)) continue;
      context.moveTo(x(i - 1), y(before?.rate ?? 0));
      context.lineTo(x(i), y(point?.rate ?? 0));
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
  const { context, width, height, palette, vh } = surface;
  const lower = { ...surface, below: surface.below + LABEL_ROOM * vh };
  const scale = scaleOf(view, lower);
  context.clearRect(0, 0, width, height);
  drawBand(view, lower, scale);
  horizontal(lower, scale.y(0), palette.line);
  horizontal(lower, scale.y(view.usual), palette.faint);
  drawStart(view, lower, scale);
  drawLine(view, lower, scale);
  drawNow(view, lower, scale);
}
