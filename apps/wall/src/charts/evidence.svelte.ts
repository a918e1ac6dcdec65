import type { Attachment } from 'svelte/attachments';
import { readPalette } from '../ui/palette.js';
import type * as EvidenceModule from './evidence-chart.js';

/** Attaches the evidence chart to a canvas once somebody can see it; Chart.js is loaded then. `picked` hears which minute was touched. */
export function evidence(get: () => EvidenceModule.EvidenceData, picked: (index: number) => void): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let module = $state.raw<typeof EvidenceModule | null>(null);
    let chart: EvidenceModule.EvidenceChart | null = null;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true || module) return;
      observer.disconnect();
      void import('./evidence-chart.js').then((loaded) => (module = loaded));
    });
    observer.observe(canvas);
    $effect(() => {
      const data = get();
      if (!module) return;
      if (chart) chart.draw(data);
      else
        chart = new module.EvidenceChart(canvas, data, { palette: readPalette(canvas), font: getComputedStyle(canvas).fontFamily, picked });
    });
    return () => {
      observer.disconnect();
      chart?.destroy();
    };
  };
}
