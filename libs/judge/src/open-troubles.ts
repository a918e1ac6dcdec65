import type { Incident } from '@tillwatch/domain';
import type { KeptIncident } from '@tillwatch/incidents';
import type { Fold } from '@tillwatch/windows';
import type { EndedTroubles } from './ended-troubles.js';
import { LATELY_MS, type Found } from './finder.js';
import type { IncidentRules } from './incident-rules.js';
import { MutedTroubles } from './muted-troubles.js';
import { resumeTrouble, type OpenTrouble } from './open-trouble.js';
import { isOther } from './other-incidents.js';
import { isWithinRegion, overlaps, sameRegion, type Region } from './region.js';
import { SIGNALS, type SignalKind } from './signals.js';
import { isCalledWrong } from './standing-incidents.js';
import type { Trouble } from './trouble.js';

/** The open troubles, whose rows are nobody else's evidence. */
export class OpenTroubles {
  private list: readonly OpenTrouble[] = [];
  /** Those that somebody called a wrong alarm, while they go on. */
  readonly muted: MutedTroubles;

  constructor(
    private readonly fold: Fold,
    private readonly rules: IncidentRules,
    private readonly ended: EndedTroubles,
  ) {
    this.muted = new MutedTroubles(fold, rules);
  }

  /** All of them, as they are now. */
  get all(): readonly OpenTrouble[] {
    return this.list;
  }

  /** The one of an incident; undefined where it is not open. */
  of(id: string): OpenTrouble | undefined {
    return this.list.find(({ trouble }) => trouble.incident?.id === id);
  }

  /** Whether one of them, but this one, has the very cause that was found. */
  isTold({ kind, ground }: Found, but?: OpenTrouble): boolean {
    return this.list.some((each) => each !== but && each.trouble.kind === kind && sameRegion(each.trouble.region, ground.region));
  }

  /** Tells the rows that belong to none of them but this one. */
  freeBut(one: OpenTrouble): (row: number) => boolean {
    const others = this.list.filter((each) => each !== one).map(({ trouble }) => trouble.rows.isOwn);
    return (row) => !others.some((isOwn) => isOwn(row));
  }

  /** Tells the rows that one is compared with: nobody's, or of one that it lies in. */
  beside(one: OpenTrouble): (row: number) => boolean {
    const { exclusions } = this.fold.leaves;
    const { region, rows } = one.trouble;
    const others = this.list.filter((each) => each !== one).map(({ trouble }) => trouble);
    const around = others.filter((other) => this.isOf(isWithinRegion, region, other.region)).map((other) => other.rows.isOwn);
    const isFree = this.freeBut(one);
    return (row) => !rows.isOwn(row) && (around.some((isOwn) => isOwn(row)) || (isFree(row) && !exclusions.isExcluded(row)));
  }

  /** The one whose values were found to fail at more stages, while it is being located. */
  beingLocated({ kind, ground }: Found): OpenTrouble | undefined {
    const stageless = (region: Region): Region => ({ ...region, stages: [] });
    const isOne = ({ trouble }: OpenTrouble): boolean => trouble.kind === kind && trouble.isBeingLocated;
    return this.list.find((each) => isOne(each) && sameRegion(stageless(each.trouble.region), stageless(ground.region)));
  }

  /** Rows of those of a kind, open and muted, that are left to everybody as evidence; undefined where some regions touch none. */
  rowsThatStay(kind: SignalKind, regions: readonly Region[]): ((row: number) => boolean) | undefined {
    const near = this.staying(kind).filter(({ region }) => regions.some((other) => this.isOf(overlaps, region, other)));
    return near.length === 0 ? undefined : (row) => near.some(({ rows }) => rows.isOwn(row));
  }

  /** Where such ones lie in what was found beside them: these rows are not its own. */
  stayingWithin({ kind, ground }: Found): Region[] {
    const within = this.staying(kind).filter(({ region }) => this.isOf(isWithinRegion, region, ground.region));
    return within.map(({ region }) => region);
  }

  private staying(kind: SignalKind): Trouble[] {
    if (SIGNALS[kind].excludes) return [];
    const open = this.list.map(({ trouble }) => trouble).filter((trouble) => trouble.kind === kind);
    return [...open, ...this.muted.of(kind)];
  }

  private isOf(relation: typeof overlaps, a: Region, b: Region): boolean {
    const journey = this.rules.journey(a.journey);
    return journey !== undefined && relation(journey, a, b);
  }

  add(each: OpenTrouble, now: number): void {
    this.list = [...this.list, each];
    this.exclude(now);
  }

  /** Goes on with incidents that stood open; those of others are left to them. */
  resume(kept: readonly KeptIncident[], now: number): void {
    const of = { fold: this.fold, rules: this.rules, now };
    this.list = kept.filter(({ incident }) => !isOther(incident)).flatMap((each) => resumeTrouble(each, of) ?? []);
    this.exclude(now);
    // Somebody may have ended one while nobody judged.
    this.giveBack(now);
  }

  /** Ends one as an incident, and mutes it where somebody called it wrong. What it had been given of another's rows goes back. */
  close(each: OpenTrouble, incident: Incident, now: number): void {
    const { trouble } = each;
    if (isCalledWrong(incident)) this.muted.add(incident, now, trouble.checkpoint);
    trouble.end(now);
    this.list = this.list.filter((one) => one !== each);
    this.ended.add(trouble, incident);
    this.exclude(now);
    this.giveBack(now);
  }

  /** Follows what is muted. @returns where nothing is any more, and why if it is over */
  unmute(now: number, hourOfDay: number): ReturnType<MutedTroubles['tick']> {
    const ended = this.muted.tick(now, hourOfDay);
    if (ended.length > 0) this.exclude(now);
    return ended;
  }

  /** Leaves parts of one's rows to others. */
  leave(trouble: Trouble, parts: readonly Region[], now: number): void {
    trouble.leave(parts);
    this.exclude(now);
    trouble.catchUp();
  }

  /** Parts that were left to troubles which are open no more go back. */
  private giveBack(now: number): void {
    for (const whole of this.list) {
      const { without } = whole.trouble;
      const parts = without.filter((part) => this.list.some(({ trouble }) => sameRegion(part, trouble.region)));
      if (parts.length === without.length) continue;
      this.leave(whole.trouble, parts, now);
      // The last minutes hold what has just ended.
      whole.comparedFrom = now + LATELY_MS;
    }
  }

  /** Makes known whose rows are whose. */
  exclude(now: number): void {
    const open = this.list.map(({ trouble }) => trouble.exclusion);
    this.fold.leaves.exclusions.set([...open, ...this.muted.exclusions, ...this.ended.exclusions(now)]);
  }
}
