import { orderOf, parseRange, WHOLE_ATTEMPT, type Incident, type Journey, type Segment } from '@tillwatch/domain';
import { isOther } from './other-incidents.js';
import { isWithinRegion, overlaps, regionOfIncident, type Region } from './region.js';
import { SIGNAL_KINDS, SIGNALS } from './signals.js';

/** Open incidents whose rows a region is judged without. */
export interface RowsTaken {
  /** The one that has all of them. */
  readonly all: Incident | undefined;
  /** Those that have some, where none has all. */
  readonly some: readonly Incident[];
}

/** Whether the rows of an open incident are nobody else's evidence: what is slow, silent or above a limit takes none away. */
function takesRows(incident: Incident): boolean {
  return !isOther(incident) && SIGNAL_KINDS.some((kind) => SIGNALS[kind].incident === incident.kind && SIGNALS[kind].excludes);
}

/** A region with what its values say of the dimensions that qualify them: `ie/10` is a version of `ie`. */
function spelledOut({ dimensions }: Journey, region: Region): Region {
  const implied = dimensions.flatMap((dimension): [string, string][] => {
    const { id, qualifiedBy } = dimension;
    const value = region.segment[id];
    if (value === undefined || qualifiedBy === undefined) return [];
    const qualifier = (parseRange(value) ?? orderOf(dimension, value))?.qualifier;
    return qualifier === undefined ? [] : [[qualifiedBy, qualifier]];
  });
  const segment: Segment = { ...Object.fromEntries(implied), ...region.segment };
  return { ...region, segment };
}

/** Whose rows a region is judged without, of open incidents. */
export function rowsTaken(journey: Journey, region: Region, open: readonly Incident[]): RowsTaken {
  // Whole attempts fail wherever a stage does; of a stage nothing is taken by what only whole attempts tell.
  const isOfStage = ({ stages }: Incident): boolean => region.stages.some((stage) => stage === WHOLE_ATTEMPT || stages.includes(stage));
  const own = spelledOut(journey, region);
  const touching = open.filter(
    (incident) => takesRows(incident) && isOfStage(incident) && overlaps(journey, own, spelledOut(journey, regionOfIncident(incident))),
  );
  const all = touching.find((incident) => isWithinRegion(journey, own, regionOfIncident(incident)));
  return { all, some: all === undefined ? touching : [] };
}
