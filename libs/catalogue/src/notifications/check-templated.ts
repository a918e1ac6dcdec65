import type { ChannelTemplate, LocalisedText } from '@tillwatch/domain';
import type { Finding } from '../finding.js';
import type { NotificationsFile } from './notifications-file.js';

/**
 * What channels of the type `http` get wrong about their templates: ones that no file has, settings that are missing or unknown.
 *
 * @param templates by their ids; undefined where not all of them could be read
 */
export function checkTemplated({ channels }: NotificationsFile, templates: ReadonlyMap<string, ChannelTemplate> | undefined): Finding[] {
  if (templates === undefined) return [];
  return channels.flatMap((channel, at): Finding[] => {
    if (channel.type !== 'http') return [];
    const path = ['channels', at];
    const template = templates.get(channel.template);
    if (template === undefined) return [{ path: [...path, 'template'], message: noSuchTemplate([...templates.keys()]) }];
    const known = template.settings.map(({ id }) => id);
    const unknown = Object.keys(channel.settings).filter((id) => !known.includes(id));
    const missing = template.settings.filter(({ id, optional }) => !optional && channel.settings[id] === undefined);
    return [
      ...unknown.map((id) => ({ path: [...path, 'settings', id], message: noSuchSetting(id, known) })),
      ...missing.map(({ id, label }) => ({ path: [...path, 'settings'], message: missingSetting(id, label) })),
    ];
  });
}

function noSuchTemplate(known: readonly string[]): LocalisedText {
  const all = known.join(', ');
  return { ko: `없는 템플릿입니다 (있는 템플릿: ${all})`, en: `no such template; there are ${all}` };
}

function noSuchSetting(id: string, known: readonly string[]): LocalisedText {
  const all = known.join(', ');
  return { ko: `이 템플릿에 없는 설정입니다: "${id}" (있는 설정: ${all})`, en: `"${id}" is not a setting of this template; it has ${all}` };
}

function missingSetting(id: string, label: LocalisedText): LocalisedText {
  return { ko: `${id} 설정이 없습니다 (${label.ko})`, en: `the setting ${id} is missing (${label.en})` };
}
