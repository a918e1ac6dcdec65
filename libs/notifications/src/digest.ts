import type { IncidentAnswer } from '@tillwatch/contract';
import type { Incident } from '@tillwatch/domain';
import type { IncidentStore } from '@tillwatch/incidents';
import type { Language } from '@tillwatch/wording';
import type { Digest } from './channel.js';
import { toldOf } from './decide.js';
import { notificationId, type Notification } from './notification.js';
import { digestId, type NotificationStore } from './notification-store.js';

/** Groups that a digest names. */
const MOST_GROUPS = 5;

/** Tells of many incidents in one message, where a channel was sent as much as it is to be sent one by one. */
export class DigestTeller {
  constructor(
    private readonly incidents: IncidentStore,
    private readonly store: NotificationStore,
  ) {}

  /**
   * Decides a channel's digest of what is still open and was not told there otherwise.
   *
   * @param at when it was due, `now` as well in ms since the epoch
   * @returns ids of the notifications that came of it: one, or none where nothing is left to tell or another process was quicker
   */
  async tell(channel: string, at: number, now: number): Promise<string[]> {
    const asked = await this.store.digestOf(channel);
    const open = (await this.incidents.several(asked)).filter(({ status }) => status !== 'resolved');
    const left = await this.untold(channel, open);
    const { times } = await this.store.told(digestId(channel));
    const [worst] = byWeight(left);
    const notifications = worst === undefined ? [] : [{ notification: digestOf(channel, at, left, now), told: toldOf(worst) }];
    const counted = notifications.map(() => 'decided' as const);
    const decided = { occasion: { due: at }, incident: digestId(channel), times, counted, notifications, again: null };
    if (!(await this.store.decide(decided, now))) return [];
    await this.store.toldInDigest(channel, new Map(left.map((incident) => [incident.id, toldOf(incident)])), asked);
    return notifications.map(({ notification: { id } }) => id);
  }

  private async untold(channel: string, incidents: readonly Incident[]): Promise<Incident[]> {
    const told = await Promise.all(incidents.map(({ id }) => this.store.told(id)));
    return incidents.filter((_, i) => told[i]?.told.has(channel) !== true);
  }
}

/** The worst first: critical ones, then by how many fail beyond the usual. */
export function byWeight(incidents: readonly Incident[]): Incident[] {
  const weight = ({ severity }: Incident): number => (severity === 'critical' ? 1 : 0);
  return [...incidents].sort((a, b) => weight(b) - weight(a) || b.excess - a.excess);
}

/** What a digest tells of incidents beside the worst of them, in a language. */
export function digestText(incidents: readonly IncidentAnswer[], language: Language): Omit<Digest, 'budget'> {
  const counts = new Map<string, number>();
  for (const { cause, journeyLabel } of incidents) {
    const label = (cause[0]?.labels[0] ?? journeyLabel)[language];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const groups = [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count);
  const critical = incidents.filter(({ severity }) => severity === 'critical').length;
  return { count: incidents.length, critical, groups: groups.slice(0, MOST_GROUPS) };
}

function digestOf(channel: string, at: number, incidents: readonly Incident[], now: number): Notification {
  const incident = digestId(channel);
  return {
    ...{ id: notificationId(incident, at, channel), tenant: incidents[0]?.tenant ?? '', incident, version: at, channel, kind: 'digest' },
    ...{ state: 'waiting', insteadOf: null, incidents: incidents.map(({ id }) => id) },
    // It was held back on purpose until it was due: that is no delay of ours.
    ...{
      abnormalAt: Math.min(...incidents.map(({ startedAt }) => startedAt)),
      receivedAt: null,
      judgedAt: at,
      decidedAt: now,
      sentAt: null,
      deliveredAt: null,
    },
    ...{ tries: 0, fault: null, said: null, nextTryAt: null },
  };
}
