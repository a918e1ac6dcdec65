import type { IncidentAnswer } from '@tillwatch/contract';
import type { Clock, Incident, LinkKind } from '@tillwatch/domain';
import type { IncidentStore } from '@tillwatch/incidents';
import type { StatementNumbers } from '@tillwatch/wording';
import { DeliveryError, type Delivery } from './channel.js';
import type { HeldLane, LaneLock } from './lane-lock.js';
import { byWeight, digestText } from './digest.js';
import { notificationId, standsAlone, type Notification } from './notification.js';
import type { NotificationStore } from './notification-store.js';
import { waitMs, type RetryPlan } from './retry.js';
import type { ConfiguredChannel, Routing } from './routing.js';
import { noIncident } from './no-incident.js';

/** A lane that another process is in is tried again after so long, in ms. */
const BUSY_LANE_MS = 250;
/** A channel that could not be reached for so long (ms) has its fallback told. */
const FALLBACK_AFTER_MS = 30_000;

const STATEMENT = { ko: '일일 보고', en: 'Daily statement' };

/** What messages are made with. */
export interface DeliveryScene {
  readonly clock: Clock;
  readonly retry: RetryPlan;
  /** 0 inclusive to 1 exclusive. */
  readonly random: () => number;
  readonly timeZone: string;
  /** An incident as it crosses to the outside, with its labels. */
  readonly describe: (incident: Incident) => IncidentAnswer;
  /** Address of an incident's page, for whoever reads the message. */
  readonly linkTo: (incident: Incident, links: LinkKind) => Promise<string>;
  /** Address of the page of all incidents of a tenant. */
  readonly linkToAll: (tenant: string, links: LinkKind) => Promise<string>;
  /** Address of the page of alerts. */
  readonly alertsPage: string;
  /** Hears what this process dealt with. */
  readonly onSettled?: (notification: Notification) => void;
  /** Hears of errors of ours that kept a message from being sent. */
  readonly onFault?: (error: unknown) => void;
}

/** What is left to do: nothing, or the same again at a time (ms since the epoch). */
export type Outcome = { readonly again: number } | 'done';

/** Sends notifications: of one incident and one channel in their order, as often as it takes. */
export class Deliverer {
  constructor(
    private readonly incidents: IncidentStore,
    private readonly store: NotificationStore,
    private readonly lanes: LaneLock,
    private readonly routing: Routing,
    private readonly scene: DeliveryScene,
  ) {}

  /**
   * Sends one notification, and those of its lane that come before it.
   *
   * @returns when to ask again, where it is not dealt with; ids of notifications that stand in for it are passed to `added`
   */
  async deliver(id: string, added: (id: string) => Promise<void>): Promise<Outcome> {
    const wanted = await this.store.find(id);
    if (wanted?.state !== 'waiting') return 'done';
    const held = await this.lanes.enter(wanted);
    if (held === undefined) return { again: this.scene.clock.now() + BUSY_LANE_MS };
    try {
      return await this.drain(wanted, held, added);
    } finally {
      await held.leave();
    }
  }

  private async drain(wanted: Notification, held: HeldLane, added: (id: string) => Promise<void>): Promise<Outcome> {
    const configured = this.routing.channels.get(wanted.channel);
    const lane = await this.store.lane(wanted);
    const until = configured?.channel.edits === true ? lane.length - 1 : lane.indexOf(wanted.id);
    for (const [i, id] of lane.slice(0, until + 1).entries()) {
      const notification = await this.store.find(id);
      if (notification?.state !== 'waiting') continue;
      if (!(await held.stay())) return { again: this.scene.clock.now() + BUSY_LANE_MS };
      const outcome = await this.sendOne(notification, configured, i < until && replaces(configured, notification), added);
      if (outcome === 'done') continue;
      await this.bridge(lane.slice(i + 1), outcome.again, configured, added);
      return outcome;
    }
    return 'done';
  }

  /** Has the fallback told of what waits behind one that is not taken, too: else it would hear that trouble began, and not that it is over. */
  private async bridge(
    behind: readonly string[],
    again: number,
    configured: ConfiguredChannel | undefined,
    added: (id: string) => Promise<void>,
  ): Promise<void> {
    const fallback = configured?.fallback ?? null;
    if (fallback === null) return;
    for (const id of behind) {
      const notification = await this.store.find(id);
      if (notification?.state === 'waiting' && isTooLate(notification, again)) await this.standIn(notification, fallback, added);
    }
  }

  private async sendOne(
    notification: Notification,
    configured: ConfiguredChannel | undefined,
    isOutdated: boolean,
    added: (id: string) => Promise<void>,
  ): Promise<Outcome> {
    const now = this.scene.clock.now();
    if (isOutdated) return this.settle({ ...notification, state: 'superseded' }, null);
    if (configured === undefined) return this.settle({ ...notification, state: 'dead', fault: 'refused', said: 'no such channel' }, null);
    if (notification.nextTryAt !== null && notification.nextTryAt > now) return { again: notification.nextTryAt };
    const tried = { ...notification, sentAt: now, tries: notification.tries + 1 };
    let reference: string | null;
    try {
      reference = await configured.channel.deliver(await this.deliveryOf(notification, configured), now);
    } catch (thrown) {
      const error = this.faultOf(thrown);
      return this.failed({ ...tried, fault: error.fault, said: error.message }, error, configured, added);
    }
    const taken = { ...tried, state: 'sent', deliveredAt: this.scene.clock.now(), fault: null, said: null } as const;
    return this.settle(taken, standsAlone(notification) ? null : reference);
  }

