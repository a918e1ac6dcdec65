import { REPORTERS, type Dimension, type Journey, type KeptCuboid, type Stage } from '@tillwatch/domain';
import { z } from 'zod';
import { DURATION_TEXT, parseDuration } from './duration.js';
import { localisedSchema, nameSchema } from './text-schema.js';

const durationSchema = z.string({ error: 'duration' }).regex(DURATION_TEXT, { error: 'duration' });

const stageSchema = z.strictObject({
  id: nameSchema,
  label: localisedSchema,
  /** An attempt without an outcome is abandoned after so long at this stage. */
  deadline: durationSchema.default('30m'),
  /** How long nearly all attempts take here, until that is learnt from them. */
  usual: durationSchema.default('2m'),
});

const dimensionSchema = z.strictObject({
  id: nameSchema,
  label: localisedSchema,
  limit: z.int().min(1).max(100_000),
  ordered: z.boolean().default(false),
  qualifiedBy: nameSchema.optional(),
  knownBy: z.enum(REPORTERS).optional(),
  values: z.record(z.string().min(1), localisedSchema.extend({ wall: localisedSchema.optional() })).default({}),
});

const pairSchema = z.strictObject({ dimensions: z.array(nameSchema).min(2).max(4), keep: z.enum(['long', 'short']).default('short') });

/** A journey as its file writes it. */
export const journeyFileSchema = z.strictObject({
  id: nameSchema,
  label: localisedSchema,
  attempts: z.enum(['tracked', 'single']).default('tracked'),
  /** How long after its last event or its deadline, whichever is later, an attempt can still be revised. */
  reviseWithin: durationSchema.default('2h'),
  /** Amounts in this currency are summed. */
  currency: z
    .string({ error: 'currency' })
    .regex(/^[A-Z]{3}$/, { error: 'currency' })
    .optional(),
  /** The dimension by whose values stages usually take differently long. */
  paceBy: nameSchema.optional(),
  stages: z.array(stageSchema).min(1).max(50),
  dimensions: z.array(dimensionSchema).max(40).default([]),
  /** Dimensions by which a rise is explained; the first seven where absent. */
  explainBy: z.array(nameSchema).min(1).max(7).optional(),
  pairs: z.array(pairSchema).max(40).default([]),
});
export type JourneyFile = z.infer<typeof journeyFileSchema>;

/** What of a merchant is counted besides its total. */
const OF_A_MERCHANT = [['provider'], ['method'], ['browser'], ['provider', 'method']] as const;

/** Turns a checked file into the domain's journey. */
export function toJourney(file: JourneyFile): Journey {
  return {
    id: file.id,
    label: file.label,
    stages: file.stages.map(toStage),
    dimensions: file.dimensions.map(toDimension),
    attempts: file.attempts,
    reviseWithinMs: parseDuration(file.reviseWithin) ?? 0,
    cuboids: cuboidsOf(file),
    ...(file.currency === undefined ? {} : { currency: file.currency }),
    ...(file.paceBy === undefined ? {} : { paceBy: file.paceBy }),
    ...(file.explainBy === undefined ? {} : { explainBy: file.explainBy }),
  };
}

function toStage({ id, label, deadline, usual }: JourneyFile['stages'][number]): Stage {
  return { id, label, deadlineMs: parseDuration(deadline) ?? 0, usualMs: parseDuration(usual) ?? 0 };
}

function toDimension(file: JourneyFile['dimensions'][number]): Dimension {
  const { id, label, limit, ordered, qualifiedBy, knownBy, values } = file;
  const optional = { ...(qualifiedBy === undefined ? {} : { qualifiedBy }), ...(knownBy === undefined ? {} : { knownBy }) };
  return { id, label, limit, ordered, values, ...optional };
}

/** The total, every single dimension, the merchant's own combinations and the pairs the file names, each once. */
function cuboidsOf(file: JourneyFile): KeptCuboid[] {
  const ids = file.dimensions.map((dimension) => dimension.id);
  const wanted: KeptCuboid[] = [{ dimensions: [], keep: 'long' }, ...ids.map((id): KeptCuboid => ({ dimensions: [id], keep: 'long' }))];
  for (const others of OF_A_MERCHANT) {
    const dimensions = ['merchant', ...others];
    if (dimensions.every((id) => ids.includes(id))) wanted.push({ dimensions, keep: 'long' });
  }
  return once([...wanted, ...file.pairs]);
}

/** Drops repeats of a set of dimensions; kept long wins over kept short. */
function once(wanted: readonly KeptCuboid[]): KeptCuboid[] {
  const bySet = new Map<string, KeptCuboid>();
  for (const cuboid of wanted) {
    const key = [...cuboid.dimensions].sort().join(',');
    const known = bySet.get(key);
    if (known === undefined || (known.keep === 'short' && cuboid.keep === 'long')) {
      bySet.set(key, { dimensions: known?.dimensions ?? cuboid.dimensions, keep: cuboid.keep });
    }
  }
  return [...bySet.values()];
}
