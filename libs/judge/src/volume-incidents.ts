import { AGAIN_WITHIN_MS, type VolumeMemory, type VolumeVerdict } from '@tillwatch/detection';
import { WHOLE_ATTEMPT, type Incident, type IncidentChange } from '@tillwatch/domain';
import { open, reopen, resolve, update, type Finding, type IncidentMinute, type KeptIncident } from '@tillwatch/incidents';
import type { Fold } from '@tillwatch/windows';
import type { IncidentRules } from './incident-rules.js';
import type { JudgedSegment } from './judged-set.js';
import { isWithinRegion, overlaps, regionOf, regionOfIncident, sameRegion, type Region } from './region.js';
import type { VolumeWatch } from './volume-watch.js';

/**
 * A drop at a stage after one that people still come to must last this long (ms) before it is told: what they fail at or hang in
 * on the way says so itself within this time.
 */
const HOLD_MS = 30_000;

/**
 * In a hang nearly all that is missing was heard of before, in a silence only the few who always leave: from this share of the
 * missing on those who stay away are not told from a hang.
 */
const STAYING_SHARE = 0.25;

/** From this share of what was to be expected on more is still missing: what fires lacks more than that, what is over less. */
const STILL_MISSING = 0.5;

const MINUTE_MS = 60_000;

/** What is kept of a drop beside its incident: plain JSON. */
interface DropMemory {
  readonly volume: VolumeMemory;
  /** Absent where it was kept before this was. */
  readonly missed?: Missed;
}

/** How much was missing. */
type Missed = Pick<Finding, 'total' | 'failed' | 'excess' | 'perMinute'>;

interface OpenDrop {
  readonly region: Region;
  /** The series whose volume tells when it is over. */
  readonly series: number;
  incident: Incident;
  /** As long as it was missing: what comes while it recovers was never missing. */
  missed: Missed;
}

type Drop = VolumeWatch['firing'][number];

/** Incidents of too little traffic: one where it went missing first, silent where another trouble explains it. */
export class VolumeIncidents {
  private opened: OpenDrop[] = [];
  private ended: Incident[] = [];

  constructor(
    private readonly fold: Fold,
    private readonly watch: VolumeWatch,
    private readonly rules: IncidentRules,
  ) {}

  /** Goes on with what stood open. */
  rebuild(open: readonly KeptIncident[], ended: readonly Incident[]): void {
    this.ended = ended.filter(({ kind }) => kind === 'volume');
    this.opened = open.map(({ incident, memory }) => {
      const region = regionOfIncident(incident);
      const { tenant, journey, segment } = region;
      const series = this.fold.seriesOf({ tenant, journey, stage: incident.stage }, segment);
      const kept = memory as DropMemory | null | undefined;
      if (kept !== undefined && kept !== null) this.watch.restore(series, kept.volume);
      return { region, series, incident, missed: kept?.missed ?? missedOf(incident) };
    });
  }

  /** @param isCovered whether another open trouble explains why nothing comes there. @returns what there is to tell, in order */
  tick(now: number, isCovered: (region: Region) => boolean): IncidentChange[] {
    const changes: IncidentChange[] = [];
    for (const each of [...this.opened]) this.follow(each, now, changes);
    const drops = this.found(now, isCovered);
    if (drops.length > 0) changes.push(this.begin(drops, now));
    return changes;
  }

  /** Whether nothing comes to a region, for all that is known: of so many nothing is heard, which does not account for what is missing. */
  explains(region: Region, stayingAway: number): boolean {
    const journey = this.rules.journey(region.journey);
    const holds = (drop: Region): boolean => journey !== undefined && isWithinRegion(journey, region, acrossStages(drop, this.rules));
    const isBeginning = ({ segment, verdict }: Drop): boolean => stayingAway < STAYING_SHARE * missing(verdict) && holds(regionOf(segment));
    return this.opened.some((each) => holds(each.region)) || this.watch.firing.some(isBeginning);
  }

  /** Open incidents as they are now, and those that ended after `since`. */
  incidents(now: number, since: number): Incident[] {
    const over = this.ended.filter(({ resolvedAt }) => (resolvedAt ?? 0) >= since);
    return [...this.opened.map((each) => ({ ...each.incident, ...this.findingNow(each, this.watch.verdict(each.series), now) })), ...over];
  }

  /**
   * Minutes of one since `from` (ms since the epoch), oldest first: of what was to be expected (`total`) how much is missing, below
   * 0 where more came. Of the running minute what has passed counts. None where it is not open.
   */
  minutesOf(id: string, from: number): IncidentMinute[] {
    const each = this.opened.find(({ incident }) => incident.id === id);
    const minutes = each === undefined ? [] : this.watch.minutes(each.series).filter(({ at }) => at > from - MINUTE_MS);
    return minutes.map(({ at, came, expected }) => ({ at, total: Math.round(expected), failed: Math.round(expected) - came }));
  }

  /** Open ones as they were told last. */
  get open(): readonly Incident[] {
    return this.opened.map(({ incident }) => incident);
  }

  /** What is kept of every open one, by id. */
  checkpoint(): Map<string, DropMemory> {
    return new Map(
      this.opened.flatMap(({ incident, series, missed }) => {
        const volume = this.watch.memory(series);
        return volume === undefined ? [] : [[incident.id, { volume, missed }]];
      }),
    );
  }

  /** Takes over what a person did to one. @returns whether it is one of these */
  accept(incident: Incident): boolean {
    const each = this.opened.find((one) => one.incident.id === incident.id);
    if (each === undefined) return false;
    each.incident = incident;
    if (incident.status === 'resolved') this.close(each);
    return true;
  }

