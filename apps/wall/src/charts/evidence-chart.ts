import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartDataset,
  type ChartOptions,
} from 'chart.js';
import type { Palette } from '../ui/palette.js';
import { marker, type Mark, type Mixed } from './evidence-marks.js';
import { numberText } from '@tillwatch/wording';
import { chartTop, type ChartMeasure, type ChartPoint } from '../screens/incidents/chart-view.js';

Chart.register(LineController, LineElement, PointElement, BarController, BarElement, CategoryScale, LinearScale, Filler);

/** What is drawn: a minute per place, the clock under it, moments marked. */
export interface EvidenceData {
  readonly points: readonly ChartPoint[];
  readonly measure: ChartMeasure;
  readonly labels: readonly string[];
  readonly marks: readonly Mark[];
}

/** How it looks, and who hears which minute was touched. */
export interface EvidenceStyle {
  readonly palette: Palette;
  readonly font: string;
  readonly picked: (index: number) => void;
}

function datasets({ points, measure }: EvidenceData, { palette }: EvidenceStyle): ChartDataset<Mixed>[] {
  const line = { type: 'line', yAxisID: 'y', borderWidth: 0, pointRadius: 0, tension: 0, spanGaps: false } as const;
  const values = { ...line, data: points.map(({ value }) => value), borderColor: palette.strong, borderWidth: 2.5, order: 0 };
  const band: ChartDataset<Mixed>[] = [
    { ...line, data: points.map(({ high }) => high), backgroundColor: palette.band, fill: '+1', order: 2 },
    { ...line, data: points.map(({ low }) => low), order: 2 },
  ];
  const usual = {
    ...line,
    data: points.map((point) => point.usual),
    borderColor: palette.data,
    borderWidth: 2,
    borderDash: [6, 4],
    order: 1,
  };
  if (measure === 'came') return [values, ...band, usual];
  return [
    values,
    ...band,
    {
      type: 'bar',
      yAxisID: 'n',
      data: points.map(({ total }) => total),
      backgroundColor: palette.data,
      order: 3,
      barPercentage: 1,
      categoryPercentage: 0.85,
    },
  ];
}

function tickText(value: number, measure: ChartMeasure): string {
  return measure === 'share' ? `${String(Math.round(value * 100))}%` : numberText(value);
}

function scales(data: EvidenceData, { palette, font }: EvidenceStyle): NonNullable<ChartOptions<Mixed>['scales']> {
  const ticks = { color: palette.faint, font: { family: font, size: 13 } };
  const grid = { color: palette.line, drawTicks: false };
  const { points, measure } = data;
  const side = { position: 'left', stack: 'all', min: 0, border: { display: false } } as const;
  const x = { grid: { display: false }, ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 24 } };
  const y = {
    ...{ ...side, stackWeight: 3, max: chartTop(points, measure), grid },
    ticks: { ...ticks, maxTicksLimit: 6, includeBounds: false, callback: (value: number | string) => tickText(Number(value), measure) },
  };
  if (measure === 'came') return { x, y };
  const most = Math.max(1, ...points.map(({ total }) => total));
  const n: NonNullable<ChartOptions<Mixed>['scales']>[string] = {
    ...{ ...side, stackWeight: 1, max: most, offset: true, grid: { display: false } },
    afterBuildTicks: (axis) => void (axis.ticks = [{ value: most }]),
    ticks,
  };
  return { x, n, y };
}

function configuration(get: () => EvidenceData, style: EvidenceStyle): ChartConfiguration<Mixed> {
  const data = get();
  return {
    type: 'line',
    data: { labels: [...data.labels], datasets: datasets(data, style) },
    options: {
      ...{ animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: 'index', intersect: false } },
      events: ['click', 'mousemove', 'touchstart'],
      onHover: (_event, [element]) => {
        if (element) style.picked(element.index);
      },
      scales: scales(data, style),
    },
    plugins: [marker(get, { colour: style.palette.text, font: style.font })],
  };
}

/** The chart people study: made once, changed in place, destroyed with its canvas. */
export class EvidenceChart {
  #data: EvidenceData;
  readonly #style: EvidenceStyle;
  readonly #chart: Chart<Mixed>;

  constructor(canvas: HTMLCanvasElement, data: EvidenceData, style: EvidenceStyle) {
    this.#data = data;
    this.#style = style;
    this.#chart = new Chart(
      canvas,
      configuration(() => this.#data, style),
    );
  }

  draw(data: EvidenceData): void {
    this.#data = data;
    this.#chart.data = { labels: [...data.labels], datasets: datasets(data, this.#style) };
    this.#chart.options.scales = scales(data, this.#style);
    this.#chart.update('none');
  }

  destroy(): void {
    this.#chart.destroy();
  }
}
