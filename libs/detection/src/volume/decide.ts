import type { VerdictReason, VerdictState } from '@tillwatch/domain';
import { RECOVERY } from '../policy.js';
import { beginDrop, endDrop, gradeDrop } from './drop.js';
import { missingOf, peakEvidence } from './evidence.js';
import type { Drop, DropChart, VolumeMemory } from './memory.js';
import { BACK, DROP, GONE_AFTER_MS, LEVEL } from './policy.js';
import { criticalMissing, dropThreshold, type VolumeSettings } from './settings.js';

/** The moment of a decision and what it is judged by. */
export interface VolumeMoment {
  readonly now: number;
  /** Events an hour expected now; null while that is not known. */
  readonly perHour: number | null;
  /** The share of the wider segment is judged as well. */
  readonly shared: boolean;
  readonly settings: VolumeSettings;
}

function enter(memory: VolumeMemory, state: VerdictState, reason: VerdictReason, now: number): void {
  if (memory.state !== state) memory.changedAt = now;
  memory.state = state;
  memory.reason = reason;
}

/** The chart that says for itself that volume broke down; of two the one for the deeper drop, whose onset is sharper. */
function conclusiveOf(memory: VolumeMemory, { now, settings }: VolumeMoment): DropChart | undefined {
  return memory.live.findLast((chart, index) => {
    const proven = chart.evidence >= dropThreshold(settings) && now - chart.onset >= (DROP.patienceMs[index] ?? 0);
    return proven && chart.expected >= DROP.expected && missingOf(chart) >= DROP.missing;
  });
}

function fires(memory: VolumeMemory, moment: VolumeMoment): boolean {
  const { now, settings } = moment;
  if (moment.shared && peakEvidence(memory.shareLive) < dropThreshold(settings)) return false;
  const chart = conclusiveOf(memory, moment);
  if (chart === undefined) return false;
  gradeDrop(beginDrop(memory, chart, now), now, criticalMissing(settings));
  enter(memory, 'firing', 'below_expected', now);
  return true;
}

function isWatched(memory: VolumeMemory, moment: VolumeMoment): boolean {
  const threshold = dropThreshold(moment.settings);
  const share = memory.state === 'pending' ? DROP.unwatch : DROP.watch;
  if (moment.shared && peakEvidence(memory.shareLive) < share * threshold) return false;
  return memory.live.some(({ evidence, expected }) => evidence >= share * threshold && expected >= DROP.watchExpected);
}

/** Not silent but closed, or not open yet: nothing came for a day. */
function isGone(memory: VolumeMemory, now: number): boolean {
  return memory.lastDataAt === null || now - memory.lastDataAt >= GONE_AFTER_MS;
}

function calmReason(memory: VolumeMemory, { now, perHour }: VolumeMoment): VerdictReason {
  if (perHour === null) return 'learning_usual';
  if (memory.resolvedAt !== null && now - memory.resolvedAt <= RECOVERY.againWithinMs) return 'back_to_usual';
  return perHour < DROP.expected ? 'too_few_events' : 'within_usual';
}

function decideCalm(memory: VolumeMemory, moment: VolumeMoment): void {
  const { now } = moment;
  if (isGone(memory, now)) {
    endDrop(memory, now);
    enter(memory, 'no_data', 'no_events', now);
  } else if (fires(memory, moment)) return;
  else if (isWatched(memory, moment)) enter(memory, 'pending', 'evidence_building', now);
  else enter(memory, 'normal', calmReason(memory, moment), now);
}

/** What people have lived with for a day is the new level. */
function getUsedTo(memory: VolumeMemory, drop: Drop, now: number): void {
  memory.level = { seen: LEVEL.anew * (1 - missingOf(drop)), expected: LEVEL.anew };
  endDrop(memory, now);
}

function decideFiring(memory: VolumeMemory, drop: Drop, moment: VolumeMoment): void {
  const { now } = moment;
  gradeDrop(drop, now, criticalMissing(moment.settings));
  if (now - drop.firedAt > GONE_AFTER_MS) {
    getUsedTo(memory, drop, now);
    decideCalm(memory, moment);
  } else if (drop.recovery >= BACK.threshold) enter(memory, 'recovering', 'back_to_usual', now);
  else enter(memory, 'firing', 'below_expected', now);
}

function decideRecovering(memory: VolumeMemory, drop: Drop, now: number): void {
  if (drop.recovery < BACK.relapse) enter(memory, 'firing', 'below_expected', now);
  else if (now - memory.changedAt >= memory.holdMs && drop.recovery >= BACK.threshold) {
    endDrop(memory, now);
    memory.resolvedAt = now;
    enter(memory, 'normal', 'back_to_usual', now);
  }
}

/** Moves the segment's state by the evidence so far. */
export function decideVolume(memory: VolumeMemory, moment: VolumeMoment): void {
  const { drop } = memory;
  if (drop === null) decideCalm(memory, moment);
  else if (memory.state === 'recovering') decideRecovering(memory, drop, moment.now);
  else decideFiring(memory, drop, moment);
}
