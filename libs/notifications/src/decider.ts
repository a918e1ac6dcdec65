import type { IncidentChange } from '@tillwatch/domain';
import type { IncidentStore } from '@tillwatch/incidents';
import { DigestTeller } from './digest.js';
import { waitingSince } from './escalate.js';
import type { Surroundings } from './mute.js';
import type { CountName, Due, Heard, Occasion } from './decided.js';
import { digestId, type NotificationStore } from './notification-store.js';
import type { Routing } from './routing.js';
import { StatementTeller } from './statement.js';
import type { SilenceStore } from './silence-store.js';
import { planSurely } from './sure-plan.js';

/** Changes that are decided in one go. */
const AT_ONCE = 200;

/** How long a digest waits for more, in ms. */
const DIGEST_AFTER_MS = 60_000;

/** What incidents are seen beside, and how much channels were sent by now. */
interface Around extends Surroundings {
  readonly sent: Map<string, number>;
}

/** Where it is read what is to be decided, and stored what was. */
export interface DeciderStores {
  readonly incidents: IncidentStore;
  readonly notifications: NotificationStore;
  readonly silences: SilenceStore;
}

/** Hears what this process decided: names under which it is counted, what became of each incident, and what went wrong. */
export interface DeciderEars {
  readonly counted?: (names: readonly CountName[]) => void;
  readonly heard?: (heard: Heard) => Promise<void>;
  /** Errors of ours that kept a change from being planned as it should be. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Decides what each change of an incident becomes, in the order in which they were stored, and each of them once: of several processes that
 * do so the first one to store it wins, the others go on from there. What was held until a time is asked again then.
 */
export class Decider {
  private readonly digests: DigestTeller;
  private readonly statements: StatementTeller;

  constructor(
    private readonly stores: DeciderStores,
    private readonly routing: Routing,
    private readonly ears: DeciderEars = {},
  ) {
    this.digests = new DigestTeller(stores.incidents, stores.notifications);
    this.statements = new StatementTeller(stores.notifications, routing);
  }

  /** Sees to it that what is told at a time of the day is decided then. @param now ms since the epoch */
  async schedule(now: number): Promise<void> {
    await this.statements.schedule(now);
  }

  /**
   * Decides what has happened since it was asked last, by whomever, and what was to be asked again by now.
   *
   * @param now ms since the epoch
   * @returns ids of the notifications that came of it
   */
  async step(now: number): Promise<string[]> {
    const { incidents, notifications } = this.stores;
    let before = await notifications.place(() => incidents.newest());
    const changes = await incidents.outbox(before, AT_ONCE);
    const due = await notifications.due(now, AT_ONCE);
    if (changes.length + due.length === 0) return [];
    const around = await this.surroundings(now);
    const sent = await this.sentLately(now);
    const decided: string[] = [];
    for (const { place, change } of changes) {
      const ids = await this.decide(change, { before, place }, { ...around, sent }, now);
      if (ids === undefined) return decided;
      before = place;
      decided.push(...ids);
    }
    for (const each of due) decided.push(...(await this.again(each, { ...around, sent }, now)));
    return decided;
  }

  private async again({ incident, at }: Due, around: Around, now: number): Promise<string[]> {
    const channel = [...this.routing.channels.keys()].find((id) => digestId(id) === incident);
    if (channel !== undefined) return this.counted(await this.digests.tell(channel, at, now), 'decided');
    const stated = this.statements.channelOf(incident);
    if (stated !== undefined) return this.counted(await this.statements.tell(stated, at, now), 'statement:decided');
    const change = (await this.stores.incidents.timeline(incident)).at(-1);
    if (change !== undefined) return (await this.decide(change, { due: at }, around, now)) ?? [];
    // A digest or statement of a channel that is configured no more, or an incident that is gone.
    await this.stores.notifications.forget(incident);
    return [];
  }

  /** @returns undefined where another process was quicker */
  private async decide(change: IncidentChange, occasion: Occasion, around: Around, now: number): Promise<string[] | undefined> {
    const { incidents, notifications } = this.stores;
    const incident = change.incident.id;
    const { told: known, times } = await notifications.told(incident);
    const since = waitingSince(await incidents.timeline(incident)) ?? change.at;
    const planned = planSurely(change, { ...around, told: known, waitingSince: since }, this.routing, now);
    for (const fault of planned.faults) this.ears.onFault?.(fault);
    const told = planned.notifications.map(({ notification }) => notification);
    // A change is held once, however often it is asked whether it still is.
    const isNew = !('due' in occasion);
    const held = isNew ? planned.held.map(({ reason }): CountName => `hold:${reason}`) : [];
    const counted: CountName[] = [...told.map(() => 'decided' as const), ...held];
    if (!(await notifications.decide({ occasion, incident, times, ...planned, counted }, now))) return undefined;
    this.ears.counted?.(counted);
    for (const channel of planned.digests) await notifications.addToDigest(channel, incident, now + DIGEST_AFTER_MS);
    for (const { channel } of told) around.sent.set(channel, (around.sent.get(channel) ?? 0) + 1);
    await this.ears.heard?.({ incident, told, held: planned.held, isNew });
    return told.map(({ id }) => id);
  }

  private counted(ids: string[], name: CountName): string[] {
    this.ears.counted?.(ids.map(() => name));
    return ids;
  }

  /** How much each channel was sent in the time of its budget. */
  private async sentLately(now: number): Promise<Map<string, number>> {
    const limited = [...this.routing.channels].flatMap(([id, { budget }]) => (budget === undefined ? [] : [{ id, budget }]));
    const counts = limited.map(
      async ({ id, budget }) => [id, await this.stores.notifications.decidedSince(id, now - budget.perMs)] as const,
    );
    return new Map(await Promise.all(counts));
  }

  private async surroundings(now: number): Promise<Surroundings> {
    const [silences, open] = await Promise.all([this.stores.silences.list(now), this.stores.incidents.open()]);
    return { silences, open };
  }
}
