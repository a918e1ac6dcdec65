import type { IncidentChange } from '@tillwatch/domain';
import { decide, toldOf } from './decide.js';
import type { Told } from './notice.js';
import { notificationId, type Notification } from './notification.js';
import type { CountName, Decided } from './notification-store.js';
import { channelsOf } from './route.js';
import type { Routing } from './routing.js';

/** What a change becomes: notifications, and one count for each channel that is told nothing. */
export type Plan = Pick<Decided, 'counted' | 'notifications'>;

/**
 * Plans what a change of an incident becomes, on the channels that routes give it and on those that were told of it before: what was told must
 * be told to be over, whatever it has become by then.
 *
 * @param told what each channel was told last
 * @param now ms since the epoch
 */
export function plan(change: IncidentChange, told: ReadonlyMap<string, Told>, { channels, routes }: Routing, now: number): Plan {
  const ids = [...new Set([...channelsOf(change.incident, routes), ...told.keys()])].filter((id) => channels.has(id));
  const counted: CountName[] = ids.length === 0 ? ['hold:no_route'] : [];
  const notifications: Decided['notifications'][number][] = [];
  for (const id of ids) {
    const decision = decide(change, told.get(id), now);
    if ('hold' in decision) counted.push(`hold:${decision.hold}`);
    else if (channels.get(id)?.channel.tells.has(decision.send) !== true) counted.push('hold:nothing_to_say');
    else {
      counted.push('decided');
      notifications.push({ notification: notificationOf(change, id, decision.send, now), told: toldOf(change.incident) });
    }
  }
  return { counted, notifications };
}

function notificationOf({ at, incident }: IncidentChange, channel: string, kind: Notification['kind'], now: number): Notification {
  const { id, version, tenant, startedAt } = incident;
  return {
    ...{ id: notificationId(id, version, channel), tenant, incident: id, version, channel, kind, state: 'waiting', insteadOf: null },
    ...{ abnormalAt: startedAt, judgedAt: at, decidedAt: now, sentAt: null, deliveredAt: null },
    ...{ tries: 0, fault: null, said: null, nextTryAt: null },
  };
}
