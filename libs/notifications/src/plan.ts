import type { IncidentChange, Route } from '@tillwatch/domain';
import { decide, held as heldBack, toldOf, type Hold } from './decide.js';
import { stepsOf, type Step } from './escalate.js';
import { muted, type Surroundings } from './mute.js';
import type { NoticeKind, Told } from './notice.js';
import { notificationId, type Notification } from './notification.js';
import type { Decided, Held } from './decided.js';
import { isAwake, matches } from './route.js';
import type { ConfiguredChannel, Routing } from './routing.js';

/** What a change becomes: notifications, why each other channel is told nothing, and when to ask again without a change. */
export interface Plan extends Pick<Decided, 'again'> {
  readonly held: readonly Held[];
  readonly notifications: readonly Planned[];
  /** Channels whose digest is to tell it. */
  readonly digests: readonly string[];
}

/** What a plan is made with. */
export interface Scene extends Surroundings {
  /** What each channel was told of the incident last. */
  readonly told: ReadonlyMap<string, Told>;
  /** Since when nobody has taken it, in ms since the epoch. */
  readonly waitingSince: number;
  /** How many messages each channel was sent in the time of its budget. */
  readonly sent: ReadonlyMap<string, number>;
}

/** How soon it is looked whether a route that does not take it at this hour does, in ms. */
const ASLEEP_AGAIN_MS = 60_000;

/** What nobody is to be told who is to have peace: that somebody took it, or that it is over, is told to who knows of it. */
const DISTURBS: ReadonlySet<NoticeKind> = new Set(['opened', 'reopened', 'worse', 'wider', 'grew', 'escalated']);

/**
 * Plans what a change of an incident becomes, on the channels that routes give it and on those that were told of it before: what was told must
 * be told to be over, whatever it has become by then.
 *
 * @param now ms since the epoch
 */
export function plan(change: IncidentChange, scene: Scene, { channels, routes }: Routing, now: number): Plan {
  const { incident } = change;
  const matching = routes.filter(({ when }) => matches(incident, when));
  const own = matching.filter((route) => isAwake(route, now));
  const steps = stepsOf(incident, own, scene.waitingSince);
  const due = steps.filter(({ at }) => at <= now);
  const named = [...own, ...due].flatMap(({ to }) => to).flatMap((id) => [id, ...besides(incident, channels.get(id))]);
  const all = [...new Set([...named, ...scene.told.keys()])];
  const ids = all.filter((id) => channels.has(id));
  const held: Held[] = all.length === 0 ? [{ channel: null, reason: 'no_route' }] : [];
  for (const id of all) if (!channels.has(id)) held.push({ channel: id, reason: 'closed' });
  const notifications: Planned[] = [];
  const digests: string[] = [];
  const agains = steps.filter(({ at }) => at > now).map(({ at }) => at);
  if (own.length < matching.length) agains.push(now + ASLEEP_AGAIN_MS);
  for (const id of ids) {
    const way = { id, routes: own.filter((route) => route.to.includes(id)), steps: due.filter((step) => step.to.includes(id)) };
    const decided = withinBudget(channels.get(id), scene.sent.get(id), decideFor(way, change, scene, now), now);
    if ('hold' in decided) {
      held.push({ channel: id, reason: decided.hold });
      if (decided.until !== null) agains.push(decided.until);
      if (decided.hold === 'over_budget' && channels.get(id)?.channel.tells.has('digest') === true) digests.push(id);
    } else if (channels.get(id)?.channel.tells.has(decided.notification.kind) !== true)
      held.push({ channel: id, reason: 'nothing_to_say' });
    else notifications.push(decided);
  }
  return { held, notifications, digests, again: incident.status === 'resolved' || agains.length === 0 ? null : Math.min(...agains) };
}

/** A change that a channel is told of. */
export interface Planned {
  readonly notification: Notification & { readonly kind: NoticeKind };
  readonly told: Told;
}

/** Who else is told at once: that nobody watches may be because of what leads to a channel, so its fallback does not wait for that to show. */
function besides({ kind }: IncidentChange['incident'], channel: ConfiguredChannel | undefined): string[] {
  const fallback = channel?.fallback ?? null;
  return kind === 'monitor' && fallback !== null ? [fallback] : [];
}

/** A channel, and why it would be told. */
interface Way {
  readonly id: string;
  readonly routes: readonly Route[];
  /** Steps that are due. */
  readonly steps: readonly Step[];
}

function decideFor(way: Way, change: IncidentChange, scene: Scene, now: number): Hold | Planned {
  const { incident } = change;
  const known = scene.told.get(way.id);
  const step = way.steps.findLast(({ key }) => known?.steps?.includes(key) !== true);
  const decision = step === undefined ? decide(change, known, now) : (heldBack(incident, now) ?? { send: 'escalated' as const });
  if ('hold' in decision) return decision;
  // Nobody is spared by the hour who is told because nobody else took it.
  const quiet = DISTURBS.has(decision.send) ? muted(incident, step === undefined ? way.routes : [], scene, now) : undefined;
  if (quiet !== undefined) return quiet;
  const steps = step === undefined ? (known?.steps ?? []) : way.steps.map(({ key }) => key);
  return { notification: notificationOf(change, way.id, decision.send, { now, step }), told: { ...toldOf(incident), steps } };
}

/** Holds back what disturbs where a channel was sent enough. */
function withinBudget(
  configured: ConfiguredChannel | undefined,
  sent: number | undefined,
  decided: Hold | Planned,
  now: number,
): Hold | Planned {
  const { budget } = configured ?? {};
  if ('hold' in decided || budget === undefined || (sent ?? 0) < budget.messages || !DISTURBS.has(decided.notification.kind))
    return decided;
  return { hold: 'over_budget', until: now + budget.perMs };
}

function notificationOf(
  { at, incident }: IncidentChange,
  channel: string,
  kind: NoticeKind,
  { now, step }: { readonly now: number; readonly step: Step | undefined },
): Planned['notification'] {
  const { id, version, tenant, startedAt, receivedAt = null } = incident;
  return {
    ...{ id: notificationId(id, version, channel, step?.key), tenant, incident: id, version, channel, kind },
    ...{ state: 'waiting', insteadOf: null },
    // What is told because nothing happened was judged when it was due.
    ...{ abnormalAt: startedAt, receivedAt, judgedAt: step?.at ?? at, decidedAt: now, sentAt: null, deliveredAt: null },
    ...{ tries: 0, fault: null, said: null, nextTryAt: null },
  };
}
