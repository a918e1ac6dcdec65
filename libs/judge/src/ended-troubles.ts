import { AGAIN_WITHIN_MS, HOLD_MS } from '@tillwatch/detection';
import type { Incident } from '@tillwatch/domain';
import { SLOT_SECONDS, type LeafExclusion } from '@tillwatch/windows';
import type { Found } from './finder.js';
import type { IncidentRules } from './incident-rules.js';
import { slotOf } from './leaf-reading.js';
import { isLeafIn, isNested, regionOfIncident, type Region } from './region.js';
import { SPOILT_MS } from './standing-incidents.js';
import type { Trouble } from './trouble.js';

/** A trouble that is over. */
export interface Ended {
  readonly incident: Incident;
  readonly region: Region;
  readonly holdMs: number;
  readonly exclusion: LeafExclusion;
}

/** Troubles that ended lately: they may come back, and what they spoilt is never learnt. */
export class EndedTroubles {
  private list: Ended[] = [];

  constructor(private readonly rules: IncidentRules) {}

  /** Starts with incidents that ended before this process judged. */
  rebuild(incidents: readonly Incident[]): void {
    this.list = incidents.map((incident) => this.before(incident));
  }

  /** Takes in a trouble that ended as this incident. */
  add(trouble: Trouble, incident: Incident): void {
    this.list.push({ incident, region: trouble.region, holdMs: trouble.holdMs, exclusion: trouble.exclusion });
  }

  /** Takes out the one that comes back as what was found; undefined where it is a new one. */
  takeBack({ kind, ground }: Found, now: number): Ended | undefined {
    const found = this.list.find(({ incident, region }) => {
      const journey = this.rules.journey(region.journey);
      const isLate = now - (incident.resolvedAt ?? 0) > AGAIN_WITHIN_MS;
      if (journey === undefined || isLate || incident.handling.wrongAlarm === true || incident.reason === 'covered_by_another')
        return false;
      const isSameKind = incident.kind === kind || (incident.kind === 'failure_rate' && (kind === 'declined' || kind === 'broken'));
      return isSameKind && isNested(journey, region, ground.region);
    });
    this.list = this.list.filter((one) => one !== found);
    return found;
  }

  /** When the last incident of a region ended (ms since the epoch): what fails on began after that, until then it was the other's. */
  lastEnd(region: Region): number {
    const journey = this.rules.journey(region.journey);
    const same = this.list.filter((each) => journey !== undefined && isNested(journey, each.region, region));
    return Math.max(0, ...same.map(({ incident }) => incident.resolvedAt ?? 0));
  }

  /** What they spoilt, as of `now`; those that are long over are forgotten. */
  exclusions(now: number): LeafExclusion[] {
    const oldest = slotOf(now - SPOILT_MS) - SLOT_SECONDS;
    this.list = this.list.filter(({ exclusion }) => (exclusion.to ?? 0) > oldest);
    return this.list.map(({ exclusion }) => exclusion);
  }

  get regions(): Region[] {
    return this.list.map(({ region }) => region);
  }

  /** Incidents that ended at `since` (ms since the epoch) or later. */
  incidents(since: number): Incident[] {
    return this.list.map(({ incident }) => incident).filter(({ resolvedAt }) => (resolvedAt ?? 0) >= since);
  }

  private before(incident: Incident): Ended {
    const region = regionOfIncident(incident);
    const journey = this.rules.journey(incident.journey);
    const [from, to] = [slotOf(incident.startedAt), slotOf(incident.resolvedAt ?? incident.startedAt) + SLOT_SECONDS];
    const matches: LeafExclusion['matches'] = (leaf) => journey !== undefined && isLeafIn(region, journey, leaf);
    return { incident, region, holdMs: HOLD_MS, exclusion: { id: `ended ${incident.id}`, from, to, excludes: true, matches } };
  }
}
