import { thresholdOf } from '@tillwatch/detection';
import { WHOLE_ATTEMPT, type IncidentCause, type IncidentContrast, type Journey, type VerdictState } from '@tillwatch/domain';
import type { Fold } from '@tillwatch/windows';
import { lastHourOf } from './last-hour.js';
import { slotOf } from './leaf-reading.js';
import type { IncidentRules } from './incident-rules.js';
import type { Judge, Judged } from './judge.js';
import { Neighbours, type Rising } from './neighbours.js';
import { locate, standsAlone, type Located } from './locate.js';
import { onsetOf } from './onset.js';
import { slotsOf } from './own-rows.js';
import { isLeafIn, isPartOf, isWithinRegion, overlaps, regionOf, type Region } from './region.js';
import { clearest, isOfTime, leastUsual, regionsOf, type Searched } from './searched.js';
import { APART, SIGNAL_KINDS, STAYING_AWAY, type SignalKind } from './signals.js';
import type { Trouble, TroubleGround } from './trouble.js';
import { basisOf } from './usual-basis.js';

/** A trouble that has no incident yet. */
export interface Found {
  readonly kind: SignalKind;
  readonly ground: TroubleGround;
  readonly cause: IncidentCause;
  readonly contrasts: readonly IncidentContrast[];
  readonly mayPage: boolean;
  /** It lies within an open trouble, whose rates are its usual. */
  readonly isWithin?: boolean;
  /** Whether it would be a trouble even if nothing had fired. */
  readonly isClear: boolean;
}

/** How far before the evidence's own onset a cause's rows are searched for theirs (seconds). */
const BEFORE_ONSET = 600;
/** How soon the leaves are asked again what they did not confirm (ms). */
const ASKED_AGAIN_MS = 10_000;
/** What is compared within an open trouble: so much (ms) ... */
export const LATELY_MS = 300_000;
/** ... with what it was like before, for at least so long (ms). */
const BEFORE_MS = 180_000;
/** Dimensions of a cause so wide that something within it is worth a word of its own. */
const WIDE = 1;
/** Failures without which nothing is a cause. */
const LEAST_FAILED = 5;

/** Finds what lies behind rises that fire. */
export class Finder {
  private readonly neighbours: Neighbours;
  private togetherFrom = 0;
  /** Rows of troubles that are left to everybody as evidence, of those that touch some regions; undefined where none does. */
  sharing: (kind: SignalKind, regions: readonly Region[]) => ((row: number) => boolean) | undefined = () => undefined;

  constructor(
    private readonly fold: Fold,
    private readonly judge: Judge,
    private readonly rules: IncidentRules,
  ) {
    this.neighbours = new Neighbours(judge, (id) => rules.journey(id));
    judge.onAdmitted = (segment) => this.neighbours.add(segment);
  }

  /**
   * What lies behind the rises that fire now, of one journey and the most telling signal; the others are looked at in the next round.
   * @param isSilent whether it is known that nothing comes to a region: of those that came last, those that stay away are left
   */
  find(now: number, isSilent: (region: Region, stayingAway: number) => boolean): Found[] {
    const noteworthy = this.judge.noteworthy();
    const of = (state: VerdictState): Judged[] =>
      noteworthy
        .filter(({ kind, segment, verdict }) => verdict.state === state && this.rules.mayOpen(segment, kind))
        .filter(({ kind, segment, verdict }) => !STAYING_AWAY.includes(kind) || !isSilent(regionOf(segment), verdict.observed.failed));
    const firing = of('firing').filter((each) => this.isBusy(each, now));
    const alone = this.searchedOf(firing.map((each) => ({ ...each, since: each.verdict.since ?? now })));
    if (alone !== undefined) return this.findAlone(alone, now);
    return now < this.togetherFrom ? [] : this.findTogether(of('pending'), now);
  }

  private findAlone(searched: Searched, now: number): Found[] {
    const found = this.overlapping(searched);
    if (this.sharing(searched.kind, regionsOf(searched)) !== undefined) return this.findBeside(found, searched, now);
    if (found.length > 0) return found.filter((each) => this.isEnough(each)).map((each) => this.foundOf(each, searched));
    const clear = clearest(searched.triggers);
    return clear === undefined ? [] : [this.asItIs(clear, now)];
  }

