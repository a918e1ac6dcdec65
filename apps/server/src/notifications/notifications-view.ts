import type { NotificationAnswer, NotificationsAnswer } from '@tillwatch/contract';
import type { ChannelSetting, NotificationSettings } from '@tillwatch/domain';
import { delayOf, type Notification, type NotificationStore } from '@tillwatch/notifications';
import type { OpenedChannels } from './open-channels.js';
import { routeAnswer, statementAnswer } from './route-answer.js';

/** The newest notifications that the delay is told of. */
const MEASURED = 200;

/** What a view of notifications is made of. */
export interface NotificationsSources {
  readonly store: NotificationStore;
  readonly settings: NotificationSettings;
  readonly opened: OpenedChannels;
  readonly timeZone: string;
}

/** Who is told of incidents, and what became of it. */
export class NotificationsView {
  constructor(private readonly sources: NotificationsSources) {}

  /**
   * @param tenant whose notifications are listed; channels, routes and counts are the installation's
   * @param range at most `limit` notifications, before `before` (ms since the epoch) where that is given, of those that were given up where only they are asked for
   * @param now ms since the epoch
   */
  async answer(
    tenant: string,
    range: { readonly limit: number; readonly before: number | undefined; readonly which?: 'dead' | undefined },
    now: number,
  ): Promise<NotificationsAnswer> {
    const { store, settings, timeZone } = this.sources;
    const [counts, waiting, newest, listed] = await Promise.all([
      store.countsOf(now),
      store.waiting(),
      store.list(MEASURED),
      store.list(range.limit, range.before, range.which),
    ]);
    const last = listed.length < range.limit ? undefined : listed.at(-1);
    return {
      ...{ checkedAt: iso(now), timeZone },
      channels: settings.channels.map((setting) => this.channel(setting, newest)),
      routes: settings.routes.map(routeAnswer),
      statements: settings.statements.map(statementAnswer),
      today: todayOf(counts),
      waiting: waiting.length,
      delay: delayOf(newest),
      notifications: listed.filter((one) => one.tenant === tenant).map(answerOf),
      next: last === undefined ? null : String(last.decidedAt),
    };
  }

  private channel(
    { id, type, language, fallback }: ChannelSetting,
    newest: readonly Notification[],
  ): NotificationsAnswer['channels'][number] {
    const closed = this.sources.opened.closed.find((one) => one.id === id)?.reason ?? null;
    return { id, type, language, fallback: fallback ?? null, closed, ...lately(newest.filter(({ channel }) => channel === id)) };
  }
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOf = (at: number | null): string | null => (at === null ? null : iso(at));

/** A notification as it crosses to the outside. */
export function answerOf(notification: Notification): NotificationAnswer {
  const { tenant: _, deadAt: __, abnormalAt, receivedAt, judgedAt, decidedAt, ...later } = notification;
  const { sentAt, deliveredAt, nextTryAt, againAt = null, ...rest } = later;
  return {
    ...rest,
    ...{ abnormalAt: iso(abnormalAt), receivedAt: isoOf(receivedAt), judgedAt: iso(judgedAt), decidedAt: iso(decidedAt) },
    ...{ sentAt: isoOf(sentAt), deliveredAt: isoOf(deliveredAt), nextTryAt: isoOf(nextTryAt), againAt: isoOf(againAt) },
  };
}

/** When a channel took a message last, and the last that it did not take, of its notifications. */
function lately(own: readonly Notification[]): Pick<NotificationsAnswer['channels'][number], 'lastTakenAt' | 'lastFailure'> {
  const taken = own.flatMap(({ deliveredAt }) => (deliveredAt === null ? [] : [deliveredAt]));
  const failed = own
    .flatMap(({ sentAt, fault, said }) => (sentAt === null || fault === null ? [] : [{ at: sentAt, fault, said: said ?? '' }]))
    .sort((a, b) => b.at - a.at)[0];
  return {
    lastTakenAt: taken.length === 0 ? null : iso(Math.max(...taken)),
    lastFailure: failed === undefined ? null : { ...failed, at: iso(failed.at) },
  };
}

function todayOf(counts: Readonly<Record<string, number>>): NotificationsAnswer['today'] {
  const held = Object.entries(counts).filter(([name]) => name.startsWith('hold:'));
  const { decided = 0, sent = 0, superseded = 0, dead = 0 } = counts;
  return { decided, sent, superseded, dead, held: Object.fromEntries(held.map(([name, many]) => [name.slice(5), many])) };
}
