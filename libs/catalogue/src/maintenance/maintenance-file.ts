import { momentsOf, type Maintenance } from '@tillwatch/domain';
import { z } from 'zod';
import { recurringSchema, timeZoneSchema, toRecurring } from '../recurring-window.js';
import { localisedSchema, nameSchema } from '../text-schema.js';

const momentSchema = z
  .string({ error: 'moment' })
  .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/, { error: 'moment' })
  .refine(isDate, { error: 'moment' });

const singleSchema = z.strictObject({ startsAt: momentSchema, endsAt: momentSchema });

const maintenanceSchema = z.strictObject({
  id: nameSchema,
  label: localisedSchema,
  segment: z.record(nameSchema, z.string().min(1)),
  windows: z
    .array(z.union([recurringSchema, singleSchema]))
    .min(1)
    .max(100),
  /** Where the hours were read. */
  source: z.string().min(1).max(300).optional(),
});

/** A list of known maintenance that goes by one time zone. */
export const maintenanceFileSchema = z.strictObject({
  timeZone: timeZoneSchema,
  maintenance: z.array(maintenanceSchema).max(1_000),
});
export type MaintenanceFile = z.infer<typeof maintenanceFileSchema>;
type WindowFile = MaintenanceFile['maintenance'][number]['windows'][number];

/** Turns a checked file into what the domain knows. */
export function toMaintenance({ timeZone, maintenance }: MaintenanceFile): Maintenance[] {
  return maintenance.map(({ id, label, segment, windows }) => ({
    ...{ id, label, segment },
    windows: windows.map((window) => toWindow(window, timeZone)),
  }));
}

function toWindow(window: WindowFile, timeZone: string): Maintenance['windows'][number] {
  if ('startsAt' in window) {
    const local = (text: string): number => Date.parse(`${text}Z`);
    return {
      startsAt: momentsOf(local(window.startsAt), timeZone).earliest,
      endsAt: momentsOf(local(window.endsAt), timeZone).latest,
    };
  }
  return toRecurring(window, timeZone);
}

/** Whether a day exists: Date takes 30 February for 2 March. */
function isDate(text: string): boolean {
  const at = Date.parse(`${text}Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
