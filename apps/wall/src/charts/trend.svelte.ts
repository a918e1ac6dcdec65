import type { Attachment } from 'svelte/attachments';
import { readPalette } from '../ui/palette.js';
import type { TrendChart, TrendData, TrendStyle } from './trend-chart.js';

/** What a trend chart is drawn from; `theme` names the colours in force. */
export interface TrendScene extends TrendData {
  readonly theme: string;
}

/** Reads the style off the page only when the theme or the height changed. */
function styleReader(canvas: HTMLCanvasElement): (theme: string) => TrendStyle {
  let known: { readonly key: string; readonly style: TrendStyle } | null = null;
  return (theme) => {
    const key = `${theme} ${String(innerHeight)}`;
    if (known?.key !== key) {
      const style = { palette: readPalette(canvas), fontFamily: getComputedStyle(canvas).fontFamily, vh: innerHeight / 100 };
      known = { key, style };
    }
    return known.style;
  };
}

/**
 * Attaches the large chart to a canvas. Chart.js is loaded after the first numbers are on the screen; `get` is read
 * whenever what it reads changes.
 */
export function trend(get: () => TrendScene): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let chart = $state.raw<TrendChart | null>(null);
    let gone = false;
    const styleOf = styleReader(canvas);
    void import('./trend-chart.js').then((module) => {
      if (!gone) chart = new module.TrendChart(canvas);
    });
    $effect(() => {
      const scene = get();
      chart?.draw(scene, styleOf(scene.theme));
    });
    return () => {
      gone = true;
      chart?.destroy();
    };
  };
}
