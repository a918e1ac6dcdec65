import type { ChartArea, Plugin } from 'chart.js';
import type { ChartPoint } from '../screens/incidents/chart-view.js';

/** The kinds of data a chart of evidence mixes. */
export type Mixed = 'line' | 'bar';

/** A moment to be marked on the chart. */
export interface Mark {
  /** ms since the epoch. */
  readonly at: number;
  readonly label: string;
}

/** Where marks are to be put. */
interface Marked {
  readonly points: readonly ChartPoint[];
  readonly marks: readonly Mark[];
}

const MINUTE = 60_000;

function drawMark(
  ctx: CanvasRenderingContext2D,
  area: ChartArea,
  mark: { readonly x: number; readonly label: string; readonly row: number },
): void {
  const isLeft = mark.x + ctx.measureText(mark.label).width + 8 > area.right;
  ctx.beginPath();
  ctx.moveTo(mark.x, area.top);
  ctx.lineTo(mark.x, area.bottom);
  ctx.stroke();
  ctx.textAlign = isLeft ? 'right' : 'left';
  ctx.fillText(mark.label, mark.x + (isLeft ? -5 : 5), area.top + 13 + 17 * mark.row);
}

/** Draws the marks as dashed lines with their words at the top, each below the one before so that they do not collide. */
export function marker(get: () => Marked, { colour, font }: { readonly colour: string; readonly font: string }): Plugin<Mixed> {
  return {
    id: 'marks',
    afterDatasetsDraw({ ctx, chartArea, scales: { x } }) {
      const { points, marks } = get();
      const first = points[0]?.at;
      if (first === undefined || !x) return;
      ctx.save();
      ctx.font = `600 13px ${font}`;
      ctx.fillStyle = ctx.strokeStyle = colour;
      ctx.setLineDash([4, 3]);
      const origin = x.getPixelForValue(0);
      const perMinute = x.getPixelForValue(1) - origin;
      marks.forEach(({ at, label }, i) => {
        const place = (at - first) / MINUTE;
        if (place < 0 || place > points.length) return;
        // What a minute came to stands in its middle.
        drawMark(ctx, chartArea, { x: origin + (place - 0.5) * perMinute, label, row: i });
      });
      ctx.restore();
    },
  };
}
