import { FAILURE_CLASSES, JUDGED_KINDS } from '@tillwatch/domain';
import { z } from 'zod';

const text = z.object({ ko: z.string(), en: z.string() });
const segment = z.record(z.string(), z.string());
const instant = z.string();
const share = z.number();

/**
 * What a slice still lacks to fire: more failures, more evidence, a greater distance from the usual, a known usual, traffic, nothing.
 * `not_paging`: whatever happens in it opens no incident, by the journey's policy; `too_quiet`: fewer come within an hour than that asks for;
 * `covered`: all of it belongs to an open incident; `not_judged`: nobody looks at it by itself.
 */
export const MISSING_TO_FIRE = [
  ...(['nothing', 'evidence', 'failures', 'distance', 'usual', 'traffic'] as const),
  ...(['not_paging', 'too_quiet', 'covered', 'not_judged'] as const),
] as const;

const sliceUsual = z.object({ rate: share, low: share, high: share, learning: z.boolean() });

/** Answer of `GET /v1/slices?journey&stage&filter`: how a slice stands, and why it does (not) fire. */
export const sliceAnswerSchema = z.object({
  /** Zone of the installation. */
  timeZone: z.string(),
  journey: z.string(),
  stage: z.string().nullable(),
  stageLabel: text,
  segment,
  labels: z.array(text),
  state: z.enum(['normal', 'learning', 'watch', 'warning', 'critical', 'recovering', 'no_data', 'covered', 'not_judged']),
  /** What is judged of it and nearest to firing, as of an incident; null where nothing is judged. All that follows up to `pages` is of this. */
  kind: z.enum(JUDGED_KINDS).nullable(),
  class: z.enum(FAILURE_CLASSES).nullable(),
  /** Since the evidence last stood at zero; what `failed` of `total` counts depends on `kind`, as of an incident. */
  total: z.int(),
  failed: z.int(),
  since: instant.nullable(),
  usual: sliceUsual.nullable(),
  /** Evidence so far and what it must reach, in nats; null where it is not judged. */
  evidence: z.number().nullable(),
  threshold: z.number().nullable(),
  missing: z.enum(MISSING_TO_FIRE),
  /** Failures of all its outcomes in the last five minutes, whoever's evidence they are, and their usual share; null where it is not counted apart. */
  lately: z.object({ total: z.int(), failed: z.int(), usual: sliceUsual.nullable() }).nullable(),
  /** So many more bad ones in a row would make it fire; null where no number would, or it is not known. */
  failuresToFire: z.int().nullable(),
  /** Whether it may open an incident. */
  pages: z.boolean(),
  /** Sensitivity lowered by "wrong alarm", in nats. */
  lowered: z.number(),
  /** The open incident that all of it belongs to, or that tells of what fires; null where there is none. */
  incident: z.string().nullable(),
  /** The newest incident it lay in that ended within the hour; null where one is open that all of it belongs to, or that tells of what fires. */
  recent: z.object({ id: z.string(), resolvedAt: instant }).nullable(),
  /** Open incidents that some of its outcomes belong to: it is judged without those. */
  without: z.array(z.string()),
  /** How much failed, whatever `kind` is about: last 60 minutes. */
  series: z.array(z.object({ at: instant, total: z.int(), failed: z.int(), low: share.nullable(), high: share.nullable() })),
});
export type SliceAnswer = z.infer<typeof sliceAnswerSchema>;

/** Slices of fewer outcomes than this are not told with their last hour: nothing certain could be read off it. */
export const MIN_FOR_SERIES = 30;

/**
 * Answer of `GET /v1/slices/worst?journey`: slices clearly above their usual, by failures above it. What open incidents of failures are about
 * is among them, and the wider slices that each of these shows in.
 */
export const worstSlicesSchema = z.object({
  checkedAt: instant,
  slices: z.array(
    z.object({
      stage: z.string(),
      stageLabel: text,
      segment,
      labels: z.array(text),
      total: z.int(),
      failed: z.int(),
      usual: sliceUsual,
      since: instant.nullable(),
      state: z.enum(['watch', 'warning', 'critical', 'recovering']),
      /** Evidence as a share of what would fire, 0..2; null where an incident tells of it. */
      strength: z.number().nullable(),
      /** The open incident that it is, lies in, or shows: the wider slice is above its usual by that one's failures. */
      incident: z.string().nullable(),
      /**
       * Its last 60 minutes: how many outcomes and how many failures among them, whoever's evidence they are, oldest first, the running one
       * last; a minute without outcomes has no point. Empty where `total` is below 30.
       */
      series: z.array(z.object({ at: instant, total: z.int(), failed: z.int() })),
    }),
  ),
  /** Judged slices of this journey of which none of this is said. */
  normal: z.int(),
});
export type WorstSlices = z.infer<typeof worstSlicesSchema>;
