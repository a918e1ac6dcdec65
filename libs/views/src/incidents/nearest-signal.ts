import type { AlertKind, Usual } from '@tillwatch/contract';
import { standing, type Lack, type VolumeLack } from '@tillwatch/detection';
import type { FailureClass, Incident, Journey, VerdictState } from '@tillwatch/domain';
import {
  isOfRule,
  isWithinRegion,
  regionOf,
  regionOfIncident,
  SIGNAL_KINDS,
  STAYING_AWAY,
  type IncidentJudge,
  type IncidentRules,
  type JudgedSegment,
  type Region,
  type SignalKind,
} from '@tillwatch/judge';
import { kindOf, usualOf } from '../wall/tile-state.js';

/** How near one signal of a slice is to an incident. */
export interface Nearness {
  readonly kind: AlertKind;
  readonly class: FailureClass | null;
  readonly state: VerdictState;
  /** Log-likelihood so far, and what it must reach. */
  readonly evidence: number;
  readonly threshold: number;
  /** Counts since that began to grow; what they are of depends on `kind`, as of an incident. */
  readonly total: number;
  readonly failed: number;
  /** ms since the epoch */
  readonly since: number;
  readonly usual: Usual | null;
  readonly isLearnt: boolean;
  /** More bad ones in a row that would make it fire; null where that is not known. */
  readonly failedNeeded: number | null;
  /** The first of what is lacking; undefined while it fires. */
  readonly lack: Lack | VolumeLack | undefined;
  readonly mayOpen: boolean;
}

/** Where signals are read. */
export interface SignalPlace {
  readonly current: IncidentJudge;
  readonly rules: IncidentRules;
  readonly journey: Journey;
  readonly segment: JudgedSegment;
  /** Open incidents. */
  readonly open: readonly Incident[];
  /** Hour of the day, 0..23. */
  readonly hour: number;
}

const CLASSES: Readonly<Partial<Record<SignalKind, FailureClass>>> = { broken: 'system', declined: 'declined' };

/** The signal of a slice that is nearest to firing; of equals the most telling one. */
export function nearestSignal(place: SignalPlace): Nearness | undefined {
  const all = [...SIGNAL_KINDS.flatMap((kind) => signalOf(place, kind) ?? []), ...(volumeOf(place) ?? [])];
  const strength = ({ lack, evidence, threshold }: Nearness): number => (lack === undefined ? Infinity : evidence / threshold);
  return all.reduce<Nearness | undefined>(
    (best, each) => (best !== undefined && strength(best) >= strength(each) ? best : each),
    undefined,
  );
}

function signalOf({ current, rules, segment, hour }: SignalPlace, kind: SignalKind): Nearness | undefined {
  const signal = current.judge.signal(kind);
  const memory = signal.memory(segment.series);
  const verdict = signal.verdict(segment.series);
  if (memory === undefined || verdict === undefined) return undefined;
  // Where nothing comes those who stay away are part of that.
  if (STAYING_AWAY.includes(kind) && current.others.explains(regionOf(segment), verdict.observed.failed)) return undefined;
  const { evidence, threshold, total, failed, since, failedNeeded, lacks } = standing(memory, hour, signal.settings(segment));
  return {
    ...{ kind: kindOf(kind), class: CLASSES[kind] ?? null, state: verdict.state },
    ...{ evidence, threshold, total, failed, since, failedNeeded },
    usual: usualOf(verdict),
    isLearnt: verdict.usual?.learning === false,
    lack: lacks[0],
    mayOpen: rules.mayOpen(segment, kind),
  };
}

/** How near its silence is; nothing where another trouble, or another place, is what it is told by. */
function volumeOf({ current, journey, segment, open }: SignalPlace): [Nearness] | undefined {
  const found = current.others.volumeStanding(segment.series);
  if (found === undefined) return undefined;
  const { state, evidence, threshold, seen, expected, since, lack } = found;
  const region = regionOf(segment);
  if (lack === undefined && !open.some((incident) => tellsOf(incident, { kind: 'volume', region, journey }))) return undefined;
  const total = Math.round(expected);
  return [
    {
      ...{ kind: 'volume', class: null, state },
      ...{ evidence, threshold, total, failed: Math.max(0, total - seen), since, usual: null, failedNeeded: null },
      ...{ isLearnt: lack !== 'warm', lack, mayOpen: true },
    },
  ];
}

/** Whether an open incident tells of what fires in a region: of missing traffic one does at every stage, of other things where it is. */
export function tellsOf(
  incident: Incident,
  { kind, region, journey }: { readonly kind: AlertKind; readonly region: Region; readonly journey: Journey },
): boolean {
  // A limit that somebody set says nothing of what is unusual.
  if (incident.kind !== kind || isOfRule(incident)) return false;
  const around = regionOfIncident(incident);
  return isWithinRegion(journey, region, kind === 'volume' ? { ...around, stages: region.stages } : around);
}
