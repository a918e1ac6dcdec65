import { holdAgain } from '@tillwatch/detection';
import type { Incident, IncidentChange, IncidentReason } from '@tillwatch/domain';
import { open, reopen, resolve, update, type IncidentMinute } from '@tillwatch/incidents';
import type { Fold, TierClock } from '@tillwatch/windows';
import { EndedTroubles } from './ended-troubles.js';
import { Finder, type Found } from './finder.js';
import { endOf, NO_DETAILS } from './incident-finding.js';
import type { IncidentRules } from './incident-rules.js';
import { Judge, type Judged, type PastBySeries } from './judge.js';
import { findingNow, lookUpDetails, receiptOf, type OpenTrouble } from './open-trouble.js';
import { OpenTroubles } from './open-troubles.js';
import { isOther, OtherIncidents } from './other-incidents.js';
import { minutesOf } from './own-rows.js';
import { isNested, overlaps, regionOf, sameRegion, type Region } from './region.js';
import { isCalledWrong, type Standing } from './standing-incidents.js';
import { beganAfter, Trouble } from './trouble.js';

/** How often who is hit and what goes wrong is looked up again (ms). */
const DETAILS_MS = 10_000;
/** How often parts of an open trouble are compared with what it was like before (ms). */
const COMPARED_MS = 20_000;

/**
 * Turns verdicts into incidents: one per cause. What fires is explained, the cause's rows become its own, and everything else
 * is judged without them; the cause's own rows tell how bad it is and when it is over.
 */
export class IncidentJudge {
  readonly judge: Judge;
  private readonly finder: Finder;
  readonly others: OtherIncidents;
  private now = 0;
  private readonly ended: EndedTroubles;
  private readonly opened: OpenTroubles;

  constructor(
    private readonly fold: Fold,
    private readonly tierClock: TierClock,
    private readonly rules: IncidentRules,
  ) {
    this.judge = new Judge(fold, tierClock, (segment, kind) => rules.settingsOf(segment, kind));
    this.ended = new EndedTroubles(rules);
    this.opened = new OpenTroubles(fold, rules, this.ended);
    this.finder = new Finder(fold, this.judge, rules);
    this.finder.sharing = (kind, regions) => this.opened.rowsThatStay(kind, regions);
    this.others = new OtherIncidents(fold, tierClock, rules);
    this.judge.onHeard = (segment, heard) => this.others.hear(segment, heard, this.now);
  }

  /** Starts from the past, and goes on with what stood open. */
  async rebuild(past: PastBySeries, standing: Standing, now: number): Promise<void> {
    const ended = standing.ended.filter((incident) => !isOther(incident));
    this.ended.rebuild(ended);
    this.opened.muted.rebuild(ended, now);
    this.opened.resume(standing.open, now);
    for (const { trouble } of this.opened.all) trouble.catchUp();
    await this.judge.rebuild(past, now);
    this.others.rebuild([...this.judge.segments], past, standing, now);
    // The minutes that were lived through again hold the rows of what stands open or ended just now: nobody else's evidence.
    for (const { trouble } of this.opened.all) this.letGo(trouble.region, now);
    for (const region of this.ended.regions) this.letGo(region, now);
  }

  /**
   * Judges what arrived by `now` (ms since the epoch). @param complete whether everything up to now has arrived: else silence says nothing
   * @returns what there is to tell of incidents, in order
   */
  tick(now: number, complete = true): IncidentChange[] {
    this.now = now;
    this.fold.leaves.settle();
    this.judge.tick(now);
    const changes: IncidentChange[] = [];
    for (const each of this.opened.all) this.follow(each, now, changes);
    this.followMuted(now);
    for (const found of this.finder.find(now, (...of) => this.others.explains(...of)))
      if (!this.joins(found, now, changes)) this.begin(found, now, changes);
    const near = (region: Region): Trouble[] =>
      this.opened.all.map(({ trouble }) => trouble).filter((trouble) => this.isNear(trouble.region, region));
    changes.push(...this.others.tick(now, complete, { near, isStalling: (region) => this.isStalling(region) }));
    return changes;
  }

