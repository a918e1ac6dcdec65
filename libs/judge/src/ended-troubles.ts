import { AGAIN_WITHIN_MS, HOLD_MS } from '@tillwatch/detection';
import type { Incident } from '@tillwatch/domain';
import { SLOT_SECONDS, type LeafExclusion } from '@tillwatch/windows';
import type { Found } from './finder.js';
import type { IncidentRules } from './incident-rules.js';
import { slotOf } from './leaf-reading.js';
import { isLeafIn, isWithinRegion, type Region } from './region.js';
import { regionOfIncident } from './standing-incidents.js';

/** How long what an ended trouble spoilt is remembered, so that it is never learnt (seconds). */
const SPOILT_SECONDS = 2 * 3_600;

/** A trouble that is over. */
export interface Ended {
  readonly incident: Incident;
  readonly region: Region;
  readonly holdMs: number;
  readonly exclusion: LeafExclusion;
}

/** Troubles that are over: what they spoilt is never learnt, and for a while they may come back. */
export class EndedTroubles {
  private ended: Ended[] = [];

  constructor(private readonly rules: IncidentRules) {}

  /** Goes on with incidents that ended before anything is remembered. */
  rebuild(incidents: readonly Incident[]): void {
    this.ended = incidents.map((incident) => this.endedBefore(incident));
  }

  add(ended: Ended): void {
    this.ended.push(ended);
  }

  /** All that are remembered. */
  get all(): readonly Ended[] {
    return this.ended;
  }

  /** Incidents that ended after a time (ms since the epoch). */
  since(since: number): Incident[] {
    return this.ended.map(({ incident }) => incident).filter(({ resolvedAt }) => (resolvedAt ?? 0) >= since);
  }

  /** What they spoilt, of those that are still remembered at `now` (ms since the epoch). */
  exclusions(now: number): LeafExclusion[] {
    const oldest = slotOf(now) - SPOILT_SECONDS;
    this.ended = this.ended.filter(({ exclusion }) => (exclusion.to ?? 0) > oldest - SLOT_SECONDS);
    return this.ended.map(({ exclusion }) => exclusion);
  }

  /** Takes out the one that comes back with what was found; undefined where none does. */
  takeAgain(found: Found, now: number): Ended | undefined {
    const again = this.ended.find((each) => this.isAgain(each, found, now));
    this.ended = this.ended.filter((each) => each !== again);
    return again;
  }

  private endedBefore(incident: Incident): Ended {
    const region = regionOfIncident(incident);
    const journey = this.rules.journey(incident.journey);
    const [from, to] = [slotOf(incident.startedAt), slotOf(incident.resolvedAt ?? incident.startedAt) + SLOT_SECONDS];
    const matches: LeafExclusion['matches'] = (leaf) => journey !== undefined && isLeafIn(region, journey, leaf);
    return { incident, region, holdMs: HOLD_MS, exclusion: { id: `ended ${incident.id}`, from, to, excludes: true, matches } };
  }

  private isAgain({ incident, region }: Ended, { kind, ground }: Found, now: number): boolean {
    const journey = this.rules.journey(region.journey);
    if (journey === undefined || now - (incident.resolvedAt ?? 0) > AGAIN_WITHIN_MS || incident.handling.wrongAlarm === true) return false;
    if (incident.reason === 'covered_by_another') return false;
    const isSameKind = incident.kind === kind || (incident.kind === 'failure_rate' && kind === 'declined');
    return isSameKind && (isWithinRegion(journey, region, ground.region) || isWithinRegion(journey, ground.region, region));
  }
}
