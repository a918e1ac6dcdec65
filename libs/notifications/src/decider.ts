import type { IncidentStore } from '@tillwatch/incidents';
import type { NotificationStore } from './notification-store.js';
import { plan } from './plan.js';
import type { Routing } from './routing.js';

/** Changes that are decided in one go. */
const AT_ONCE = 200;

/**
 * Decides what each change of an incident becomes, in the order in which they were stored, and each of them once: of several processes that
 * do so the first one to store it wins, the others go on from there.
 */
export class Decider {
  constructor(
    private readonly incidents: IncidentStore,
    private readonly store: NotificationStore,
    private readonly routing: Routing,
  ) {}

  /**
   * Decides what has happened since it was asked last, by whomever.
   *
   * @param now ms since the epoch
   * @returns ids of the notifications that came of it
   */
  async step(now: number): Promise<string[]> {
    let before = await this.store.place(() => this.incidents.newest());
    const decided: string[] = [];
    for (const { place, change } of await this.incidents.outbox(before, AT_ONCE)) {
      const incident = change.incident.id;
      const planned = plan(change, await this.store.told(incident), this.routing, now);
      if (!(await this.store.decide({ before, place, incident, ...planned }, now))) break;
      before = place;
      decided.push(...planned.notifications.map(({ notification: { id } }) => id));
    }
    return decided;
  }
}