  /** Open incidents as they are now, and those that ended after `since` (ms since the epoch). */
  incidents(now: number, since = Infinity): Incident[] {
    const open = this.opened.all.flatMap((each) => {
      const { incident } = each.trouble;
      return incident === undefined ? [] : [{ ...incident, ...findingNow(each, this.rules, now) }];
    });
    return [...open, ...this.ended.incidents(since), ...this.others.incidents(now, since)];
  }

  /** What is kept of every open incident, by id. */
  checkpoint(): Map<string, unknown> {
    const troubles = this.opened.all.flatMap(({ trouble }): [string, unknown][] =>
      trouble.incident === undefined ? [] : [[trouble.incident.id, trouble.checkpoint]],
    );
    return new Map([...troubles, ...this.others.checkpoint()]);
  }

  /** Minutes of every open incident's own rows since `from` (ms since the epoch), by id. */
  minutes(from: (incident: Incident) => number): Map<string, IncidentMinute[]> {
    const open = [...this.opened.all.flatMap(({ trouble: { incident } }) => incident ?? []), ...this.others.open];
    return new Map(open.map((incident) => [incident.id, this.minutesOf(incident.id, from(incident))]));
  }

  /** Minutes of one open incident's own rows since `from` (ms since the epoch), oldest first; none where it is not open. */
  minutesOf(id: string, from: number): IncidentMinute[] {
    const each = this.opened.of(id);
    return each === undefined ? this.others.minutesOf(id, from) : minutesOf(each.trouble.rows, Math.floor(from / 60_000) * 60);
  }

  /** Takes over what a person did to an incident. */
  accept(incident: Incident, now: number): void {
    if (isCalledWrong(incident)) this.rules.lowerFor(incident);
    if (this.others.accept(incident)) return;
    const each = this.opened.of(incident.id);
    if (each === undefined) return;
    each.trouble.incident = incident;
    if (incident.status === 'resolved') this.opened.close(each, incident, now);
  }

  /** Whether one of two regions lies in the other. */
  private isNear(a: Region, b: Region): boolean {
    const journey = this.rules.journey(b.journey);
    return journey !== undefined && isNested(journey, a, b);
  }

  /** Whether attempts hang in a region, or in what lies around or in it. */
  private isStalling(region: Region): boolean {
    const isHere = ({ segment, kind, verdict }: Judged): boolean =>
      kind === 'stalled' && this.isNear(regionOf(segment), region) && !this.others.explains(regionOf(segment), verdict.observed.failed);
    return this.judge.noteworthy().some(isHere);
  }

  private follow(each: OpenTrouble, now: number, changes: IncidentChange[]): void {
    const { trouble } = each;
    const { incident } = trouble;
    if (incident === undefined) return;
    const verdict = trouble.observe(now, this.tierClock.hourOfDay(Math.floor(now / 1000)));
    const over = endOf(verdict);
    if (over !== undefined) {
      changes.push(...this.end(each, over, now));
      if (over === 'became_usual') this.judge.relearn((segment) => this.touches(trouble.region, segment), now);
      return;
    }
    if (trouble.takeLook(now)) this.lookAgain(each, now, changes);
    if (!this.opened.all.includes(each)) return;
    if (now >= each.comparedFrom) this.compare(each, now, changes);
    if (now - each.detailedAt >= DETAILS_MS) lookUpDetails(each, this.rules, { now, beside: this.opened.beside(each) });
    const change = trouble.incident === undefined ? undefined : update(trouble.incident, findingNow(each, this.rules, now), now);
    if (change === undefined) return;
    trouble.incident = change.incident;
    changes.push(change);
  }

  /** What is muted no more is judged like anything else from now on. */
  private followMuted(now: number): void {
    for (const { region, over } of this.opened.unmute(now, this.tierClock.hourOfDay(Math.floor(now / 1000))))
      if (over === 'became_usual') this.judge.relearn((segment) => this.touches(region, segment), now);
  }

