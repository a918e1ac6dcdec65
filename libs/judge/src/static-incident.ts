import { AGAIN_WITHIN_MS } from '@tillwatch/detection';
import { WHOLE_ATTEMPT, type FailureRate, type Incident, type IncidentChange, type StaticRule } from '@tillwatch/domain';
import { open, reopen, update, type Finding } from '@tillwatch/incidents';
import type { Fold } from '@tillwatch/windows';
import { NO_DETAILS } from './incident-finding.js';
import type { IncidentRules } from './incident-rules.js';
import type { JudgedSegment } from './judged-set.js';
import { slotOf } from './leaf-reading.js';
import { detailsOf } from './own-rows.js';
import { regionOf } from './region.js';
import type { BadOf } from './signals.js';

/** How often who is hit and what goes wrong is looked up again (ms). */
const DETAILS_MS = 10_000;

/** A stage under a rule. */
export interface RuledStage {
  readonly segment: JudgedSegment;
  readonly rule: StaticRule;
}

/** What is counted of an incident of a rule. */
interface Standing {
  readonly since: number;
  /** Since it began, and over the minutes of its rule. */
  readonly counts: BadOf;
  readonly lately: BadOf;
}

/** One open incident of a static rule. */
export class StaticIncident {
  private details = NO_DETAILS;
  private detailedAt = 0;

  private constructor(
    private readonly of: RuledStage & { readonly fold: Fold; readonly rules: IncidentRules },
    private standing: Standing,
    /** As it was told last. */
    public incident: Incident,
  ) {}

  /** Opens an incident, or again the one of `before` that ended just now. @param observed counts of the rule's minutes */
  static begin(
    of: StaticIncident['of'],
    { observed, since, before }: { observed: FailureRate; since: number; before: Incident | undefined },
    now: number,
  ): { readonly begun: StaticIncident; readonly change: IncidentChange } {
    const { tenant, journey } = of.segment;
    const standing = { since, counts: observed, lately: observed };
    const finding = findingOf(of, standing, { details: NO_DETAILS, now });
    const again = before !== undefined && now - (before.resolvedAt ?? 0) <= AGAIN_WITHIN_MS && before.handling.wrongAlarm !== true;
    const change = again ? reopen(before, finding, now) : open(finding, { tenant, journey }, now);
    return { begun: new StaticIncident(of, standing, change.incident), change };
  }

  /** Goes on with one that stood open. @param counts as {@link checkpoint} gave them; without them as it was told last */
  static resume(of: StaticIncident['of'], incident: Incident, counts: BadOf = incident): StaticIncident {
    const { total, failed } = counts;
    const standing = { since: incident.startedAt, counts: { total, failed }, lately: { total: 0, failed: 0 } };
    return new StaticIncident(of, standing, incident);
  }

  /** What is kept of it beside its incident, as plain JSON. */
  get checkpoint(): BadOf {
    return this.standing.counts;
  }

  /** Counts what was heard. @returns what there is to tell of it, if anything */
  count(heard: BadOf, lately: BadOf, now: number): IncidentChange | undefined {
    const { counts, since } = this.standing;
    const sum = { total: counts.total + heard.total, failed: counts.failed + heard.failed };
    this.standing = { since, counts: sum, lately };
    if (now - this.detailedAt >= DETAILS_MS) this.detail(now);
    const change = update(this.incident, this.finding(now), now);
    if (change !== undefined) this.incident = change.incident;
    return change;
  }

  /** Everything of it that its counts decide, as of `now`. */
  finding(now: number): Finding {
    return findingOf(this.of, this.standing, { details: this.details, now });
  }

  private detail(now: number): void {
    const { fold, segment, rule, rules } = this.of;
    const { tenant, journey, stage } = segment;
    const symbol = fold.names.findSymbol({ kind: 'stage', tenant, journey, stage });
    const isOwn = (row: number): boolean => fold.leaves.rows.symbolAt(row, 0) === symbol;
    const rows = { fold, kind: 'failure_rate', isOwn, ofAttempts: stage === WHOLE_ATTEMPT } as const;
    this.details = detailsOf(rows, { from: slotOf(this.standing.since), now, usualRate: rule.above, rule: rules });
    this.detailedAt = now;
  }
}

/** Always a warning: a rule knows no usual that something could be far above. */
function findingOf(
  { segment, rule, rules }: StaticIncident['of'],
  { since, counts, lately }: Standing,
  { details, now }: { details: typeof NO_DETAILS; now: number },
): Finding {
  const region = regionOf(segment);
  const { above } = rule;
  const excess = ({ total, failed }: BadOf): number => Math.max(0, failed - above * total);
  const maintenance = rules.maintenance({ region, since }, now);
  return {
    ...{ kind: 'failure_rate', class: null, stage: segment.stage, stages: region.stages },
    ...{ severity: 'warning', recovering: false, startedAt: since },
    cause: [{ segment: region.segment, extraShare: 1, trafficShare: 1 }],
    ...{ total: counts.total, failed: counts.failed, excess: excess(counts), perMinute: excess(lately) / rule.forMinutes },
    baseline: { rate: above, low: above, high: above, source: 'limit', learning: false },
    ...{ contrasts: [], detailed: details.detailed, errors: details.errors, merchants: details.merchants, money: null },
    pages: maintenance === null,
    maintenance,
  };
}
