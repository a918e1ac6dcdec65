import type { Alert } from '@tillwatch/contract';
import { hasIncident, isSilent, type IncidentAlert } from './incident-alert.js';

const SECOND = 1_000;
/** What stands large stands at least this long, so that nothing flaps. */
const LEAST_STAY = 20 * SECOND;
/** How long an acknowledged one stays large. */
const ACKNOWLEDGED_STAY = 60 * SECOND;
/** How long one that is over stays, in grey. */
const RECOVERED_STAY = 300 * SECOND;
const PULSE_FOR = 60 * SECOND;
/** From this many criticals, or above so many alarms in ten minutes, they are told as one (the flood line of EEMUA 191 and ISA-18.2). */
const FLOOD_CRITICALS = 4;
const FLOOD_ALARMS = 10;
const FLOOD_WINDOW = 600 * SECOND;

/** How what is large looks: somebody has to act, somebody does, it is over. */
export type LargeLook = 'critical' | 'acknowledged' | 'recovered';

/** What of a wall is taken over. */
export type Stand =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'one';
      readonly look: LargeLook;
      readonly pulsing: boolean;
      readonly large: IncidentAlert;
      /** The other criticals, the newest first. */
      readonly others: readonly IncidentAlert[];
    }
  | {
      readonly kind: 'flood';
      readonly look: Exclude<LargeLook, 'recovered'>;
      readonly pulsing: boolean;
      /** Every open incident that is not silent, the newest first. */
      readonly incidents: readonly IncidentAlert[];
    };

type Taken = Exclude<Stand, { kind: 'none' }>;
const NONE: Stand = { kind: 'none' };

function isTaken({ incident }: IncidentAlert): boolean {
  return incident.acknowledgedAt !== null;
}

/** Nobody has taken it, or somebody less than a minute ago. */
function isAwake(alert: IncidentAlert, now: number): boolean {
  return !isTaken(alert) || now - (alert.incident.acknowledgedAt ?? now) < ACKNOWLEDGED_STAY;
}

function lookOf(alerts: readonly IncidentAlert[]): 'critical' | 'acknowledged' {
  return alerts.every(isTaken) ? 'acknowledged' : 'critical';
}

/** Whose place it is: the same while the same thing stands large. */
function placeOf(stand: Taken): string {
  return stand.kind === 'one' ? stand.large.incident.id : 'flood';
}

/** Decides what of the wall is taken over, from the alerts of each moment and what stood before. */
export class TakeOver {
  #stand: Stand = NONE;
  /** Since when it stands (ms). */
  #from = 0;
  /** When the incidents of the last ten minutes began, by id. */
  readonly #alarms = new Map<string, number>();

  /** What stands large at `now` (ms), given the alerts of the last moment that could be judged. */
  at(alerts: readonly Alert[], now: number): Stand {
    const open = alerts.filter(hasIncident).filter((alert) => alert.state !== 'recovering' && !isSilent(alert, now));
    const newest = open.toSorted((a, b) => b.since - a.since);
    this.#count(newest, now);
    const criticals = newest.filter(({ state }) => state === 'critical');
    const wanted = this.#wanted(newest, criticals, now);
    const next = this.#held(wanted, newest, now) ?? (wanted.kind === 'none' ? this.#over(alerts, now) : wanted);
    if (next.kind !== 'none' && (this.#stand.kind === 'none' || placeOf(this.#stand) !== placeOf(next))) this.#from = now;
    const pulsing = next.kind !== 'none' && next.look === 'critical' && now - this.#from < PULSE_FOR;
    this.#stand = next.kind === 'none' ? next : { ...next, pulsing };
    return this.#stand;
  }

  #count(open: readonly IncidentAlert[], now: number): void {
    for (const { incident, since } of open) if (!this.#alarms.has(incident.id)) this.#alarms.set(incident.id, since);
    for (const [id, since] of this.#alarms)
      if (now - since >= FLOOD_WINDOW && !open.some(({ incident }) => incident.id === id)) this.#alarms.delete(id);
  }

  #isFlood(criticals: readonly IncidentAlert[], now: number): boolean {
    const lately = [...this.#alarms.values()].filter((since) => now - since < FLOOD_WINDOW);
    return criticals.length >= FLOOD_CRITICALS || lately.length > FLOOD_ALARMS;
  }

  /** What should stand large, whatever stood before. */
  #wanted(open: readonly IncidentAlert[], criticals: readonly IncidentAlert[], now: number): Stand {
    const awake = criticals.filter((alert) => isAwake(alert, now));
    const large = awake.find((alert) => !isTaken(alert)) ?? awake[0];
    if (!large) return NONE;
    if (this.#isFlood(criticals, now)) return { kind: 'flood', look: lookOf(criticals), pulsing: false, incidents: open };
    return { kind: 'one', look: lookOf([large]), pulsing: false, large, others: criticals.filter((alert) => alert !== large) };
  }

  /** What stands, where it has not stood long enough to give way to `wanted`; a flood comes at once. */
  #held(wanted: Stand, open: readonly IncidentAlert[], now: number): Stand | null {
    const stand = this.#stand;
    if (stand.kind === 'none' || wanted.kind === 'flood' || now - this.#from >= LEAST_STAY) return null;
    const criticals = open.filter(({ state }) => state === 'critical');
    if (stand.kind === 'flood') return wanted.kind === 'one' ? { ...stand, look: lookOf(criticals), incidents: open } : null;
    const large = criticals.find(({ incident }) => incident.id === stand.large.incident.id);
    if (!large) return null;
    return { kind: 'one', look: lookOf([large]), pulsing: false, large, others: criticals.filter((alert) => alert !== large) };
  }

  /** What stood large and is over stays in grey for a while; what is no longer critical stays as long as it must. */
  #over(alerts: readonly Alert[], now: number): Stand {
    const stand = this.#stand;
    if (stand.kind === 'none') return NONE;
    const stays = now - this.#from < LEAST_STAY;
    if (stand.kind === 'flood') return stays ? stand : NONE;
    const current = alerts.filter(hasIncident).find(({ incident }) => incident.id === stand.large.incident.id);
    if (current && current.state !== 'recovering')
      return stays && !isSilent(current, now) ? { ...stand, large: current, others: [] } : NONE;
    const large = current ?? stand.large;
    const recoveredAt = large.recoveredAt ?? now;
    if (now - recoveredAt >= RECOVERED_STAY) return NONE;
    return { kind: 'one', look: 'recovered', pulsing: false, large: { ...large, recoveredAt }, others: [] };
  }
}
