import { randomBytes } from 'node:crypto';
import type { ChannelTestAnswer } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import { DeliveryError, testDelivery, type ConfiguredChannel, type Notification, type NotificationStore } from '@tillwatch/notifications';
import { closedChannel, notSentAgain, unknownChannel, unknownNotification } from './notification-problems.js';
import type { OpenedChannels } from './open-channels.js';

/** What people do with channels is done with. */
export interface ChannelDeskParts {
  readonly store: NotificationStore;
  readonly opened: OpenedChannels;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Address of the page that tells of channels. */
  readonly page: string;
  /** Has a stored notification sent. */
  readonly enqueue: (id: string) => Promise<void>;
}

/** What people do with channels: try one, and send again what was given up. */
export class ChannelDesk {
  constructor(private readonly parts: ChannelDeskParts) {}

  /**
   * Sends one message through a channel that says of itself that it is a test. It is neither stored nor counted nor tried again.
   *
   * @throws ProblemError `channel_unknown`, `channel_closed`
   */
  async test(id: string): Promise<ChannelTestAnswer> {
    const { clock, timeZone, page } = this.parts;
    const { channel, language } = this.channel(id);
    const key = `test-${id}-${randomBytes(6).toString('hex')}`;
    const began = clock.now();
    try {
      await channel.deliver(testDelivery({ key, language, timeZone, link: page }, began), began);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return { delivered: false, fault: error.fault, said: error.message };
    }
    return { delivered: true, ms: clock.now() - began };
  }

  /** @throws ProblemError `notification_unknown`, `notification_not_dead`, `notification_outdated`, `channel_unknown`, `channel_closed` */
  async sendAgain(tenant: string, id: string): Promise<Notification> {
    const { store, clock, enqueue } = this.parts;
    const known = await store.find(id);
    if (known?.tenant !== tenant) throw unknownNotification();
    if (known.state !== 'dead') throw notSentAgain('not_dead');
    // Nothing would come of it but to be given up again.
    this.channel(known.channel);
    const again = await store.sendAgain(id, clock.now());
    if (typeof again === 'string') throw notSentAgain(again);
    await enqueue(id);
    return again;
  }

  private channel(id: string): ConfiguredChannel {
    const { channels, closed } = this.parts.opened;
    const configured = channels.get(id);
    if (configured !== undefined) return configured;
    const shut = closed.find((one) => one.id === id);
    throw shut === undefined ? unknownChannel() : closedChannel(shut.reason);
  }
}