  /** What rises beside troubles whose rows say so, too: without them it must stand alone, and else they are why something fires. */
  private findBeside(found: readonly Located[], searched: Searched, now: number): Found[] {
    const beside = found.filter((each) => standsAlone(each) && this.isEnough(each));
    if (beside.length === 0) for (const { kind, segment } of searched.triggers) this.judge.signal(kind).letGo(segment, now);
    return beside.map((each) => this.foundOf(each, searched));
  }

  /** Whether so much speaks for a cause as is asked for in what people called a wrong alarm, whatever wider rise it was seen by. */
  private isEnough({ region, score }: Located): boolean {
    const lowered = this.rules.lowered(region);
    return lowered === 0 || score >= thresholdOf({ depth: 1, thresholdShift: lowered });
  }

  /** What neighbouring values say together is worth an incident only where the leaves say the same. */
  private findTogether(pending: readonly Judged[], now: number): Found[] {
    const searched = this.searchedOf(this.neighbours.rising(pending).filter((each) => this.isBusy(each, now)));
    if (searched === undefined) return [];
    const found = this.overlapping(searched);
    if (found.length === 0) this.togetherFrom = now + ASKED_AGAIN_MS;
    return found.map((each) => this.foundOf(each, searched));
  }

  /** Where to look for what lies behind some rises: in the journey and by the signal of the most telling one. */
  private searchedOf(rising: readonly Rising[]): Searched | undefined {
    const kind = SIGNAL_KINDS.find((each) => rising.some((judged) => judged.kind === each));
    const first = rising.find((judged) => judged.kind === kind);
    const journey = first === undefined ? undefined : this.rules.journey(first.segment.journey);
    if (first === undefined || kind === undefined || journey === undefined) return undefined;
    const { tenant } = first.segment;
    const triggers = rising.filter((each) => each.kind === kind && each.segment.tenant === tenant && each.segment.journey === journey.id);
    const since = Math.min(...triggers.map((each) => each.since));
    return { tenant, journey, kind, since, usual: leastUsual(kind, triggers), triggers };
  }

  /** What explains rises, of what overlaps them. */
  private overlapping(searched: Searched): Located[] {
    const { journey, triggers } = searched;
    return (
      this.locate({ ...searched, regions: regionsOf(searched) })
        .filter(({ failed }) => failed >= LEAST_FAILED)
        .filter(({ region }) => triggers.some(({ segment }) => overlaps(journey, region, regionOf(segment))))
        // What little is left beside the strongest cause may yet turn out to be its own; else it will fire by itself.
        .filter((each, i) => i === 0 || standsAlone(each))
    );
  }

  /** Explains an open trouble anew: its own cause first (nothing where it cannot be told any better), then others beside it. */
  explainAgain(trouble: Trouble, now: number, kind = trouble.kind): Found[] {
    const { region, since } = trouble;
    const journey = this.rules.journey(region.journey);
    if (journey === undefined || region.stages.includes(WHOLE_ATTEMPT)) return [];
    const { isOwn } = trouble.rows;
    const usual = isOfTime(kind) ? trouble.usualRate : 0;
    const of = { tenant: region.tenant, journey, kind, since: Math.min(since, now), usual, regions: [region] };
    const located = this.locate(of, isOwn);
    const own = located.filter((each) => overlaps(journey, each.region, region));
    const [best, ...others] = own;
    if (best === undefined || best.failed < LEAST_FAILED) return [];
    return [best, ...others.filter(standsAlone)].map((each) => ({
      ...this.foundOf(each, { journey, kind, since, usual }),
      mayPage: trouble.mayPage,
    }));
  }

  /** What lately became worse than the rest of an open trouble, whose rows are nobody else's evidence; undefined where nothing did. */
  worseWithin({ region, since, kind, mayPage, rows }: Trouble, isFree: (row: number) => boolean, now: number): Found | undefined {
    const journey = this.rules.journey(region.journey);
    const from = slotOf(now - LATELY_MS);
    if (journey === undefined || region.stages.includes(WHOLE_ATTEMPT) || since > from * 1000 - BEFORE_MS) return undefined;
    if (Object.keys(region.segment).length > WIDE) return undefined;
    const keep = (row: number): boolean => rows.isOwn(row) && isFree(row);
    for (const of of [kind, ...(APART[kind] ?? [])]) {
      const reading = { tenant: region.tenant, journey, kind: of, from, usualFrom: slotOf(since), keep, leastUsual: 0 };
      const isIn = of === kind ? isPartOf : isWithinRegion;
      const worse = locate(this.fold, reading).find((each) => standsAlone(each) && isIn(journey, each.region, region));
      if (worse === undefined) continue;
      return { ...this.foundOf(worse, { journey, kind: of, since: from * 1000, usual: 0, isMixed: true }), mayPage, isWithin: true };
    }
    return undefined;
  }

