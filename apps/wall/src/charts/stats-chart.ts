import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartDataset,
  type Point,
} from 'chart.js';
import type { TrendStep } from '../screens/stats/over-time.js';
import type { Palette } from '../ui/palette.js';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

/** What the graph of a period draws: rates step by step over the band in which they really may lie, and those of before. */
export interface StatsGraph {
  readonly now: readonly TrendStep[];
  readonly before: readonly TrendStep[];
  /** Steps that are written under the graph, and how. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const FONT_PX = 13;

function line(steps: readonly TrendStep[], of: 'rate' | 'low' | 'high'): Point[] {
  return steps.map((step, x) => ({ x, y: step[of] ?? NaN }));
}

const hasRate = (step: TrendStep | undefined): boolean => typeof step?.rate === 'number';

function datasets({ now, before }: StatsGraph, palette: Palette): ChartDataset<'line'>[] {
  const common = { borderWidth: 0, pointRadius: 0, tension: 0, spanGaps: false, clip: false as const };
  // A step that stands alone between gaps has no line to be seen by.
  const isAlone = (steps: readonly TrendStep[], i: number): boolean => !hasRate(steps[i - 1]) && !hasRate(steps[i + 1]);
  const dots = (steps: readonly TrendStep[]) => steps.map((_, i) => (isAlone(steps, i) ? 3 : 0));
  const strong = { borderColor: palette.strong, borderWidth: 2.5, pointBackgroundColor: palette.strong, pointRadius: dots(now) };
  const dashed = {
    borderColor: palette.data,
    borderWidth: 2,
    borderDash: [6, 4],
    pointBackgroundColor: palette.data,
    pointRadius: dots(before),
  };
  // The first is painted last: lines lie on the band.
  return [
    { ...common, data: line(now, 'rate'), ...strong, order: 0 },
    { ...common, data: line(before, 'rate'), ...dashed, order: 1 },
    { ...common, data: line(now, 'high'), fill: '+1', backgroundColor: palette.band, order: 2 },
    { ...common, data: line(now, 'low'), order: 3 },
  ];
}

/** The top of the scale: the next five percentage points above every line; the band may be cut off. */
function top({ now, before }: StatsGraph): number {
  const most = Math.max(0.01, ...[...now, ...before].map(({ rate }) => rate ?? 0));
  return Math.min(1, Math.ceil(most * 1.08 * 20) / 20);
}

function configuration(graph: StatsGraph, { palette, fontFamily }: { palette: Palette; fontFamily: string }): ChartConfiguration<'line'> {
  const font = { family: fontFamily, size: FONT_PX };
  const labels = new Map(graph.ticks.map(({ at, label }) => [at, label]));
  const most = top(graph);
  return {
    type: 'line',
    data: { datasets: datasets(graph, palette) },
    options: {
      ...{ animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false, events: [] },
      layout: { padding: { right: 8, top: 8 } },
      scales: {
        x: {
          ...{ type: 'linear', min: 0, max: Math.max(1, graph.now.length - 1), border: { display: false }, grid: { display: false } },
          afterBuildTicks: (axis) => void (axis.ticks = graph.ticks.map(({ at }) => ({ value: at }))),
          ticks: {
            color: palette.text,
            font,
            maxRotation: 0,
            autoSkip: false,
            align: 'inner',
            callback: (value) => labels.get(Number(value)),
          },
        },
        y: {
          ...{ type: 'linear', min: 0, max: most, border: { display: false }, grid: { color: palette.line, drawTicks: false } },
          ticks: {
            color: palette.text,
            font,
            maxTicksLimit: 6,
            padding: 8,
            callback: (value) => `${String(Math.round(Number(value) * 1_000) / 10)}%`,
          },
        },
      },
    },
  };
}

/** Draws the graph; what is returned takes it off again. */
export function drawStats(canvas: HTMLCanvasElement, graph: StatsGraph, style: { palette: Palette; fontFamily: string }): () => void {
  const chart = new Chart(canvas, configuration(graph, style));
  return () => chart.destroy();
}
