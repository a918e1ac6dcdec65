import { createMemory, observe, seedBaseline, type SegmentMemory } from '@tillwatch/detection';
import type { Incident, IncidentReason } from '@tillwatch/domain';
import type { Fold, LeafExclusion } from '@tillwatch/windows';
import { endOf } from './incident-finding.js';
import type { IncidentRules } from './incident-rules.js';
import type { Region } from './region.js';
import type { SignalKind } from './signals.js';
import { isCalledWrong } from './standing-incidents.js';
import { memoryOfIncident, Trouble, type TroubleMemory } from './trouble.js';

/** What goes on in a slice whose incident somebody called a wrong alarm. */
interface Muted {
  /** Tells when it is back to usual. */
  readonly trouble: Trouble;
  /** Takes how it was then for usual, and so tells when it gets worse. */
  readonly worse: SegmentMemory;
}

/** Outcomes that the rate of then is taken to rest on at the least: fewer would have to be learnt first. */
const LEAST_KNOWN = 300;

/**
 * What people called a wrong alarm and goes on: its rows stay nobody's evidence, so that nobody is told of it again, until they are
 * back to usual, have become the usual, or fail clearly more than they did then.
 */
export class MutedTroubles {
  private list: readonly Muted[] = [];

  constructor(
    private readonly fold: Fold,
    private readonly rules: IncidentRules,
  ) {}

  /** Starts with incidents that ended before this process judged. */
  rebuild(ended: readonly Incident[], now: number): void {
    this.list = [];
    for (const incident of ended) if (isCalledWrong(incident)) this.add(incident, now);
  }

  /** Mutes what an incident told of. @param kept what was kept of it, where that is known */
  add(incident: Incident, now: number, kept: TroubleMemory = memoryOfIncident(incident, now)): void {
    const journey = this.rules.journey(incident.journey);
    if (journey === undefined) return;
    const trouble = Trouble.resume(this.fold, journey, incident, kept);
    this.list = [...this.list, { trouble, worse: memoryOfThen(incident, now) }];
  }

  /** Exclusions of their rows. */
  get exclusions(): LeafExclusion[] {
    return this.list.map(({ trouble }) => trouble.exclusion);
  }

  /** Those of a kind. */
  of(kind: SignalKind): Trouble[] {
    return this.list.map(({ trouble }) => trouble).filter((trouble) => trouble.kind === kind);
  }

  /** Judges what was newly heard of them. @returns where nothing is muted any more, and why if it is over */
  tick(now: number, hourOfDay: number): { region: Region; over: IncidentReason | undefined }[] {
    const ended: { region: Region; over: IncidentReason | undefined }[] = [];
    this.list = this.list.filter(({ trouble, worse }) => {
      const before = trouble.counts;
      const over = endOf(trouble.observe(now, hourOfDay));
      const total = Math.max(0, trouble.counts.total - before.total);
      const failed = Math.min(total, Math.max(0, trouble.counts.failed - before.failed));
      const isWorse = observe(worse, { now, hourOfDay, total, failed }, { depth: 2 }).state === 'firing';
      if (over !== undefined || isWorse) ended.push({ region: trouble.region, over });
      return over === undefined && !isWorse;
    });
    return ended;
  }
}

/** A memory to which how much failed in an incident is usual, all day long. */
function memoryOfThen({ failed, total }: Incident, now: number): SegmentMemory {
  const memory = createMemory(now);
  const share = Math.max(LEAST_KNOWN, total) / Math.max(1, total) / 24;
  const hours = Array.from({ length: 24 }, (_, hourOfDay) => ({
    ...{ hourOfDay, dayAge: 1, total: total * share, failed: failed * share },
  }));
  seedBaseline(memory, hours);
  return memory;
}
