import { createStaticMemory, observeStatic, type StaticMemory } from '@tillwatch/detection';
import { failedOf, policyAt, totalOf, type Incident, type IncidentChange, type IncidentReason, type StaticRule } from '@tillwatch/domain';
import { resolve, type IncidentMinute } from '@tillwatch/incidents';
import { lastMinutes, type Fold } from '@tillwatch/windows';
import type { IncidentRules } from './incident-rules.js';
import type { JudgedSegment } from './judged-set.js';
import { regionOf, regionOfIncident, sameRegion, type Region } from './region.js';
import type { BadOf } from './signals.js';
import { isOfRule, type Standing } from './standing-incidents.js';
import { StaticIncident, type RuledStage } from './static-incident.js';

const MINUTE = 60_000;
/** Minutes that are kept at hand. */
const KEPT_MINUTES = 60;
const NOTHING: BadOf = { total: 0, failed: 0 };
/** Nothing is ever above the rule of a policy that names none any more. */
const NO_RULE: StaticRule = { above: 1, forMinutes: 1, least: 1 };

interface Watched extends RuledStage {
  memory: StaticMemory;
  /** What came since the last look. */
  heard: BadOf;
  open: StaticIncident | undefined;
  /** When it was above its limit last (ms since the epoch). */
  overAt: number;
  /** Somebody has ended its incident: silent until it has been within its limit. */
  isMuted: boolean;
}

/**
 * Incidents of stages (or whole attempts) that are above the static rule of their policy. The rule stands beside the evidence: it
 * takes no outcomes from anybody, and is silent while an open trouble lies in its stage.
 */
export class StaticWatch {
  private readonly bySeries = new Map<number, Watched>();
  private ended: Incident[] = [];

  constructor(
    private readonly fold: Fold,
    private readonly rules: IncidentRules,
  ) {}

  /** Lives through the last minutes again, and goes on with what stood open. */
  rebuild(segments: Iterable<JudgedSegment>, { open, ended }: Standing, now: number): void {
    this.bySeries.clear();
    this.ended = ended.filter(isOfRule);
    const standing = open.filter(({ incident }) => isOfRule(incident));
    for (const segment of segments) {
      const isHere = (incident: Incident): boolean => sameRegion(regionOfIncident(incident), regionOf(segment));
      const kept = standing.find(({ incident }) => isHere(incident));
      const watched = this.watch(segment, now, kept === undefined ? undefined : NO_RULE);
      if (watched === undefined) continue;
      this.liveThrough(watched, now);
      watched.isMuted = this.ended.some((each) => isHere(each) && each.handling.resolvedBy !== undefined);
      const counts = (kept?.memory ?? undefined) as BadOf | undefined;
      if (kept !== undefined) watched.open = StaticIncident.resume(this.placeOf(watched), kept.incident, counts);
    }
  }

  /** Hears of outcomes of a segment. */
  hear(segment: JudgedSegment, { total, failed }: BadOf, now: number): void {
    if (segment.depth !== 0) return;
    const watched = this.bySeries.get(segment.series) ?? this.watch(segment, now);
    if (watched !== undefined) watched.heard = { total: watched.heard.total + total, failed: watched.heard.failed + failed };
  }

  /** @param isCovered whether an open trouble tells of what goes on there. @returns what there is to tell, in order */
  tick(now: number, isCovered: (region: Region) => boolean): IncidentChange[] {
    return [...this.bySeries.values()].flatMap((watched) => {
      const { heard } = watched;
      watched.heard = NOTHING;
      if (!isCovered(regionOf(watched.segment))) return this.look(watched, heard, now) ?? [];
      // What belonged to the trouble must not speak once it is over.
      watched.memory = createStaticMemory(now);
      return watched.open === undefined ? [] : this.end(watched, watched.open, 'covered_by_another', now);
    });
  }

  /** Open incidents as they are now, and those that ended at `since` (ms since the epoch) or later. */
  incidents(now: number, since: number): Incident[] {
    const open = [...this.bySeries.values()].flatMap(({ open: each }) => each ?? []);
    const over = this.ended.filter(({ resolvedAt }) => (resolvedAt ?? 0) >= since);
    return [...open.map((each) => ({ ...each.incident, ...each.finding(now) })), ...over];
  }