  private follow(each: OpenDrop, now: number, changes: IncidentChange[]): void {
    const verdict = this.watch.verdict(each.series);
    if (verdict === undefined) return;
    if (verdict.state === 'normal') {
      const change = resolve(each.incident, each.missed, 'back_to_usual', now);
      each.incident = change.incident;
      changes.push(change);
      this.close(each);
      return;
    }
    const finding = this.findingNow(each, verdict, now);
    const change = update(each.incident, finding, now);
    if (change === undefined) return;
    each.incident = change.incident;
    changes.push(change);
  }

  /** Drops that nothing else explains, those of one cause together, the widest first. */
  private found(now: number, isCovered: (region: Region) => boolean): Drop[] {
    const firing = this.watch.firing.filter(
      ({ segment }) => !isCovered(acrossStages(regionOf(segment), this.rules)) && !this.isOpen(regionOf(segment)),
    );
    if (!firing.some((drop) => this.isFirst(drop) || now - drop.verdict.changedAt >= HOLD_MS)) return [];
    const [first] = [...firing].sort((a, b) => a.segment.depth - b.segment.depth || missing(b.verdict) - missing(a.verdict));
    return first === undefined ? [] : firing.filter(({ segment }) => sameSlice(segment, first.segment));
  }

  private begin(drops: readonly Drop[], now: number): IncidentChange {
    const [first] = this.inOrder(drops);
    if (first === undefined) throw new Error('There is no drop to begin an incident with.');
    const { tenant, journey } = first.segment;
    const stages = this.inOrder(drops).map(({ segment }) => segment.stage);
    const region: Region = { ...regionOf(first.segment), stages };
    const finding = this.findingOf(region, first.verdict, now);
    const before = this.ended.find((each) => now - (each.resolvedAt ?? 0) <= AGAIN_WITHIN_MS && sameRegion(regionOfIncident(each), region));
    const change = before === undefined ? open(finding, { tenant, journey }, now) : reopen(before, finding, now);
    this.ended = this.ended.filter((each) => each !== before);
    this.opened.push({ region, series: first.segment.series, incident: change.incident, missed: missedOf(finding) });
    return change;
  }

  /** Whether nobody comes to any stage before it either, for all that is known. */
  private isFirst({ segment: { tenant, journey, stage, segment } }: Drop): boolean {
    const stages = this.rules.journey(journey)?.stages.map(({ id }) => id) ?? [];
    const isReached = (before: string): boolean => {
      const verdict = this.watch.verdict(this.fold.seriesOf({ tenant, journey, stage: before }, segment));
      return verdict?.state === 'normal' && verdict.expectedPerMinute !== null;
    };
    return !stages.slice(0, stages.indexOf(stage)).some(isReached);
  }

  private inOrder(drops: readonly Drop[]): Drop[] {
    const place = ({ segment }: Drop): number =>
      this.rules.journey(segment.journey)?.stages.findIndex(({ id }) => id === segment.stage) ?? -1;
    return [...drops].sort((a, b) => place(a) - place(b));
  }

  private isOpen(region: Region): boolean {
    const journey = this.rules.journey(region.journey);
    return journey !== undefined && this.opened.some((each) => overlaps(journey, acrossStages(each.region, this.rules), region));
  }

  private close(each: OpenDrop): void {
    this.opened = this.opened.filter((one) => one !== each);
    this.ended = [...this.ended, each.incident].slice(-50);
  }

  /** An open one as it is now: what was critical stays so, and while it recovers it counts up to when people came again. */
  private findingNow(each: OpenDrop, verdict: VolumeVerdict | undefined, now: number): Finding {
    if (verdict === undefined) return each.incident;
    const finding = this.findingOf(each.region, verdict, now);
    const more = { total: finding.total - each.missed.total, failed: finding.failed - each.missed.failed };
    if (more.failed > STILL_MISSING * more.total) each.missed = missedOf(finding);
    const severity = each.incident.severity === 'critical' ? 'critical' : finding.severity;
    return { ...finding, severity, ...(finding.recovering ? each.missed : {}) };
  }

  private findingOf(region: Region, verdict: VolumeVerdict, now: number): Finding {
    const since = verdict.since ?? now;
    const total = Math.max(1, Math.round(verdict.expected));
    const failed = Math.min(total, Math.max(0, Math.round(missing(verdict))));
    const maintenance = this.rules.maintenance({ region, since }, now);
    return {
      ...{ kind: 'volume', class: null, stage: region.stages[0] ?? WHOLE_ATTEMPT, stages: region.stages },
      severity: verdict.severity ?? 'warning',
      recovering: verdict.state === 'recovering',
      startedAt: since,
      cause: [{ segment: region.segment, extraShare: 1, trafficShare: 1 }],
      ...{ total, failed, excess: failed, perMinute: ((verdict.expectedPerMinute ?? 0) * failed) / total },
      baseline: { rate: 0, low: 0, high: 0, source: 'learned', learning: verdict.learning },
      ...{ contrasts: [], errors: [], merchants: { count: 0, top: [] }, money: null },
      pages: maintenance === null,
      maintenance,
    };
  }
}

function missedOf({ total, failed, excess, perMinute }: Missed): Missed {
  return { total, failed, excess, perMinute };
}

function missing({ expected, seen }: VolumeVerdict): number {
  return expected - seen;
}

/** The same values at whatever step: what does not come at one does not come at the next either. */
function acrossStages(region: Region, rules: IncidentRules): Region {
  return { ...region, stages: rules.journey(region.journey)?.stages.map(({ id }) => id) ?? region.stages };
}

function sameSlice(a: JudgedSegment, b: JudgedSegment): boolean {
  return sameRegion({ ...regionOf(a), stages: [] }, { ...regionOf(b), stages: [] });
}
