import type { Incident } from '@tillwatch/domain';
import type { KeptIncident } from '@tillwatch/incidents';
import type { Fold } from '@tillwatch/windows';
import type { EndedTroubles } from './ended-troubles.js';
import { LATELY_MS, type Found } from './finder.js';
import type { IncidentRules } from './incident-rules.js';
import { resumeTrouble, type OpenTrouble } from './open-trouble.js';
import { sameRegion, type Region } from './region.js';
import type { Trouble } from './trouble.js';

/** The open troubles, whose rows are nobody else's evidence. */
export class OpenTroubles {
  private list: readonly OpenTrouble[] = [];

  constructor(
    private readonly fold: Fold,
    private readonly ended: EndedTroubles,
  ) {}

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

  add(each: OpenTrouble, now: number): void {
    this.list = [...this.list, each];
    this.exclude(now);
  }

  /** Goes on with incidents that stood open. */
  resume(kept: readonly KeptIncident[], rules: IncidentRules, now: number): void {
    const of = { fold: this.fold, rules, now };
    this.list = kept.flatMap((each) => resumeTrouble(each, of) ?? []);
    this.exclude(now);
    // Somebody may have ended one while nobody judged.
    this.giveBack(now);
  }

  /** Ends one as an incident. What it had been given of another's rows goes back. */
  close(each: OpenTrouble, incident: Incident, now: number): void {
    const { trouble } = each;
    trouble.end(now);
    this.list = this.list.filter((one) => one !== each);
    this.ended.add(trouble, incident);
    this.exclude(now);
    this.giveBack(now);
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
    this.fold.leaves.exclusions.set([...open, ...this.ended.exclusions(now)]);
  }
}