  /** Open ones as they were told last. */
  get open(): Incident[] {
    return [...this.bySeries.values()].flatMap(({ open }) => open?.incident ?? []);
  }

  /** Minutes of an open one's stage since `from` (ms since the epoch), of the last hour, oldest first; undefined where it is none of these. */
  minutesOf(id: string, from: number): IncidentMinute[] | undefined {
    const watched = [...this.bySeries.values()].find(({ open }) => open?.incident.id === id);
    if (watched === undefined) return undefined;
    return lastMinutes(this.fold, watched.segment.series, KEPT_MINUTES, Math.floor(this.fold.clock / 1000))
      .map(({ minute, counts }) => ({ at: minute * MINUTE, total: totalOf(counts), failed: failedOf(counts) }))
      .filter(({ at }) => at > from - MINUTE);
  }

  /** What is kept of every open one, by id. */
  checkpoint(): Map<string, unknown> {
    const open = [...this.bySeries.values()].flatMap(({ open: each }) => each ?? []);
    return new Map(open.map((each) => [each.incident.id, each.checkpoint]));
  }

  /** Takes over what a person did to one. @returns whether it is one of these */
  accept(incident: Incident): boolean {
    const watched = [...this.bySeries.values()].find((each) => each.open?.incident.id === incident.id);
    if (watched?.open === undefined) return isOfRule(incident);
    watched.open.incident = incident;
    watched.isMuted = incident.status === 'resolved';
    if (watched.isMuted) this.close(watched, incident);
    return true;
  }

  private placeOf(watched: Watched): RuledStage & { fold: Fold; rules: IncidentRules } {
    return { segment: watched.segment, rule: watched.rule, fold: this.fold, rules: this.rules };
  }

  /** Watches a stage under a rule. @param orElse the rule where its policy has none */
  private watch(segment: JudgedSegment, now: number, orElse?: StaticRule): Watched | undefined {
    const { depth, journey, stage } = segment;
    const isRuled = depth === 0 && this.rules.journey(journey) !== undefined;
    const rule = (isRuled ? policyAt(this.rules.policy(journey), stage).staticRule : undefined) ?? orElse;
    if (rule === undefined) return undefined;
    const memory = createStaticMemory(now);
    const watched = { segment, rule, memory, heard: NOTHING, open: undefined, overAt: now, isMuted: false };
    this.bySeries.set(segment.series, watched);
    return watched;
  }

  private liveThrough({ segment, rule, memory }: Watched, now: number): void {
    for (const { minute, counts } of lastMinutes(this.fold, segment.series, rule.forMinutes, Math.floor(now / 1000))) {
      const end = Math.min(now, (minute + 1) * MINUTE);
      observeStatic(memory, { now: end, failed: failedOf(counts), total: totalOf(counts) }, rule);
    }
  }

  private look(watched: Watched, heard: BadOf, now: number): IncidentChange[] | IncidentChange | undefined {
    const { rule, memory, open } = watched;
    const { state, since, observed } = observeStatic(memory, { now, ...heard }, rule);
    const isOver = state === 'firing';
    if (isOver) watched.overAt = now;
    else watched.isMuted = false;
    if (open === undefined) return isOver && !watched.isMuted ? this.begin(watched, { observed, since: since ?? now }, now) : undefined;
    if (now - watched.overAt < rule.forMinutes * MINUTE) return open.count(heard, observed, now);
    return this.end(watched, open, state === 'no_data' ? 'no_more_traffic' : 'within_limit', now);
  }

  private begin(
    watched: Watched,
    of: { observed: Parameters<typeof StaticIncident.begin>[1]['observed']; since: number },
    now: number,
  ): IncidentChange {
    const before = this.ended.findLast((each) => sameRegion(regionOfIncident(each), regionOf(watched.segment)));
    const { begun, change } = StaticIncident.begin(this.placeOf(watched), { ...of, before }, now);
    this.ended = this.ended.filter(({ id }) => id !== change.incident.id);
    watched.open = begun;
    return change;
  }

  private end(watched: Watched, open: StaticIncident, reason: IncidentReason, now: number): IncidentChange[] {
    const change = resolve(open.incident, open.finding(now), reason, now);
    this.close(watched, change.incident);
    return [change];
  }

  private close(watched: Watched, incident: Incident): void {
    watched.open = undefined;
    this.ended = [...this.ended, incident].slice(-50);
  }
}
