import type { Alert } from '@tillwatch/contract';
import { WHOLE_ATTEMPT, type Segment } from '@tillwatch/domain';

/**
 * What rose at one stage at one time. A provider that fails lifts its stage, its methods, its issuers and whatever browser
 * its customers use, and with them their attempts as a whole; until a cause is known these are told as one, by the segment
 * nearest to it. What fails and what stalls are two things, though, and so are two incidents.
 */
export interface Rise {
  /** The worst of them; among equally bad ones one at a stage, the first the server names, which is the clearest. */
  readonly lead: Alert;
  /** How many other segments rose with it. */
  readonly others: number;
}

/** A rise that is over. */
export interface PastRise {
  readonly lead: Alert;
  readonly from: number;
  readonly to: number;
}

/** A rise with all its alerts. */
interface Gathered {
  readonly lead: Alert;
  readonly all: readonly Alert[];
}

const URGENCY: Readonly<Record<Alert['state'], number>> = { critical: 0, warning: 1, watch: 2, recovering: 3 };

function isWhole({ stage }: Alert): boolean {
  return stage === WHOLE_ATTEMPT;
}

/** Whether two alerts are told as one: an incident has its own cause, so two of them never are. */
function isSamePlace(a: Alert, b: Alert): boolean {
  if (a.incident && b.incident && a.incident.id !== b.incident.id) return false;
  return a.journey === b.journey && a.stage === b.stage && a.kind === b.kind;
}

/** Whether one segment is the other or a part of it. */
export function nested(a: Segment, b: Segment): boolean {
  const within = (part: Segment, whole: Segment) => Object.entries(whole).every(([dimension, value]) => part[dimension] === value);
  return within(a, b) || within(b, a);
}

/** Attempts fail as a whole because they fail at a stage: where both rise for the same segment, they are one rise. */
function explains(atStage: Gathered, whole: Gathered): boolean {
  const { journey, kind, segment, incident } = whole.lead;
  if (incident && atStage.lead.incident) return false;
  return atStage.all.some((alert) => alert.journey === journey && alert.kind === kind && nested(alert.segment, segment));
}

/** `rises` with those of whole attempts added to the first rise at a stage that explains them, by `join`. */
function withWholeExplained<R extends Gathered>(
  rises: readonly R[],
  isOne: (a: R, b: R) => boolean,
  join: (a: R, b: R) => R,
): readonly R[] {
  const kept = rises.filter(({ lead }) => !isWhole(lead));
  for (const whole of rises.filter(({ lead }) => isWhole(lead))) {
    const at = kept.findIndex((rise) => !isWhole(rise.lead) && explains(rise, whole) && isOne(rise, whole));
    const known = kept[at];
    if (known) kept[at] = join(known, whole);
    else kept.push(whole);
  }
  return kept;
}

/** The rises of the moment, the worst first. What is recovering rises no more. */
export function risesOf(alerts: readonly Alert[]): readonly Rise[] {
  const byUrgency = (a: Alert, b: Alert) => URGENCY[a.state] - URGENCY[b.state];
  const gathered: Gathered[] = [];
  for (const alert of alerts.filter(({ state }) => state !== 'recovering').sort(byUrgency)) {
    const at = gathered.findIndex(({ lead }) => isSamePlace(lead, alert));
    const known = gathered[at];
    if (known) gathered[at] = { lead: known.lead, all: [...known.all, alert] };
    else gathered.push({ lead: alert, all: [alert] });
  }
  const worse = (a: Gathered, b: Gathered) => (byUrgency(a.lead, b.lead) <= 0 ? a.lead : b.lead);
  const rises = withWholeExplained(
    gathered,
    () => true,
    (a, b) => ({ lead: worse(a, b), all: [...a.all, ...b.all] }),
  );
  return [...rises].sort((a, b) => byUrgency(a.lead, b.lead)).map(({ lead, all }) => ({ lead, others: all.length - 1 }));
}

/** Standard deviations between the failures and what was usual. */
function clarityOf({ total, failed, usual }: Alert): number {
  return (failed - total * usual.rate) / Math.sqrt(Math.max(1e-9, total * usual.rate * (1 - usual.rate)));
}

function endOf(alert: Alert): number {
  return alert.recoveredAt ?? alert.since;
}

type PastGathered = PastRise & Gathered;

function clearer(a: Alert, b: Alert): Alert {
  return clarityOf(b) > clarityOf(a) ? b : a;
}

/** The rises that are over, the last first: alerts of one stage whose times overlap are one. */
export function pastRisesOf(recovered: readonly Alert[]): readonly PastRise[] {
  const overlap = (a: PastRise, b: PastRise) => a.from <= b.to && b.from <= a.to;
  const joined = (a: PastGathered, b: PastGathered, lead: Alert): PastGathered => {
    return { lead, all: [...a.all, ...b.all], from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
  };
  const gathered: PastGathered[] = [];
  for (const alert of [...recovered].sort((a, b) => a.since - b.since)) {
    const past = { lead: alert, all: [alert], from: alert.since, to: endOf(alert) };
    const at = gathered.findIndex((rise) => isSamePlace(rise.lead, alert) && overlap(rise, past));
    const known = gathered[at];
    if (known) gathered[at] = joined(known, past, clearer(known.lead, alert));
    else gathered.push(past);
  }
  const rises = withWholeExplained(gathered, overlap, (a, b) => joined(a, b, a.lead));
  return [...rises].sort((a, b) => b.to - a.to).map(({ lead, from, to }) => ({ lead, from, to }));
}
