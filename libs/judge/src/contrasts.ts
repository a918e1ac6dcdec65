import type { IncidentContrast, Journey } from '@tillwatch/domain';
import { signalReader } from './leaf-reading.js';
import { isLeafIn, type Region } from './region.js';
import type { Trouble } from './trouble.js';

/** What contrasts are counted over. */
export interface Compared {
  readonly trouble: Trouble;
  readonly journey: Journey;
  /** Outcomes heard from here on (seconds of the log's clock). */
  readonly from: number;
  /** Tells the rows that are compared with. */
  readonly beside: (row: number) => boolean;
}

const STAGE = 'stage';

/** Counts contrasts anew over the time of the trouble; their usual rate stays what was known of them when the cause was found. */
export function contrastsNow(contrasts: readonly IncidentContrast[], of: Compared): IncidentContrast[] {
  const { leaves } = of.trouble.rows.fold;
  const read = signalReader(of.trouble.kind);
  const sums = contrasts.map((contrast) => ({ contrast, region: regionOf(contrast, of), total: 0, failed: 0 }));
  const places = new Map<number, typeof sums>();
  const find = (row: number): typeof sums => {
    const known = places.get(row);
    if (known !== undefined) return known;
    const leaf = leaves.rows.describe(row);
    const found = of.beside(row)
      ? sums.filter(({ region }) => region.stages.includes(leaf.stage) && isLeafIn(region, of.journey, leaf))
      : [];
    places.set(row, found);
    return found;
  };
  leaves.each(of.from, (row, counts, at) => {
    for (const sum of find(row)) {
      const { total, failed } = read(counts, at);
      sum.total += total;
      sum.failed += failed;
    }
  });
  return sums.map(({ contrast, total, failed }) => recounted(contrast, Math.max(0, total), Math.max(0, failed)));
}

/** What nothing was known of has no usual that later outcomes could be compared with. */
function recounted(contrast: IncidentContrast, total: number, failed: number): IncidentContrast {
  if (contrast.total <= 0) return contrast;
  return { ...contrast, total, failed: Math.min(total, failed), expected: (contrast.expected / contrast.total) * total };
}

/** Where a contrast is: at the stages of the trouble, but for the one that compares it with other stages. */
function regionOf({ dimension, segment: { [STAGE]: _, ...segment } }: IncidentContrast, { trouble, journey }: Compared): Region {
  const { tenant, stages } = trouble.region;
  return { tenant, journey: journey.id, segment, stages: dimension === STAGE ? journey.stages.map(({ id }) => id) : stages };
}
