import { Chart, Filler, LinearScale, LineController, LineElement, PointElement, type ChartConfiguration, type Point } from 'chart.js';
import type { Palette } from '../ui/palette.js';
import type { SparkPoint } from '../screens/wall/spark-view.js';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

/** What the large chart draws: a line over the band of what is usual, minute by minute, shares in 0..1. */
export interface TrendData {
  readonly points: readonly SparkPoint[];
  readonly maximum: number;
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

type Dataset = 'rate' | 'few' | 'high' | 'low';
const ORDER: readonly Dataset[] = ['rate', 'few', 'high', 'low'];

function seriesOf(points: readonly SparkPoint[], dataset: Dataset): Point[] {
  const value = (point: SparkPoint) => {
    if (dataset === 'high') return point.high;
    if (dataset === 'low') return point.low;
    return point.few === (dataset === 'few') ? point.rate : null;
  };
  // Chart.js draws NaN as a gap where spanGaps is off.
  return points.map((point, x) => ({ x, y: value(point) ?? NaN }));
}

/** The top of the scale: the next step of five percentage points, so that its label is a round number. */
function top(maximum: number): number {
  return Math.min(1, Math.ceil(maximum * 20 - 1e-9) / 20);
}

function configuration(): ChartConfiguration<'line'> {
  return {
    type: 'line',
    data: {
      datasets: ORDER.map((dataset, order) => ({
        data: [],
        order,
        ...{ borderWidth: 0, pointRadius: 0, tension: 0, spanGaps: false, clip: 4 },
        ...(dataset === 'high' ? { fill: '+1' } : { fill: false }),
      })),
    },
    options: {
      ...{ animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false, events: [] },
      scales: { x: { type: 'linear', min: 0, display: true }, y: { type: 'linear', min: 0, display: true } },
    },
  };
}

/** The wall's large chart: made once, changed in place, destroyed with its canvas. */
export class TrendChart {
  readonly #chart: Chart<'line'>;

  constructor(canvas: HTMLCanvasElement) {
    this.#chart = new Chart(canvas, configuration());
  }

  /** Draws `data` at once, without any animation. */
  draw(data: TrendData, style: TrendStyle): void {
    this.#dress(style);
    this.#scale(data, style);
    this.#chart.data.datasets.forEach((dataset, i) => {
      dataset.data = seriesOf(data.points, ORDER[i] ?? 'rate');
    });
    this.#chart.update('none');
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #dress({ palette, vh }: TrendStyle): void {
    const [rate, few, high] = this.#chart.data.datasets;
    if (!rate || !few || !high) return;
    Object.assign(rate, { borderColor: palette.strong, borderWidth: 0.4 * vh, pointBackgroundColor: palette.strong });
    Object.assign(rate, { pointRadius: ({ dataIndex, dataset }: { dataIndex: number; dataset: { data: unknown[] } }) => (dataIndex === dataset.data.length - 1 ? 0.6 * vh : 0) });
    Object.assign(few, { showLine: false, pointRadius: 0.35 * vh, pointBackgroundColor: palette.data, pointBorderWidth: 0 });
    Object.assign(high, { backgroundColor: palette.band });
  }

  #scale({ points, maximum, span }: TrendData, { palette, fontFamily, vh }: TrendStyle): void {
    const last = points.length - 1;
    const highest = top(maximum);
    const font = { family: fontFamily, size: 3.6 * vh, weight: 600 };
    const ticks = { color: palette.faint, font, maxRotation: 0, minRotation: 0, padding: 0.4 * vh };
    const grid = { color: palette.line, lineWidth: 0.15 * vh, drawTicks: false };
    this.#chart.options.scales = {
      x: {
        ...{ type: 'linear', min: 0, max: last, border: { display: false }, grid: { display: false } },
        afterBuildTicks: (axis) => void (axis.ticks = [{ value: 0 }, { value: last }]),
        ticks: { ...ticks, align: 'inner', callback: (value) => (value === 0 ? span[0] : span[1]) },
      },
      y: {
        ...{ type: 'linear', min: 0, max: highest, border: { display: false }, grid },
        afterBuildTicks: (axis) => void (axis.ticks = [{ value: 0 }, { value: highest }]),
        ticks: { ...ticks, callback: (value) => `${String(Math.round(Number(value) * 100))}%` },
      },
    };
  }
}
