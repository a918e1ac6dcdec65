import type { Reporter } from './event.js';

/** A text in both languages of the product. */
export interface LocalisedText {
  readonly ko: string;
  readonly en: string;
}

/** One ordered step of a journey. */
export interface Stage {
  readonly id: string;
  readonly label: LocalisedText;
  /** An attempt that has been at this stage for so long without an outcome is abandoned, in milliseconds. */
  readonly deadlineMs: number;
  /** How long 95 of 100 attempts take here at most, until enough of them have been seen, in milliseconds. */
  readonly usualMs: number;
}

/** Units that are counted beside the stages; see {@link unitStage}. */
export type WholeUnit = 'attempt' | 'retry' | 'superseded';

/**
 * What stands in a stage's place for numbers of whole attempts, of those that were no first try of their purchase, and of
 * those that another try of it stands for. No stage can have such an id.
 */
export function unitStage(unit: WholeUnit): string {
  return `#${unit}`;
}

/** What stands in a stage's place for numbers of whole attempts. */
export const WHOLE_ATTEMPT = unitStage('attempt');

/** A named attribute of an attempt, as its journey declares it. */
export interface Dimension {
  readonly id: string;
  readonly label: LocalisedText;
  /** Distinct values kept apart; values beyond it are folded into {@link OTHER_VALUE}, visibly. */
  readonly limit: number;
  /** Values have an order, so that ranges make sense. */
  readonly ordered: boolean;
  /** With `ordered`: the dimension whose value qualifies these (`browser_version` values read `ie/10`). */
  readonly qualifiedBy?: string;
  /** Who knows it best, whatever the others say; where absent reporters are believed in the usual order. */
  readonly knownBy?: Reporter;
  /** Display labels of known values; a value without one is shown as it is. */
  readonly values: Readonly<Record<string, ValueLabel>>;
}

/** How a dimension's value reads to people. `wall` is short enough for a wall tile (≤ 5 Hangul blocks or 9 letters). */
export interface ValueLabel extends LocalisedText {
  readonly wall?: LocalisedText;
}

/** How long counts of a cuboid are kept: `long` in all tiers, `short` for 48 hours. */
export type Keep = 'long' | 'short';

/** A set of dimensions whose combinations are counted. */
export interface KeptCuboid {
  readonly dimensions: readonly string[];
  readonly keep: Keep;
}

/** A funnel: ordered stages, the dimensions its attempts carry and the combinations that are counted. */
export interface Journey {
  readonly id: string;
  readonly label: LocalisedText;
  readonly stages: readonly Stage[];
  readonly dimensions: readonly Dimension[];
  /** `single`: every event is a whole attempt (access logs, aggregates, one-stage data). */
  readonly attempts: 'tracked' | 'single';
  /** How long after its last event or its deadline, whichever is later, an attempt can still be revised, in milliseconds. */
  readonly reviseWithinMs: number;
  /** ISO 4217 code of the currency whose amounts are summed; amounts in others are not. Where absent none are. */
  readonly currency?: string;
  /** The dimension by whose values stages usually take differently long. */
  readonly paceBy?: string;
  /** Dimensions by which a rise is explained, at most seven; the first seven where absent. */
  readonly explainBy?: readonly string[];
  /** Every single dimension, the merchant's own combinations and the pairs the file names. */
  readonly cuboids: readonly KeptCuboid[];
}

/** The value that stands for all values beyond a dimension's limit. */
export const OTHER_VALUE = '_other';

/** Most dimensions that explain a rise (DESIGN: leaf table). */
export const MOST_EXPLAINING = 7;

/** The dimensions by which rises of a journey are explained, in the order its file names them. */
export function explainingDimensions({ dimensions, explainBy }: Pick<Journey, 'dimensions' | 'explainBy'>): readonly Dimension[] {
  const named = explainBy?.flatMap((id) => dimensions.find((dimension) => dimension.id === id) ?? []);
  return (named ?? dimensions).slice(0, MOST_EXPLAINING);
}
