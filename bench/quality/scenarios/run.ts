import { loadCatalogue } from '@tillwatch/catalogue';
import type { IncidentChange } from '@tillwatch/domain';
import { SimulatedInstallation } from '@tillwatch/replay';
import { TierClock } from '@tillwatch/windows';
import { pastOf } from './past.js';
import type { Scenario } from './scenario-list.js';
import { Traffic } from './traffic.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** History that is sent at once, at most. */
const AT_ONCE = 5_000;
/** What the installation is configured by: what is shipped. */
export const CATALOGUE = loadCatalogue([new URL('../../../config', import.meta.url).pathname]);

/** A Tuesday, 14:00 in Seoul: when a scenario begins. */
export const START = Date.UTC(2026, 0, 13, 5);

/** A whole installation lives through a scenario: a week of history first, then every second of it. @returns what it told, in order */
export async function live(scenario: Scenario, seed: number): Promise<IncidentChange[]> {
  const installation = new SimulatedInstallation({ catalogue: CATALOGUE, tierClock: new TierClock('Asia/Seoul') });
  const past = [...pastOf({ end: START - HOUR, days: 4, perSecond: scenario.perSecond, seed: seed + 500 })];
  for (let at = 0; at < past.length; at += AT_ONCE) send(installation, past.slice(at, at + AT_ONCE), START);
  await installation.learn(START);
  const traffic = new Traffic(START, { ...scenario, faults: scenario.truths }, seed);
  const changes: IncidentChange[] = [];
  for (let second = 0; second < scenario.seconds; second += 1) {
    const now = START + (second + 1) * SECOND;
    send(installation, traffic.second(second), now);
    changes.push(...installation.tick(now));
  }
  return changes;
}

function send(installation: SimulatedInstallation, events: readonly object[], now: number): void {
  const { rejections } = installation.send(events, now);
  if (rejections.length > 0) throw new Error(`the scenario sent what the door refuses: ${JSON.stringify(rejections[0])}`);
}
