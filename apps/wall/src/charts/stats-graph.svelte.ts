import type { Attachment } from 'svelte/attachments';
import { readPalette } from '../ui/palette.js';
import type * as StatsChart from './stats-chart.js';

/** Attaches the graph of a period to a canvas: drawn anew whenever what `get` reads changes. Chart.js comes when it is needed. */
export function statsGraph(get: () => StatsChart.StatsGraph): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let module = $state.raw<typeof StatsChart | null>(null);
    void import('./stats-chart.js').then((loaded) => (module = loaded));
    $effect(() => {
      const graph = get();
      return module?.drawStats(canvas, graph, { palette: readPalette(canvas), fontFamily: getComputedStyle(canvas).fontFamily });
    });
  };
}
