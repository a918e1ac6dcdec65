import type { Attachment } from 'svelte/attachments';
import { GraphPace } from './graph-pace.js';
import type { SparkView } from '../screens/wall/spark-view.js';
import { drawSparkline } from './draw-sparkline.js';
import { readPalette, type Palette } from './palette.js';

const MOST_PIXELS_PER_PIXEL = 2;

/** What is drawn. */
export interface SparkScene {
  readonly view: SparkView;
  /** Names the colours in force. */
  readonly theme: string;
  /** How much of the top is left free, in hundredths of the screen's height. */
  readonly below: number;
}

/** A canvas that draws when told to and when its size changes, never per frame; its size is measured on resize only. */
class SparkCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #observer: ResizeObserver;
  #palette: Palette;
  #theme = '';
  readonly #pace = new GraphPace();
  #view: SparkView | null = null;
  #below = 0;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#palette = readPalette(canvas);
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#resize(entry.contentRect);
    });
    this.#observer.observe(canvas);
  }

  /** `theme` names the colours in force, so that they are read again only when they change. */
  draw({ view, theme, below }: SparkScene): void {
    if (theme !== this.#theme) this.#palette = readPalette(this.#canvas);
    this.#theme = theme;
    this.#view = view;
    this.#below = below;
    const { points, maximum, tone, risesFrom } = view;
    if (this.#pace.isDue({ points, maximum, rest: [tone, risesFrom, below, theme] }, performance.now())) this.#paint();
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
    const vh = (innerHeight / 100) * Math.min(devicePixelRatio, MOST_PIXELS_PER_PIXEL);
    drawSparkline(this.#view, { context, width, height, vh, below: this.#below * vh, palette: this.#palette });
  }
}

/** Attaches a sparkline to a canvas; `get` is read whenever what it reads changes. */
export function sparkline(get: () => SparkScene): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const spark = new SparkCanvas(canvas);
    $effect(() => {
      spark.draw(get());
    });
    return () => spark.stop();
  };
}