  /** What was missing came late and failed: the same trouble as one of failures; undefined where it is none. */
  turnedOut(trouble: Trouble, now: number): Found | undefined {
    if (trouble.kind !== 'stalled') return undefined;
    const [failing] = this.explainAgain(trouble, now, 'failure_rate');
    if (failing === undefined || !failing.isClear) return undefined;
    // When it is heard of failures that come late says nothing of when they began.
    return { ...failing, ground: { ...failing.ground, since: Math.min(trouble.since, failing.ground.since) } };
  }

  /** Whether so much comes to a segment as its policy asks for. */
  private isBusy({ segment }: Judged, now: number): boolean {
    return lastHourOf(this.fold, segment.series, now) >= this.rules.policy(segment.journey).leastPerHour;
  }

  /** Explains by the rows that are nobody's yet, and those that are `isOwn`: an open cause explains nothing but itself. */
  private locate(
    of: Omit<Searched, 'triggers'> & { readonly regions: readonly Region[] },
    isOwn: (row: number) => boolean = () => false,
  ): Located[] {
    const { exclusions } = this.fold.leaves;
    const { tenant, journey, kind, since, usual } = of;
    const isShared = this.sharing(kind, of.regions) ?? (() => false);
    const keep = (row: number): boolean => !(exclusions.isExcluded(row) || isShared(row)) || isOwn(row);
    return locate(this.fold, { tenant, journey, kind, from: slotOf(since), keep, leastUsual: usual });
  }

  /** @param of `isMixed`: what was read reaches back before the rise, whose own rate it does not tell */
  private foundOf(located: Located, of: { journey: Journey; kind: SignalKind; since: number; usual: number; isMixed?: boolean }): Found {
    const { region, cause, contrasts, total, failed, expected, usualTotal } = located;
    const usualRate = Math.max(of.usual, total > 0 ? Math.min(1, expected / total) : 0);
    const rate = of.isMixed === true ? undefined : total > 0 ? failed / total : 1;
    const since = this.onset(region, { ...of, usualRate, rate });
    return {
      kind: of.kind,
      ground: { region, usualRate, usualTotal, since, basis: basisOf(this.fold, this.judge, region, of.kind) },
      cause,
      // What is usual at the least is so of what is beside it, too.
      contrasts: contrasts.map((each) => ({ ...each, expected: Math.max(each.expected, Math.min(1, of.usual) * each.total) })),
      mayPage: true,
      isClear: standsAlone(located),
    };
  }

  /** When the rows of a region began to fail, which they say better than the wider segment that was seen to rise. */
  private onset(region: Region, of: { kind: SignalKind; since: number; usualRate: number; rate: number | undefined }): number {
    const slots = this.slotsIn(region, of.kind, slotOf(of.since) - BEFORE_ONSET);
    return onsetOf(slots, of.usualRate, of.rate) ?? slotOf(of.since) * 1000;
  }

  /** Whether there is anything to tell: what a rise fired on may be over since, or nobody's by now. */
  isHeard({ region, since }: TroubleGround, kind: SignalKind): boolean {
    return this.slotsIn(region, kind, slotOf(since)).reduce((sum, { failed }) => sum + failed, 0) >= LEAST_FAILED;
  }

  private slotsIn(region: Region, kind: SignalKind, from: number): ReturnType<typeof slotsOf> {
    const { rows } = this.fold.leaves;
    const journey = this.rules.journey(region.journey);
    const isOwn = (row: number): boolean => journey !== undefined && isLeafIn(region, journey, rows.describe(row));
    return slotsOf({ fold: this.fold, kind, isOwn, ofAttempts: region.stages.includes(WHOLE_ATTEMPT) }, from);
  }

  /** A rise that nothing smaller explains is its own cause. */
  private asItIs({ kind, segment, verdict }: Judged, now: number): Found {
    const { usual, observed } = verdict;
    const ground = {
      region: regionOf(segment),
      usualRate: usual?.rate ?? 0,
      usualTotal: observed.total,
      since: Math.max(verdict.since ?? now, (this.fold.leaves.from ?? 0) * 1000),
    };
    return {
      kind,
      ground,
      cause: { segment: segment.segment, extraShare: 1, trafficShare: 1 },
      contrasts: [],
      mayPage: true,
      isClear: false,
    };
  }
}
