import type { Journey, NotificationSettings } from '@tillwatch/domain';
import { readFolder, type ReadFile } from '../config-files.js';
import type { Fault } from '../fault.js';
import { faultsIn, faultsOf, valuesOf } from '../file-faults.js';
import { checkNotifications } from './check-notifications.js';
import { checkTemplated } from './check-templated.js';
import { checkTemplate } from './check-template.js';
import { notificationsFileSchema, toSettings } from './notifications-file.js';
import { templateFileSchema } from './template-file.js';

/** What reading channels and routes found. */
export interface NotificationsReading {
  readonly settings: () => NotificationSettings;
  readonly faults: readonly Fault[];
  readonly files: readonly ReadFile<unknown>[];
}

/**
 * Reads the folders `channels` (how services are told) and `notifications` of configuration folders: channels, and the routes to them. An id stands once in all of them; a route of
 * one file may name a channel of another.
 *
 * @param journeys undefined where not all of them could be read, so that what they have is not known
 */
export function readNotifications(dirs: readonly string[], journeys: ReadonlyMap<string, Journey> | undefined): NotificationsReading {
  const files = readFolder(dirs, 'notifications', notificationsFileSchema);
  const templateFiles = readFolder(dirs, 'channels', templateFileSchema);
  const templates = valuesOf(templateFiles);
  const all = templateFiles.every((file) => file.value) ? new Map(templates.map((template) => [template.id, template])) : undefined;
  const channels = new Map(valuesOf(files).flatMap((file) => file.channels.map(({ id, type }) => [id, type] as const)));
  const used = new Set<string>();
  return {
    settings: () => toSettings(valuesOf(files), templates),
    faults: [
      ...faultsOf(templateFiles, checkTemplate),
      ...files.flatMap((read) =>
        faultsIn(read, (file) => [...checkNotifications(file, channels, used, journeys), ...checkTemplated(file, all)]),
      ),
    ],
    files: [...templateFiles, ...files],
  };
}
