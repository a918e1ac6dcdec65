import type { VolumeStanding } from '@tillwatch/detection';
import type { Incident, IncidentChange } from '@tillwatch/domain';
import type { IncidentMinute } from '@tillwatch/incidents';
import type { Fold, Heard, TierClock } from '@tillwatch/windows';
import type { IncidentRules } from './incident-rules.js';
import type { PastBySeries } from './judge.js';
import type { JudgedSegment } from './judged-set.js';
import type { Region } from './region.js';
import { isOfRule, type Standing } from './standing-incidents.js';
import { StaticWatch } from './static-watch.js';
import type { Trouble } from './trouble.js';
import { VolumeIncidents } from './volume-incidents.js';
import { VolumeWatch } from './volume-watch.js';

/** Whether an incident is one of {@link OtherIncidents}. */
export function isOther(incident: Incident): boolean {
  return incident.kind === 'volume' || isOfRule(incident);
}

/** Incidents that no rise of bad outcomes is behind: too little traffic, and limits that somebody set. */
export class OtherIncidents {
  private readonly volume: VolumeWatch;
  private readonly drops: VolumeIncidents;
  private readonly limits: StaticWatch;

  constructor(fold: Fold, tierClock: TierClock, rules: IncidentRules) {
    this.volume = new VolumeWatch(
      tierClock,
      (segment) => rules.mayOpenVolume(segment),
      (segment) => rules.volumeSettingsOf(segment),
    );
    this.drops = new VolumeIncidents(fold, this.volume, rules);
    this.limits = new StaticWatch(fold, rules);
  }

  /** Starts from the past, and goes on with what stood open. */
  rebuild(segments: readonly JudgedSegment[], past: PastBySeries, standing: Standing, now: number): void {
    this.volume.rebuild(segments, past, now);
    this.drops.rebuild(
      standing.open.filter(({ incident }) => incident.kind === 'volume'),
      standing.ended,
    );
    this.limits.rebuild(segments, standing, now);
  }

  /** Hears of a segment. */
  hear(segment: JudgedSegment, heard: Heard, now: number): void {
    this.volume.hear(segment, heard.arrived, now);
    this.limits.hear(segment, heard, now);
  }

  /** Where the volume of a series stands; see {@link VolumeWatch.standing}. */
  volumeStanding(series: number): VolumeStanding | undefined {
    return this.volume.standing(series);
  }

  /** Whether nothing comes to a region; see {@link VolumeIncidents.explains}. */
  explains(region: Region, stayingAway: number): boolean {
    return this.drops.explains(region, stayingAway);
  }

  /**
   * Judges what was heard by `now`. @param complete whether everything up to now has arrived
   * @param near open troubles that lie in a region or that the region lies in
   * @param isStalling whether attempts of a region hang, which tells why less comes to an end there
   */
  tick(
    now: number,
    complete: boolean,
    { near, isStalling }: { near: (region: Region) => Trouble[]; isStalling: (region: Region) => boolean },
  ): IncidentChange[] {
    this.volume.tick(now, complete);
    const drops = this.drops.tick(now, (region) => near(region).length > 0 || isStalling(region));
    // What is only slow says nothing of how much fails.
    return [...drops, ...this.limits.tick(now, (region) => near(region).some(({ exclusion }) => exclusion.excludes))];
  }

  /** Open ones as they are now, and those that ended at `since` (ms since the epoch) or later. */
  incidents(now: number, since: number): Incident[] {
    return [...this.drops.incidents(now, since), ...this.limits.incidents(now, since)];
  }

  /** What is kept of every open one beside its incident, by id. */
  checkpoint(): Map<string, unknown> {
    return new Map([...this.drops.checkpoint(), ...this.limits.checkpoint()]);
  }

  /** Open ones as they were told last. */
  get open(): readonly Incident[] {
    return [...this.drops.open, ...this.limits.open];
  }

  /** Minutes of one of them since `from` (ms since the epoch), oldest first. */
  minutesOf(id: string, from: number): IncidentMinute[] {
    return this.limits.minutesOf(id, from) ?? this.drops.minutesOf(id, from);
  }

  /** Takes over what a person did to one. @returns whether it is one of these */
  accept(incident: Incident): boolean {
    return this.limits.accept(incident) || this.drops.accept(incident);
  }
}
