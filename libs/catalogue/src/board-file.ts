import { WHOLE_ATTEMPT, type Journey, type LocalisedText, type Segment } from '@tillwatch/domain';
import { z } from 'zod';
import { unitLabel, wallLabel } from './labels.js';
import { localisedSchema, nameSchema } from './text-schema.js';

/** A time of day such as `20:00`, read as minutes since midnight. */
const timeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'clock' })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const tileSchema = z.strictObject({
  id: nameSchema,
  journey: nameSchema,
  /** Without one whole attempts are counted. */
  stage: nameSchema.optional(),
  segment: z.record(nameSchema, z.string().min(1)).default({}),
  label: localisedSchema.optional(),
});

/** A board as its file writes it. */
export const boardFileSchema = z.strictObject({
  id: nameSchema,
  title: localisedSchema,
  windowSeconds: z.int().min(60).max(3_600).multipleOf(10, { error: 'windowSeconds' }).default(300),
  /** When walls make no sound; the same time twice for never. */
  quietHours: z.strictObject({ from: timeOfDaySchema, until: timeOfDaySchema }).default({ from: 20 * 60, until: 8 * 60 }),
  headline: z.strictObject({ journey: nameSchema, stage: nameSchema.optional(), label: localisedSchema.optional() }),
  tiles: z.array(tileSchema).min(1).max(8),
});
export type BoardFile = z.infer<typeof boardFileSchema>;

/** One place on a board: a stage of a journey or its attempts as a whole, all of them or one segment. */
export interface BoardTile {
  readonly id: string;
  /** Fits a wall tile in both languages. */
  readonly label: LocalisedText;
  /** What is counted: the stage, or attempts. */
  readonly stageLabel: LocalisedText;
  readonly journey: string;
  readonly stage: string;
  readonly segment: Segment;
}

/** What a wall shows: a headline number and tiles whose places never change. */
export interface Board {
  readonly id: string;
  readonly title: LocalisedText;
  /** Length of the running window in seconds. */
  readonly windowSeconds: number;
  /** When its walls make no sound, in minutes since midnight where it hangs. */
  readonly quietHours: { readonly from: number; readonly until: number };
  /** Its id is `headline`. */
  readonly headline: BoardTile;
  readonly tiles: readonly BoardTile[];
}

/** The id under which a board's headline is known beside its tiles. */
export const HEADLINE_ID = 'headline';

/** A tile with its labels filled in from the journey; undefined where journey or stage do not exist. */
export function toTile(tile: BoardFile['tiles'][number], journeys: ReadonlyMap<string, Journey>): BoardTile | undefined {
  const journey = journeys.get(tile.journey);
  const stage = tile.stage ?? WHOLE_ATTEMPT;
  const stageLabel = journey === undefined ? undefined : unitLabel(journey, stage);
  if (journey === undefined || stageLabel === undefined) return undefined;
  const label = tile.label ?? wallLabel(journey, tile.segment) ?? stageLabel;
  return { id: tile.id, label, stageLabel, journey: tile.journey, stage, segment: tile.segment };
}

/** A checked file with its labels filled in; undefined where it names what does not exist. */
export function toBoard(file: BoardFile, journeys: ReadonlyMap<string, Journey>): Board | undefined {
  const headline = toTile({ ...file.headline, id: HEADLINE_ID, segment: {} }, journeys);
  const tiles = file.tiles.map((tile) => toTile(tile, journeys)).filter((tile) => tile !== undefined);
  if (headline === undefined || tiles.length < file.tiles.length) return undefined;
  const { id, title, windowSeconds, quietHours } = file;
  return { id, title, windowSeconds, quietHours, headline, tiles };
}
