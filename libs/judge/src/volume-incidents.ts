import { AGAIN_WITHIN_MS, type VolumeMemory, type VolumeVerdict } from '@tillwatch/detection';
import type { Incident, IncidentChange } from '@tillwatch/domain';
import { open, reopen, resolve, update, type Finding, type IncidentMinute, type KeptIncident } from '@tillwatch/incidents';
import type { Fold } from '@tillwatch/windows';
import type { IncidentRules } from './incident-rules.js';
import type { JudgedSegment } from './judged-set.js';
import { overlaps, regionOf, regionOfIncident, sameRegion, type Region } from './region.js';
import { isWithin, STILL_MISSING, VolumeBeside } from './volume-beside.js';
import { missedOf, missing, volumeFinding, type Missed } from './volume-finding.js';
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

/** A wider drop that began within this time (ms) of a narrower one is the same one, seen there first. */
const SAME_BEGINNING_MS = 2 * 60_000;

const MINUTE_MS = 60_000;

/** What is kept of a drop beside its incident: plain JSON. */
interface DropMemory {
  readonly volume: VolumeMemory;
  /** Absent where it was kept before this was. */
  readonly missed?: Missed;
}

interface OpenDrop {
  region: Region;
  /** The series whose volume tells when it is over. */
  series: number;
  incident: Incident;
  /** As long as it was missing: what comes while it recovers was never missing. */
  missed: Missed;
}

type Drop = VolumeWatch['firing'][number];

/** Incidents of too little traffic: one where it went missing first, silent where another trouble explains it. */
export class VolumeIncidents {
  private opened: OpenDrop[] = [];
  private ended: Incident[] = [];
  private readonly beside: VolumeBeside;

  constructor(
    private readonly fold: Fold,
    private readonly watch: VolumeWatch,
    private readonly rules: IncidentRules,
  ) {
    this.beside = new VolumeBeside(fold, watch, rules);
  }

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
    for (const each of [...this.opened]) {
      this.widen(each);
      this.follow(each, now, changes);
    }
    const drops = this.found(now, isCovered);
    if (drops.length > 0) changes.push(this.begin(drops, now));
    return changes;
  }

  /** Whether nothing comes to a region, for all that is known: of so many nothing is heard, which does not account for what is missing. */
  explains(region: Region, stayingAway: number): boolean {
    const holds = (drop: Region): boolean => isWithin(region, acrossStages(drop, this.rules), this.rules);
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

  /** Makes one that was seen in a part first the one of the whole, where the rest went missing with it. */
  private widen(each: OpenDrop): void {
    const wider = this.watch.firing.find(
      (drop) =>
        drop.segment.series !== each.series &&
        Math.abs((drop.verdict.since ?? 0) - each.incident.startedAt) <= SAME_BEGINNING_MS &&
        isWithin(each.region, regionOf(drop.segment), this.rules) &&
        this.beside.isMissing(drop, [each.region]),
    );
    if (wider === undefined) return;
    each.region = { ...regionOf(wider.segment), stages: each.region.stages };
    each.series = wider.segment.series;
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
      (drop) => !isCovered(acrossStages(regionOf(drop.segment), this.rules)) && !this.isExplainedByOpen(drop),
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
    const finding = volumeFinding(region, first.verdict, this.rules, now);
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

  /** Whether all that is missing is missing where that is known already: within an open one, or with nothing missing beside them. */
  private isExplainedByOpen(drop: Drop): boolean {
    const region = regionOf(drop.segment);
    const touching = this.opened
      .map((each) => acrossStages(each.region, this.rules))
      .filter((each) => areTouching(each, region, this.rules));
    if (touching.length === 0) return false;
    return touching.some((each) => isWithin(region, each, this.rules)) || !this.beside.isMissing(drop, touching);
  }

  private close(each: OpenDrop): void {
    this.opened = this.opened.filter((one) => one !== each);
    this.ended = [...this.ended, each.incident].slice(-50);
  }

  /** An open one as it is now: what was critical stays so, and while it recovers it counts up to when people came again. */
  private findingNow(each: OpenDrop, verdict: VolumeVerdict | undefined, now: number): Finding {
    if (verdict === undefined) return each.incident;
    const finding = volumeFinding(each.region, verdict, this.rules, now);
    const more = { total: finding.total - each.missed.total, failed: finding.failed - each.missed.failed };
    if (more.failed > STILL_MISSING * more.total) each.missed = missedOf(finding);
    const severity = each.incident.severity === 'critical' ? 'critical' : finding.severity;
    return { ...finding, severity, ...(finding.recovering ? each.missed : {}) };
  }
}

/** The same values at whatever step: what does not come at one does not come at the next either. */
function acrossStages(region: Region, rules: IncidentRules): Region {
  return { ...region, stages: rules.journey(region.journey)?.stages.map(({ id }) => id) ?? region.stages };
}

function areTouching(a: Region, b: Region, rules: IncidentRules): boolean {
  const journey = rules.journey(a.journey);
  return journey !== undefined && overlaps(journey, a, b);
}

function sameSlice(a: JudgedSegment, b: JudgedSegment): boolean {
  return sameRegion({ ...regionOf(a), stages: [] }, { ...regionOf(b), stages: [] });
}
