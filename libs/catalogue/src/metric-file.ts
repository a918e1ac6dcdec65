import type { LocalisedText } from '@tillwatch/domain';
import { z } from 'zod';
import { localisedSchema, nameSchema } from './text-schema.js';

/** What a number means, under a name and a version that every answer carries. */
export interface MetricDefinition {
  readonly id: string;
  /** Raised whenever the number would come out differently. */
  readonly version: number;
  readonly label: LocalisedText;
  /** One or two sentences for the people who read the number. */
  readonly definition: LocalisedText;
}

/** A metric definition as its file writes it. */
export const metricFileSchema: z.ZodType<MetricDefinition> = z.strictObject({
  id: nameSchema,
  version: z.int().min(1),
  label: localisedSchema,
  definition: localisedSchema,
});
