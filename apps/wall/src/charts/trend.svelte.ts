import type { Attachment } from 'svelte/attachments';
import { readPalette } from '../ui/palette.js';
import { GraphPace } from '../ui/graph-pace.js';
import type * as TrendModule from './trend-chart.js';

/** What a trend chart is drawn from; `theme` names the colours in force. */
export interface TrendScene extends TrendModule.TrendData {
  readonly theme: string;
}

/** Reads the style off the page only when the theme or the height changed. */
function styleReader(canvas: HTMLCanvasElement): (theme: string) => TrendModule.TrendStyle {
  let known: { readonly key: string; readonly style: TrendModule.TrendStyle } | null = null;
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
    let module = $state.raw<typeof TrendModule | null>(null);
    let chart: TrendModule.TrendChart | null = null;
    const styleOf = styleReader(canvas);
    const pace = new GraphPace();
    void import('./trend-chart.js').then((loaded) => (module = loaded));
    $effect(() => {
      const scene = get();
      if (!module) return;
      const style = styleOf(scene.theme);
      const { points, maximum, stale, span, theme } = scene;
      if (!pace.isDue({ points, maximum, rest: [stale, span, theme, style.vh] }, performance.now())) return;
      if (chart) chart.draw(scene, style);
      else chart = new module.TrendChart(canvas, scene, style);
    });
    return () => chart?.destroy();
  };
}
