import type { Incident } from '@tillwatch/domain';
import type { IncidentStore, KeptIncident } from '@tillwatch/incidents';

/** How long what an ended trouble spoilt is remembered, so that it is never learnt; it may come back meanwhile. */
export const SPOILT_MS = 2 * 3_600_000;
/** How long a "wrong alarm" lowers the sensitivity of its slice. */
const WRONG_FOR_MS = 90 * 86_400_000;
/** Incidents among which wrong alarms are looked for. */
const MOST = 2_000;

/** What a judge takes over from before it began. */
export interface Standing {
  readonly open: readonly KeptIncident[];
  /** Ended so lately that they may come back, or that their rows are still to be kept from being learnt. */
  readonly ended: readonly Incident[];
  /** Those of the last months that people called a wrong alarm. */
  readonly wrong: readonly Incident[];
}

/** Whether a static rule opened an incident: not evidence but a limit is behind it. */
export function isOfRule({ baseline }: Incident): boolean {
  return baseline.source === 'limit';
}

/** Whether somebody called it a wrong alarm of the detector: a static rule is none of its doing. */
export function isCalledWrong(incident: Incident): boolean {
  return incident.handling.wrongAlarm === true && !isOfRule(incident);
}

/** Nothing from before. */
export const NOTHING_STANDING: Standing = { open: [], ended: [], wrong: [] };

/** Reads what stands at `now` (ms since the epoch). */
export async function readStanding(store: IncidentStore, now: number): Promise<Standing> {
  const kept = await store.standing(now - SPOILT_MS);
  const wrong = (await store.list(MOST)).filter((incident) => isCalledWrong(incident) && now - incident.openedAt < WRONG_FOR_MS);
  return {
    open: kept.filter(({ incident }) => incident.status !== 'resolved'),
    ended: kept.map(({ incident }) => incident).filter(({ status }) => status === 'resolved'),
    wrong,
  };
}
