import { DEFAULT_TENANT } from '@tillwatch/access';
import { localTime, momentsOf, type DailyStatement } from '@tillwatch/domain';
import type { StatementNumbers } from '@tillwatch/wording';
import type { CountName } from './decided.js';
import { delayOf } from './delay.js';
import type { Told } from './notice.js';
import { notificationId, type Notification } from './notification.js';
import type { NotificationStore } from './notification-store.js';
import type { Routing } from './routing.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** The newest notifications of a day that its delay is told of. */
const MEASURED = 1_000;

/** What stands for a channel's statements where else an incident does. */
export function statementId(channel: string): string {
  return `statement-${channel}`;
}

/** Tells channels once a day what became of the alerts of the day before: how many there were, and how many of them were lost. */
export class StatementTeller {
  constructor(
    private readonly store: NotificationStore,
    private readonly routing: Routing,
  ) {}

  /** Sees to it that every statement is due at its next time, however often this is asked. @param now ms since the epoch */
  async schedule(now: number): Promise<void> {
    for (const [channel, statement] of this.channels()) {
      await this.store.askAgain([statementId(channel)], nextTime(statement, this.store.timeZone, now));
    }
  }

  /** The channel that a statement which is due is for; undefined where it is no statement, or of a channel that gets none any more. */
  channelOf(id: string): string | undefined {
    return [...this.channels().keys()].find((channel) => statementId(channel) === id);
  }

  /**
   * Decides a channel's statement of yesterday, and when the next one is due. Where nobody was there at its time, it is told once somebody is;
   * days before yesterday are told no more.
   *
   * @param at when it was due, `now` as well in ms since the epoch
   * @returns ids of the notifications that came of it: one, or none where it was told or another process was quicker
   */
  async tell(channel: string, at: number, now: number): Promise<string[]> {
    const setting = this.channels().get(channel);
    const incident = statementId(channel);
    const { told, times } = await this.store.told(incident);
    const day = dayOf(now, this.store.timeZone) - 1;
    const isTold = (told.get(channel)?.version ?? -1) >= day;
    const notifications = isTold ? [] : [{ notification: await this.statement(channel, day, at, now), told: toldOf(day) }];
    const counted: CountName[] = notifications.map(() => 'statement:decided');
    const again = setting === undefined ? null : nextTime(setting, this.store.timeZone, now);
    const isFirst = await this.store.decide({ occasion: { due: at }, incident, times, counted, notifications, again }, now);
    return isFirst ? notifications.map(({ notification: { id } }) => id) : [];
  }

  private async statement(channel: string, day: number, at: number, now: number): Promise<Notification> {
    const incident = statementId(channel);
    return {
      ...{ id: notificationId(incident, day, channel), tenant: DEFAULT_TENANT, incident, version: day, channel, kind: 'statement' },
      ...{ state: 'waiting', insteadOf: null, statement: await this.numbersOf(day) },
      // It was to be told at its time and not before.
      ...{ abnormalAt: at, receivedAt: null, judgedAt: at, decidedAt: now, sentAt: null, deliveredAt: null },
      ...{ tries: 0, fault: null, said: null, nextTryAt: null },
    };
  }

  private async numbersOf(day: number): Promise<StatementNumbers> {
    const { timeZone } = this.store;
    const [from, until] = [day, day + 1].map((each) => momentsOf(each * DAY, timeZone).earliest) as [number, number];
    const [counts, waiting, newest] = await Promise.all([
      this.store.countsOf(from),
      this.store.waiting(),
      this.store.list(MEASURED, until),
    ]);
    const { decided = 0, sent = 0, superseded = 0, dead = 0 } = counts;
    const held = Object.entries(counts).filter(([name]) => name.startsWith('hold:'));
    return {
      ...{ from, decided, sent, superseded, dead, waiting: waiting.filter((id) => !id.startsWith(statementId(''))).length },
      held: Object.fromEntries(held.map(([name, many]) => [name.slice('hold:'.length), many])),
      delay: delayOf(newest.filter(({ decidedAt }) => decidedAt >= from)),
    };
  }

  /** Settings of statements by the channels that get them. */
  private channels(): Map<string, DailyStatement> {
    const { channels, statements = [] } = this.routing;
    const named = statements.flatMap((statement) => statement.to.map((id) => [id, statement] as const));
    return new Map(named.filter(([id]) => channels.get(id)?.channel.tells.has('digest') === true));
  }
}

/** Days since the epoch on the calendar of a zone. */
function dayOf(at: number, timeZone: string): number {
  return Math.floor(localTime(at, timeZone) / DAY);
}

/** When a statement is due next after `now`; all in ms since the epoch. */
function nextTime({ at }: DailyStatement, timeZone: string, now: number): number {
  const today = dayOf(now, timeZone) * DAY + at * MINUTE;
  const [first, second] = [today, today + DAY].map((local) => momentsOf(local, timeZone).earliest) as [number, number];
  return first > now ? first : second;
}

/** That a day's statement was told; nothing else of it is asked later. */
function toldOf(day: number): Told {
  return { version: day, severity: 'warning', status: 'resolved', cause: '', failed: 0, total: 0 };
}
