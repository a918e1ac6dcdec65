import type { PrecisionAnswer } from '@tillwatch/contract';
import { precisionByRule, type IncidentStore } from '@tillwatch/incidents';

const DAY = 86_400_000;
/** Incidents that are counted at most: an installation that opens more has another trouble than precision. */
const MOST_INCIDENTS = 2_000;

/** How much of what rules raised was real. */
export class PrecisionView {
  constructor(private readonly incidents: IncidentStore) {}

  /**
   * @param tenant whose incidents are counted
   * @param days how far back
   * @param now ms since the epoch
   */
  async answer(tenant: string, days: number, now: number): Promise<PrecisionAnswer> {
    const from = now - days * DAY;
    const found = await this.incidents.since(from, MOST_INCIDENTS);
    return {
      ...{ checkedAt: new Date(now).toISOString(), from: new Date(from).toISOString(), days },
      truncated: found.length === MOST_INCIDENTS,
      rules: precisionByRule(found.filter((incident) => incident.tenant === tenant)),
    };
  }
}
