import type { Alert } from '@tillwatch/contract';

/**
 * What rose at one stage at one time. A provider that fails lifts its stage, its methods, its issuers and whatever browser
 * its customers use; until a cause is known these are told as one, by the segment nearest to it.
 */
export interface Rise {
  /** The worst of them; among equally bad ones the first the server names, which is the clearest. */
  readonly lead: Alert;
  /** How many other segments rose with it. */
  readonly others: number;
}

/** A rise that is over. */
export interface PastRise {
  readonly lead: Alert;
  readonly from: number;
  readonly to: number;
}

const URGENCY: Readonly<Record<Alert['state'], number>> = { critical: 0, warning: 1, watch: 2, recovering: 3 };

function placeOf({ journey, stage }: Alert): string {
  return `${journey} ${stage}`;
}

/** The rises of the moment, the worst first. What is recovering rises no more. */
export function risesOf(alerts: readonly Alert[]): readonly Rise[] {
  const running = alerts.filter(({ state }) => state !== 'recovering').sort((a, b) => URGENCY[a.state] - URGENCY[b.state]);
  const rises = new Map<string, Rise>();
  for (const alert of running) {
    const known = rises.get(placeOf(alert));
    rises.set(placeOf(alert), known ? { lead: known.lead, others: known.others + 1 } : { lead: alert, others: 0 });
  }
  return [...rises.values()];
}

/** Standard deviations between the failures and what was usual. */
function clarityOf({ total, failed, usual }: Alert): number {
  return (failed - total * usual.rate) / Math.sqrt(Math.max(1e-9, total * usual.rate * (1 - usual.rate)));
}

function endOf(alert: Alert): number {
  return alert.recoveredAt ?? alert.since;
}

function joined(rise: PastRise, alert: Alert): PastRise {
  const lead = clarityOf(alert) > clarityOf(rise.lead) ? alert : rise.lead;
  return { lead, from: rise.from, to: Math.max(rise.to, endOf(alert)) };
}

/** The rises that are over, the last first: alerts of one stage whose times overlap are one. */
export function pastRisesOf(recovered: readonly Alert[]): readonly PastRise[] {
  const rises: PastRise[] = [];
  for (const alert of [...recovered].sort((a, b) => a.since - b.since)) {
    const at = rises.findIndex((rise) => placeOf(rise.lead) === placeOf(alert) && alert.since <= rise.to);
    const known = rises[at];
    if (known) rises[at] = joined(known, alert);
    else rises.push({ lead: alert, from: alert.since, to: endOf(alert) });
  }
  return rises.sort((a, b) => b.to - a.to);
}