  /** Why a message was not taken; an error of ours is told to whoever looks after this process, and not to whoever reads what was said. */
  private faultOf(thrown: unknown): DeliveryError {
    if (thrown instanceof DeliveryError) return thrown;
    this.scene.onFault?.(thrown);
    return new DeliveryError('internal', 'an error of Tillwatch; its log says which');
  }

  private async failed(
    tried: Notification,
    error: DeliveryError,
    { fallback }: ConfiguredChannel,
    added: (id: string) => Promise<void>,
  ): Promise<Outcome> {
    const { retry, random, clock } = this.scene;
    const now = clock.now();
    const again = now + waitMs(retry, tried.tries, random(), error.retryAfterMs);
    const isOver = !error.isWorthAnotherTry || again > (tried.againAt ?? tried.decidedAt) + retry.giveUpMs;
    if (fallback !== null && (isOver || isTooLate(tried, again))) await this.standIn(tried, fallback, added);
    if (isOver) return this.settle({ ...tried, state: 'dead', nextTryAt: null }, null);
    await this.store.tried({ ...tried, nextTryAt: again });
    return { again };
  }

  /** Has another channel told, once, unless it was told of the same change anyway. */
  private async standIn(tried: Notification, channel: string, added: (id: string) => Promise<void>): Promise<void> {
    const { incident, version } = tried;
    // A channel that wakes somebody is not told what is for reading.
    if (tried.kind === 'statement' && this.routing.channels.get(channel)?.channel.tells.has('digest') !== true) return;
    const now = this.scene.clock.now();
    const id = notificationId(incident, version, channel);
    const own = { id, channel, insteadOf: tried.channel, decidedAt: now, sentAt: null, tries: 0, fault: null, said: null, nextTryAt: null };
    if (await this.store.add({ ...tried, ...own, state: 'waiting' }, now)) await added(id);
  }

  private async settle(notification: Settled, reference: string | null): Promise<Outcome> {
    const now = this.scene.clock.now();
    const settled = notification.state === 'dead' ? { ...notification, deadAt: now } : notification;
    if (await this.store.settle(settled, reference, now)) this.scene.onSettled?.(settled);
    return 'done';
  }

  /** The message, of what was known when it was decided. @throws Error where the incident's timeline is gone */
  private async deliveryOf(notification: Notification, configured: ConfiguredChannel): Promise<Delivery> {
    const { language } = configured;
    if (notification.kind === 'digest') return this.digestOf(notification, configured);
    if (notification.statement !== undefined) return this.statementOf(notification, notification.statement, configured);
    const { id, incident, version, kind } = notification;
    const change = await this.incidents.change(incident, version);
    if (change === undefined) throw new Error(`Incident ${incident} has no version ${String(version)}.`);
    const { describe, linkTo, timeZone } = this.scene;
    const link = await linkTo(change.incident, configured.links ?? 'personal');
    return {
      ...{ key: id, kind, at: change.at, language, timeZone, incident: describe(change.incident), link },
      reference: await this.store.reference(notification),
    };
  }

  /** A digest, of what its incidents are like now. @throws Error where none of them is left */
  private async digestOf({ id, kind, tenant, incidents = [], judgedAt }: Notification, configured: ConfiguredChannel): Promise<Delivery> {
    const known = byWeight(await this.incidents.several(incidents));
    const { describe, linkToAll, timeZone } = this.scene;
    const { language, budget = { messages: 0, perMs: 0 }, links = 'personal' } = configured;
    const answers = known.map(describe);
    const [incident] = answers;
    if (incident === undefined) throw new Error(`Digest ${id} has no incident left.`);
    const digest = { ...digestText(answers, language), budget };
    return { key: id, kind, at: judgedAt, language, timeZone, incident, link: await linkToAll(tenant, links), reference: null, digest };
  }

  private statementOf({ id, judgedAt }: Notification, statement: StatementNumbers, { language }: ConfiguredChannel): Delivery {
    const { timeZone, alertsPage: link } = this.scene;
    // Nothing to do but where something was lost.
    const incident = noIncident(id, STATEMENT, { at: judgedAt, isOver: statement.dead === 0 });
    return { key: id, kind: 'statement', at: judgedAt, language, timeZone, incident, link, reference: null, statement };
  }
}

/** One that is dealt with. */
type Settled = Notification & { readonly state: 'sent' | 'superseded' | 'dead' };

/** Whether a channel that takes nothing before `again` (ms since the epoch) has its fallback told. */
function isTooLate({ decidedAt }: Notification, again: number): boolean {
  return again > decidedAt + FALLBACK_AFTER_MS;
}

/** Whether a newer message of its lane stands for one: each digest tells of others, each statement of another day. */
function replaces(configured: ConfiguredChannel | undefined, notification: Notification): boolean {
  return configured?.channel.edits === true && !standsAlone(notification);
}