  /** Explains an open trouble anew; what else is found in its rows becomes an incident of its own. */
  private lookAgain(each: OpenTrouble, now: number, changes: IncidentChange[]): void {
    const { trouble } = each;
    const turned = this.finder.turnedOut(trouble, now);
    const [best, ...others] = turned === undefined ? this.finder.explainAgain(trouble, now) : [turned];
    if (best === undefined) return;
    if (this.opened.isTold(best, each)) {
      changes.push(...this.end(each, 'covered_by_another', now));
      return;
    }
    each.known = { ...each.known, cause: best.cause, contrasts: best.contrasts };
    each.detailedAt = 0;
    if (best.kind !== trouble.kind || !sameRegion(best.ground.region, trouble.region)) {
      trouble.refine(beganAfter(best.ground, each.notBefore), best.kind);
      this.opened.exclude(now);
      trouble.start(now, trouble.holdMs);
      this.letGo(trouble.region, now);
    }
    for (const found of others) this.begin(found, now, changes);
  }

  /** Its rows are nobody else's evidence: what becomes worse among them only this tells. */
  private compare(each: OpenTrouble, now: number, changes: IncidentChange[]): void {
    each.comparedFrom = now + COMPARED_MS;
    const worse = this.finder.worseWithin(each.trouble, this.opened.freeBut(each), now);
    if (worse === undefined) return;
    if (worse.kind === each.trouble.kind) this.opened.leave(each.trouble, [...each.trouble.without, worse.ground.region], now);
    this.begin(worse, now, changes);
  }

  /**
   * Whether what was found is one more stage of a trouble that is still being located: the same values that begin to fail elsewhere
   * at that time are one cause, which is then explained anew.
   */
  private joins(found: Found, now: number, changes: IncidentChange[]): boolean {
    const whole = this.opened.beingLocated(found);
    if (whole === undefined) return false;
    this.lookAgain(whole, now, changes);
    return found.ground.region.stages.every((stage) => whole.trouble.region.stages.includes(stage));
  }

  private begin(found: Found, now: number, changes: IncidentChange[]): void {
    const { tenant, journey: id } = found.ground.region;
    const journey = this.rules.journey(id);
    if (journey === undefined) return;
    const notBefore = this.ended.lastEnd(found.ground.region);
    const ground = beganAfter(found.ground, notBefore);
    // It fires on what was heard before its rows were told apart.
    if (this.opened.isTold(found) || !this.finder.isHeard(ground, found.kind)) {
      this.letGo(found.ground.region, now);
      return;
    }
    const before = this.ended.takeBack(found, now);
    const trouble = Trouble.begin(this.fold, journey, { ...found, ground }, now);
    const each: OpenTrouble = {
      trouble,
      known: { ...found, details: NO_DETAILS, money: null },
      detailedAt: 0,
      comparedFrom: now,
      notBefore,
    };
    trouble.leave(this.opened.stayingWithin(found));
    this.opened.add(each, now);
    trouble.start(now, before === undefined ? undefined : holdAgain(before.holdMs));
    lookUpDetails(each, this.rules, { now, beside: this.opened.beside(each) });
    const finding = findingNow(each, this.rules, now);
    const origin = { tenant, journey: id, ...receiptOf(this.fold, ground.region, finding) };
    const change = before === undefined ? open(finding, origin, now) : reopen(before.incident, finding, now);
    trouble.incident = change.incident;
    changes.push(change);
    this.letGo(ground.region, now);
  }

  private end(each: OpenTrouble, reason: IncidentReason, now: number): IncidentChange[] {
    const { incident } = each.trouble;
    if (incident === undefined) return [];
    const change = resolve(incident, findingNow(each, this.rules, now), reason, now);
    this.opened.close(each, change.incident, now);
    return [change];
  }

  private letGo(region: Region, now: number): void {
    this.judge.letGo((segment) => this.touches(region, segment), now);
  }

  private touches(region: Region, segment: Region): boolean {
    const journey = this.rules.journey(region.journey);
    return journey !== undefined && overlaps(journey, region, segment);
  }
}
