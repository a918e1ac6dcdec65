import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartDataset,
  type ChartOptions,
  type Point,
} from 'chart.js';
import { TREND_MINUTES } from '../live/board-state.js';
import type { Palette } from '../ui/palette.js';
import type { SparkPoint } from '../screens/wall/spark-view.js';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

/** What the large chart draws: a line over the band of what is usual, minute by minute, shares in 0..1. */
export interface TrendData {
  readonly points: readonly SparkPoint[];
  readonly maximum: number;
  /** Not of this moment: drawn like everything that is past. */
  readonly stale: boolean;
  /** Labels of the first and the last minute. */
  readonly span: readonly [string, string];
}

/** What the chart's appearance depends on. */
export interface TrendStyle {
  readonly palette: Palette;
  readonly fontFamily: string;
  /** One hundredth of the screen's height in CSS pixels. */
  readonly vh: number;
}

type Dataset = 'rate' | 'high' | 'low';
const ORDER: readonly Dataset[] = ['rate', 'high', 'low'];

/** Chart.js draws NaN as a gap where spanGaps is off. */
function seriesOf(points: readonly SparkPoint[], dataset: Dataset): Point[] {
  return points.map((point, x) => ({ x, y: point[dataset] ?? NaN }));
}

/** The top of the scale: the next step of five percentage points, so that its label is a round number. */
function top(maximum: number): number {
  return Math.min(1, Math.ceil(maximum * 20 - 1e-9) / 20);
}

/** What is being drawn; everything scriptable in the chart reads it anew at each update. */
interface Drawing {
  data: TrendData;
  style: TrendStyle;
}

const TEXT_VH = 3.6;
const LINE_VH = 0.4;
const DOT_VH = 0.6;
const PADDING_VH = 0.4;

function datasets(drawing: Drawing): ChartDataset<'line'>[] {
  const common = { data: [], borderWidth: 0, pointRadius: 0, tension: 0, spanGaps: false, clip: false as const };
  const isNow = (index: number) => index === drawing.data.points.length - 1;
  const ink = () => (drawing.data.stale ? drawing.style.palette.faint : drawing.style.palette.strong);
  const rate = {
    ...common,
    borderColor: ink,
    borderWidth: () => LINE_VH * drawing.style.vh,
    pointBackgroundColor: ink,
    pointRadius: ({ dataIndex }: { dataIndex: number }) => (isNow(dataIndex) ? DOT_VH * drawing.style.vh : 0),
  };
  const high = { ...common, fill: '+1', backgroundColor: () => drawing.style.palette.band };
  // The first dataset is painted last: the line lies on its band.
  return [rate, high, common].map((dataset, order) => ({ ...dataset, order }));
}

function scales(drawing: Drawing): NonNullable<ChartOptions<'line'>['scales']> {
  const ticks = {
    ...{ maxRotation: 0, minRotation: 0, autoSkip: false, padding: PADDING_VH * drawing.style.vh },
    color: () => drawing.style.palette.faint,
    font: () => ({ family: drawing.style.fontFamily, size: TEXT_VH * drawing.style.vh, weight: 600 }),
  };
  const grid = { drawTicks: false, color: () => drawing.style.palette.line, lineWidth: () => 0.15 * drawing.style.vh };
  const common = { type: 'linear', min: 0, border: { display: false } } as const;
  const ends = (last: number) => [{ value: 0 }, { value: last }];
  return {
    x: {
      ...{ ...common, grid: { display: false } },
      max: TREND_MINUTES - 1,
      afterBuildTicks: (axis) => void (axis.ticks = ends(TREND_MINUTES - 1)),
      ticks: { ...ticks, align: 'inner', callback: (value) => drawing.data.span[value === 0 ? 0 : 1] },
    },
    y: {
      ...{ ...common, grid },
      afterDataLimits: (axis) => void (axis.max = top(drawing.data.maximum)),
      afterBuildTicks: (axis) => void (axis.ticks = ends(axis.max)),
      ticks: { ...ticks, callback: (value) => `${String(Math.round(Number(value) * 100))}%` },
    },
  };
}

function configuration(drawing: Drawing): ChartConfiguration<'line'> {
  return {
    type: 'line',
    data: { datasets: datasets(drawing) },
    options: {
      ...{ animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false, events: [] },
      layout: { padding: { right: DOT_VH * drawing.style.vh } },
      scales: scales(drawing),
    },
  };
}

/** The wall's large chart: made once, changed in place, destroyed with its canvas. */
export class TrendChart {
  readonly #drawing: Drawing;
  readonly #chart: Chart<'line'>;

  constructor(canvas: HTMLCanvasElement, data: TrendData, style: TrendStyle) {
    this.#drawing = { data, style };
    this.#chart = new Chart(canvas, configuration(this.#drawing));
    this.draw(data, style);
  }

  /** Draws `data` at once, without any animation. */
  draw(data: TrendData, style: TrendStyle): void {
    Object.assign(this.#drawing, { data, style });
    this.#chart.data.datasets.forEach((dataset, i) => {
      dataset.data = seriesOf(data.points, ORDER[i] ?? 'rate');
    });
    this.#chart.update('none');
  }

  destroy(): void {
    this.#chart.destroy();
  }
}
