import { fillIn } from '@tillwatch/config';
import type { ChannelSetting, LocalisedText, NotificationSettings } from '@tillwatch/domain';
import {
  EmailChannel,
  HttpChannel,
  PagerDutyChannel,
  SlackChannel,
  WebhookChannel,
  type Channel,
  type ConfiguredChannel,
  type Routing,
} from '@tillwatch/notifications';
import type { Outbound } from '@tillwatch/outbound';

/** A channel that cannot be opened, and what to do about it. */
export interface ClosedChannel {
  readonly id: string;
  /** The channel that stands in for it. */
  readonly fallback: string | null;
  readonly reason: LocalisedText;
}

/** Channels as they can be used, and those that cannot. */
export interface OpenedChannels {
  readonly channels: ReadonlyMap<string, ConfiguredChannel>;
  readonly closed: readonly ClosedChannel[];
}

type Templates = NotificationSettings['templates'];

/** Opens every channel of the configuration that has what it needs; one that has not costs no other. */
export function openChannels({ channels: settings, templates }: NotificationSettings, outbound: Outbound): OpenedChannels {
  const channels = new Map<string, ConfiguredChannel>();
  const closed: ClosedChannel[] = [];
  for (const setting of settings) {
    const { value, missing } = fillIn(setting);
    const { id, language, fallback = null, budget, links } = value;
    const opened = missing.length > 0 ? notSet(missing) : open(value, templates, outbound);
    if ('deliver' in opened) channels.set(id, { channel: opened, language, fallback, budget, links });
    else closed.push({ id, fallback, reason: opened });
  }
  return { channels, closed };
}

/** Who is told of what with the channels that are open: a fallback stands in for one that is closed. */
export function openRouting({ routes, statements }: NotificationSettings, { channels, closed }: OpenedChannels): Routing {
  const fallbacks = new Map(closed.map(({ id, fallback }) => [id, fallback]));
  const standIn = (id: string, seen: readonly string[] = []): string | undefined => {
    if (channels.has(id)) return id;
    const next = seen.includes(id) ? null : (fallbacks.get(id) ?? null);
    return next === null ? undefined : standIn(next, [...seen, id]);
  };
  const reached = <T extends { readonly to: readonly string[] }>(of: T): T => ({
    ...of,
    to: [...new Set(of.to.map((id) => standIn(id) ?? id))],
  });
  return {
    channels,
    routes: routes.map((route) => ({ ...reached(route), escalate: route.escalate.map(reached) })),
    statements: statements.map(reached),
  };
}

function open(setting: ChannelSetting, templates: Templates, outbound: Outbound): Channel | LocalisedText {
  try {
    return channelOf(setting, templates, outbound);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { ko: `설정이 올바르지 않습니다: ${said}`, en: `its settings are wrong: ${said}` };
  }
}

function channelOf(setting: ChannelSetting, templates: Templates, outbound: Outbound): Channel {
  switch (setting.type) {
    case 'webhook':
      return new WebhookChannel(outbound, setting);
    case 'slack':
      return new SlackChannel(outbound, setting);
    case 'pagerduty':
      return new PagerDutyChannel(outbound, setting);
    case 'email':
      return new EmailChannel(outbound, setting);
    case 'http':
      return new HttpChannel(outbound, templateOf(setting.template, templates), setting.settings);
  }
}

/** The check of the configuration refuses names that no template has. @throws Error */
function templateOf(id: string, templates: Templates): Templates[number] {
  const template = templates.find((one) => one.id === id);
  if (template === undefined) throw new Error(`no template ${id}`);
  return template;
}

function notSet(missing: readonly string[]): LocalisedText {
  const names = missing.join(', ');
  return { ko: `환경 변수를 정해야 합니다: ${names}`, en: `the environment does not set ${names}` };
}
