import type { Attachment } from 'svelte/attachments';
import { GraphPace } from './graph-pace.js';
import type { SparkView } from '../screens/wall/spark-view.js';
import type { LargeChartView } from '../screens/wall/take-over/large-chart.js';
import { drawLargeLine } from './draw-large-line.js';
import { drawSparkline, type SparkSurface } from './draw-sparkline.js';
import { readPalette, type Palette } from './palette.js';

const MOST_PIXELS_PER_PIXEL = 2;

/** What is drawn. */
export interface SparkScene<V extends SparkView = SparkView> {
  readonly view: V;
  /** Names the colours in force. */
  readonly theme: string;
  /** How much of the top is left free, in hundredths of the screen's height. */
  readonly below: number;
  /** What thicknesses are measured in, in px of the page; absent: a hundredth of the screen's height, as on the wall. */
  readonly unit?: number;
}

/** A canvas that draws when told to and when its size changes, never per frame; its size is measured on resize only. */
class SparkCanvas<V extends SparkView> {
  readonly #canvas: HTMLCanvasElement;
  readonly #observer: ResizeObserver;
  #palette: Palette;
  #theme = '';
  readonly #pace = new GraphPace();
  readonly #drawn: (view: V, surface: SparkSurface) => void;
  #view: V | null = null;
  #below = 0;
  #unit: number | undefined;

  constructor(canvas: HTMLCanvasElement, drawn: (view: V, surface: SparkSurface) => void) {
    this.#canvas = canvas;
    this.#drawn = drawn;
    this.#palette = readPalette(canvas);
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#resize(entry.contentRect);
    });
    this.#observer.observe(canvas);
  }

  /** `theme` names the colours in force, so that they are read again only when they change. */
  draw({ view, theme, below, unit }: SparkScene<V>): void {
    if (theme !== this.#theme) this.#palette = readPalette(this.#canvas);
    this.#theme = theme;
    this.#view = view;
    this.#below = below;
    this.#unit = unit;
    const { points, maximum, ...marks } = view;
    if (this.#pace.isDue({ points, maximum, rest: [marks, below, theme] }, performance.now())) this.#paint();
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    const ratio = Math.min(devicePixelRatio, MOST_PIXELS_PER_PIXEL);
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (w === this.#canvas.width && h === this.#canvas.height) return;
    this.#canvas.width = w;
    this.#canvas.height = h;
    this.#paint();
  }

  #paint(): void {
    const context = this.#canvas.getContext('2d');
    const { width, height } = this.#canvas;
    if (!context || !this.#view || width === 0 || height === 0) return;
    const unit = this.#unit ?? Math.min(innerHeight, innerWidth * 0.5625) / 100;
    const vh = unit * Math.min(devicePixelRatio, MOST_PIXELS_PER_PIXEL);
    this.#drawn(this.#view, { context, width, height, vh, below: this.#below * vh, palette: this.#palette });
  }
}

function attached<V extends SparkView>(
  drawn: (view: V, surface: SparkSurface) => void,
  get: () => SparkScene<V>,
): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const spark = new SparkCanvas(canvas, drawn);
    $effect(() => {
      spark.draw(get());
    });
    return () => spark.stop();
  };
}

/** Attaches a sparkline to a canvas; `get` is read whenever what it reads changes. */
export function sparkline(get: () => SparkScene): Attachment<HTMLCanvasElement> {
  return attached(drawSparkline, get);
}

/** Attaches an incident's large line to a canvas; `get` is read whenever what it reads changes. */
export function largeLine(get: () => SparkScene<LargeChartView>): Attachment<HTMLCanvasElement> {
  return attached(drawLargeLine, get);
}
