import { fillIn } from '@tillwatch/config';
import type { ChannelSetting, LocalisedText } from '@tillwatch/domain';
import {
  EmailChannel,
  PagerDutyChannel,
  SlackChannel,
  WebhookChannel,
  type Channel,
  type ConfiguredChannel,
} from '@tillwatch/notifications';
import type { Outbound } from '@tillwatch/outbound';

/** A channel that cannot be opened, and what to do about it. */
export interface ClosedChannel {
  readonly id: string;
  readonly reason: LocalisedText;
}

/** Channels as they can be used, and those that cannot. */
export interface OpenedChannels {
  readonly channels: ReadonlyMap<string, ConfiguredChannel>;
  readonly closed: readonly ClosedChannel[];
}

/** Opens every channel of the configuration that has what it needs; one that has not costs no other. */
export function openChannels(settings: readonly ChannelSetting[], outbound: Outbound): OpenedChannels {
  const channels = new Map<string, ConfiguredChannel>();
  const closed: ClosedChannel[] = [];
  for (const setting of settings) {
    const { value, missing } = fillIn(setting);
    const { id, language, fallback = null } = value;
    const opened = missing.length > 0 ? notSet(missing) : open(value, outbound);
    if ('deliver' in opened) channels.set(id, { channel: opened, language, fallback });
    else closed.push({ id, reason: opened });
  }
  return { channels, closed };
}

function open(setting: ChannelSetting, outbound: Outbound): Channel | LocalisedText {
  try {
    return channelOf(setting, outbound);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { ko: `설정이 올바르지 않습니다: ${said}`, en: `its settings are wrong: ${said}` };
  }
}

function channelOf(setting: ChannelSetting, outbound: Outbound): Channel {
  switch (setting.type) {
    case 'webhook':
      return new WebhookChannel(outbound, setting);
    case 'slack':
      return new SlackChannel(outbound, setting);
    case 'pagerduty':
      return new PagerDutyChannel(outbound, setting);
    case 'email':
      return new EmailChannel(outbound, setting);
  }
}

function notSet(missing: readonly string[]): LocalisedText {
  const names = missing.join(', ');
  return { ko: `환경 변수를 정해야 합니다: ${names}`, en: `the environment does not set ${names}` };
}
