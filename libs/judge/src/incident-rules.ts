import type { JudgeSettings, VolumeSettings } from '@tillwatch/detection';
import {
  ERROR_CATEGORIES,
  extraEvidence,
  maintenanceAt,
  policyAt,
  WHOLE_ATTEMPT,
  type ErrorCategory,
  type ErrorClass,
  type Incident,
  type Journey,
  type KnownMaintenance,
  type Maintenance,
  type Policy,
} from '@tillwatch/domain';
import type { JudgedSegment } from './judged-set.js';
import { PagingSet, type PoliciesSource } from './paging-set.js';
import { isWithinRegion, regionOf, regionOfIncident, type Region } from './region.js';
import { SIGNALS, type SignalKind } from './signals.js';

/** What judging depends on of the configuration. */
export interface RulesSource extends PoliciesSource {
  readonly maintenance: readonly Maintenance[];
  /** What an error of a category usually is; without it all errors are told of everything. */
  readonly errors?: { category(category: ErrorCategory): { readonly class: ErrorClass } };
}

/** Evidence that a "wrong alarm" asks for on top, in its slice (nats); twice as much after two, and no more than after three. */
const [LOWERED_BY, LOWERED_MOST] = [6, 18];

/** What policies say of a stage: of slowness nothing is critical. */
type StageSettings = Readonly<Record<'latency' | 'others', Required<Pick<JudgeSettings, 'thresholdShift' | 'criticalExcessPerMinute'>>>>;

/** How segments are judged, and what may come of it. */
export class IncidentRules {
  private readonly journeys: ReadonlyMap<string, Journey>;
  /** Slices that people called a wrong alarm, by incident. */
  private wrong: ReadonlyMap<string, Region> = new Map();
  /** What policies say of a stage, by journey and stage: asked for every segment, and the same for all of them. */
  private readonly byStage = new Map<string, ReadonlyMap<string, StageSettings>>();
  private readonly pagingSets = new Map<string, PagingSet>();

  constructor(private readonly source: RulesSource) {
    this.journeys = new Map(source.journeys.map((journey) => [journey.id, journey]));
  }

  /** A journey; undefined where there is none (any more). */
  journey(id: string): Journey | undefined {
    return this.journeys.get(id);
  }

  /** How a journey is judged. @throws Error where nobody says */
  policy(id: string): Policy {
    const policy = this.source.policy(id);
    if (policy === undefined) throw new Error(`Nobody says how ${id} is judged.`);
    return policy;
  }

  /** Replaces the incidents that people called a wrong alarm. */
  lower(wrong: readonly Incident[]): void {
    this.wrong = new Map(wrong.map((incident) => [incident.id, regionOfIncident(incident)]));
  }

  /** Takes note of one more incident that somebody called a wrong alarm. */
  lowerFor(incident: Incident): void {
    this.wrong = new Map([...this.wrong, [incident.id, regionOfIncident(incident)]]);
  }

  /** How a segment is judged beyond what follows from its place. */
  settingsOf(segment: JudgedSegment, kind: SignalKind): Omit<JudgeSettings, 'depth' | 'priorRate'> {
    const ofStage = this.ofStage(segment);
    if (ofStage === undefined) return {};
    const settings = kind === 'latency' ? ofStage.latency : ofStage.others;
    if (this.wrong.size === 0) return settings;
    return { ...settings, thresholdShift: settings.thresholdShift + this.lowered(regionOf(segment)) };
  }

  private ofStage({ journey, stage }: JudgedSegment): StageSettings | undefined {
    const known = this.byStage.get(journey)?.get(stage);
    if (known !== undefined || this.journey(journey) === undefined) return known;
    const policy = policyAt(this.policy(journey), stage);
    const others = { thresholdShift: extraEvidence(policy), criticalExcessPerMinute: policy.critical.excessPerMinute };
    const settings = { others, latency: { ...others, criticalExcessPerMinute: Infinity } };
    this.byStage.set(journey, new Map([...(this.byStage.get(journey) ?? []), [stage, settings]]));
    return settings;
  }

  /** Whether an error may be what a signal is about: what breaks is not told by what issuers decline, nor the other way round. */
  isAbout(kind: SignalKind, category: string): boolean {
    const known = ERROR_CATEGORIES.find((each) => each === category);
    const usually = known === undefined ? undefined : this.source.errors?.category(known).class;
    return !((kind === 'broken' && usually === 'declined') || (kind === 'declined' && usually === 'system'));
  }

  /** How a segment's volume is judged. */
  volumeSettingsOf(segment: JudgedSegment): VolumeSettings {
    const { thresholdShift = 0, criticalExcessPerMinute } = this.settingsOf(segment, 'failure_rate');
    return criticalExcessPerMinute === undefined
      ? { thresholdShift }
      : { thresholdShift, criticalMissingPerMinute: criticalExcessPerMinute };
  }

  /** Evidence asked for on top in a slice, in nats: within what was called wrong, not around it. */
  lowered(region: Region): number {
    const journey = this.journey(region.journey);
    if (journey === undefined) return 0;
    const times = [...this.wrong.values()].filter((wrong) => isWithinRegion(journey, region, wrong)).length;
    return Math.min(LOWERED_MOST, times * LOWERED_BY);
  }

  /** Whether a rise of a segment may open an incident. */
  mayOpen({ journey, stage, segment }: JudgedSegment, kind: SignalKind): boolean {
    const paging = this.pagingSet(journey);
    if (paging === undefined) return false;
    return policyAt(this.policy(journey), stage).kinds.includes(SIGNALS[kind].incident) && paging.has(segment);
  }

  /** Whether the silence of a segment may open an incident: of a stage, or of one value that pages and is no merchant or browser of many. */
  mayOpenVolume({ journey, stage, segment, depth }: JudgedSegment): boolean {
    const paging = this.pagingSet(journey);
    if (paging === undefined || stage === WHOLE_ATTEMPT) return false;
    return policyAt(this.policy(journey), stage).kinds.includes('volume') && (depth === 0 || paging.hasSilenceOf(segment));
  }

  /** Which segments of a journey may open incidents; undefined where there is no such journey (any more). */
  private pagingSet(id: string): PagingSet | undefined {
    const known = this.pagingSets.get(id);
    const [journey, policy] = [this.journey(id), this.source.policy(id)];
    if (known !== undefined || journey === undefined || policy === undefined) return known;
    const set = new PagingSet(journey, policy);
    this.pagingSets.set(id, set);
    return set;
  }

  /** The known maintenance that a trouble falls into. */
  maintenance({ region, since }: { readonly region: Region; readonly since: number }, now: number): KnownMaintenance | null {
    return maintenanceAt(this.source.maintenance, region.segment, since, now) ?? null;
  }
}
