import { STANDINGS, TEMPLATE_ESCAPES, type ChannelTemplate } from '@tillwatch/domain';
import { z } from 'zod';
import { localisedSchema, nameSchema } from '../text-schema.js';

const textSchema = z.string().min(1).max(2_000);
const pathSchema = z.string({ error: 'jsonPath' }).regex(/^[^.\s]+(?:\.[^.\s]+)*$/, { error: 'jsonPath' });
const headerSchema = z.string({ error: 'headerName' }).regex(/^[A-Za-z0-9-]+$/, { error: 'headerName' });
/** Settings are written as `chatId`, as services call them. */
export const settingNameSchema = z.string({ error: 'settingName' }).regex(/^[a-z][A-Za-z0-9]{0,39}$/, { error: 'settingName' });

const treeSchema = z.record(z.string().min(1), z.json());

const choiceSchema = z.strictObject(
  Object.fromEntries(STANDINGS.map((standing) => [standing, z.union([z.string().max(200), z.number()])])) as Record<
    (typeof STANDINGS)[number],
    z.ZodUnion<[z.ZodString, z.ZodNumber]>
  >,
);

/** How a service is told, as its file writes it. */
export const templateFileSchema: z.ZodType<ChannelTemplate> = z.strictObject({
  id: nameSchema,
  label: localisedSchema,
  method: z.enum(['POST', 'PUT']).default('POST'),
  url: textSchema,
  headers: z.record(headerSchema, textSchema).default({}),
  body: z.json(),
  escape: z.enum(TEMPLATE_ESCAPES),
  lineBreak: z.string().min(1).max(20).default('\n'),
  limits: z
    .array(
      z.strictObject({ at: pathSchema, most: z.int().min(40).max(1_000_000), unit: z.enum(['characters', 'bytes']).default('characters') }),
    )
    .max(50)
    .default([]),
  settings: z
    .array(z.strictObject({ id: settingNameSchema, label: localisedSchema, optional: z.boolean().default(false) }))
    .max(30)
    .default([]),
  choices: z.record(settingNameSchema, choiceSchema).default({}),
  signature: z.strictObject({ key: textSchema, text: textSchema, as: z.enum(['hex', 'base64']).default('hex') }).optional(),
  login: z
    .strictObject({
      ...{ url: textSchema, form: z.record(z.string().min(1), textSchema).default({}), issuer: textSchema, subject: textSchema },
      ...{ key: textSchema, token: pathSchema },
    })
    .optional(),
  retryAfter: z.strictObject({ at: pathSchema, unit: z.enum(['s', 'ms']).default('s') }).optional(),
  success: z.strictObject({ at: pathSchema, equals: z.union([z.string(), z.number(), z.boolean()]) }).optional(),
  edit: z
    .strictObject({
      ...{ id: pathSchema, method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'), url: textSchema },
      ...{ body: treeSchema.default({}), reply: treeSchema.default({}), unchanged: textSchema.optional() },
    })
    .optional(),
});
