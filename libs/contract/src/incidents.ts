import {
  BASELINE_SOURCES,
  FAILURE_CLASSES,
  INCIDENT_CHANGES,
  INCIDENT_KINDS,
  INCIDENT_REASONS,
  INCIDENT_STATUSES,
} from '@tillwatch/domain';
import { z } from 'zod';

const text = z.object({ ko: z.string(), en: z.string() });
const segment = z.record(z.string(), z.string());
const instant = z.string();
const share = z.number();

const cause = z.object({
  segment,
  /** Display labels of the segment's values, in the order they are read; empty for "everything". */
  labels: z.array(text),
  /** Its share of all extra failures, next to its share of the traffic. */
  extraShare: share,
  trafficShare: share,
});

const contrast = z.object({
  dimension: z.string(),
  /** What it is but for this dimension: "other browsers × KG Inicis" leaves out `browser`. */
  dimensionLabel: text,
  segment,
  labels: z.array(text),
  total: z.int(),
  failed: z.int(),
  /** Rate to be expected of it. */
  usual: share,
});

/**
 * An incident as it is told everywhere. What `failed` of `total` counts depends on `kind`: failures of outcomes; `drop_off`:
 * left of ended; `stalled`: waiting longer than usual of waiting; `volume`: missing of expected; `latency`: slow of timed.
 */
export const incidentSchema = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.enum(INCIDENT_KINDS),
  class: z.enum(FAILURE_CLASSES).nullable(),
  severity: z.enum(['warning', 'critical']),
  status: z.enum(INCIDENT_STATUSES),
  reason: z.enum(INCIDENT_REASONS),
  /** The evidence says that it may be over. */
  recovering: z.boolean(),
  journey: z.string(),
  journeyLabel: text,
  stage: z.string(),
  stageLabel: text,
  stages: z.array(z.object({ id: z.string(), label: text })),
  startedAt: instant,
  openedAt: instant,
  resolvedAt: instant.nullable(),
  cause: z.array(cause),
  total: z.int(),
  failed: z.int(),
  rate: share,
  /** Wilson 95 % interval of `rate`. */
  low: share,
  high: share,
  /** What was to be expected; of `source` "limit" what a static rule allows, which says nothing of what is usual. */
  baseline: z.object({ rate: share, low: share, high: share, source: z.enum(BASELINE_SOURCES), learning: z.boolean() }),
  /** Failures above that, and the same a minute lately. */
  excess: z.number(),
  perMinute: z.number(),
  /**
   * What contrasts, errors and merchants are counted over: its own outcomes from and until when. The numbers of the incident itself are of now
   * and since its start. Null where there is nothing of that kind.
   */
  detailed: z.object({ from: instant, until: instant, total: z.int(), failed: z.int() }).nullable(),
  contrasts: z.array(contrast),
  errors: z.array(z.object({ category: z.string(), label: text, code: z.string(), failed: z.int() })),
  merchants: z.object({ count: z.int(), top: z.array(z.object({ merchant: z.string(), label: text, total: z.int(), failed: z.int() })) }),
  /**
   * Amounts of the failures above what was to be expected, in the currency's own unit: since the start (two ends, an estimate) and as much an
   * hour as lately. `unpriced` failures are not in it: no amount of theirs in this currency is known. Null where none is known at all.
   */
  money: z.object({ currency: z.string(), low: z.number(), high: z.number(), perHour: z.number(), unpriced: z.int() }).nullable(),
  pages: z.boolean(),
  maintenance: z.object({ id: z.string(), label: text, until: instant }).nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
  resolvedBy: z.string().nullable(),
  wrongAlarm: z.boolean(),
});
export type IncidentAnswer = z.infer<typeof incidentSchema>;

/** One entry of the timeline: what was known at that moment, never rewritten. */
export const incidentChangeSchema = z.object({
  at: instant,
  type: z.enum(INCIDENT_CHANGES),
  /** What `failed` of `total` counted then. */
  kind: z.enum(INCIDENT_KINDS),
  reason: z.enum(INCIDENT_REASONS),
  by: z.string().nullable(),
  note: z.string().nullable(),
  severity: z.enum(['warning', 'critical']),
  cause: z.array(cause),
  total: z.int(),
  failed: z.int(),
});
export type IncidentChangeAnswer = z.infer<typeof incidentChangeSchema>;

/** Answer of `GET /v1/incidents`: open ones first, then by time, newest first. */
export const incidentsAnswerSchema = z.object({
  checkedAt: instant,
  /** Zone of the installation. */
  timeZone: z.string(),
  incidents: z.array(incidentSchema),
  /** Give it back as `before` for older ones; null where there are none. */
  next: z.string().nullable(),
});
export type IncidentsAnswer = z.infer<typeof incidentsAnswerSchema>;

/** Answer of `GET /v1/incidents/{id}`. */
export const incidentDetailSchema = z.object({
  incident: incidentSchema,
  /** Newest first. */
  timeline: z.array(incidentChangeSchema),
  /**
   * The cause's minutes from an hour before its start on; a gap has no point. Of `volume` how much is missing of what was to be
   * expected, below 0 where more came.
   */
  series: z.array(z.object({ at: instant, total: z.int(), failed: z.int(), low: share.nullable(), high: share.nullable() })),
  /** Past incidents like it, the most alike first, and in what. */
  similar: z.array(
    z.object({
      id: z.string(),
      startedAt: instant,
      resolvedAt: instant.nullable(),
      labels: z.array(text),
      stageLabel: text,
      same: z.array(z.enum(['cause', 'provider', 'stage', 'error'])),
      note: z.string().nullable(),
    }),
  ),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

/** What a person can do about an incident. */
export const INCIDENT_ACTIONS = ['acknowledge', 'unacknowledge', 'snooze', 'resolve', 'note', 'wrong-alarm'] as const;
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number];

/** Body of `POST /v1/incidents/{id}/{action}`. The answer is `{ incident, did }`: `did` is false where another was first. */
export const incidentActionSchema = z
  .object({
    /** Who does it, as others should read it; where the link of the page carries a name, that one counts. */
    by: z.string().trim().min(1).max(60).optional(),
    note: z.string().trim().min(1).max(2_000).optional(),
    /** Of `snooze`. */
    minutes: z
      .int()
      .min(5)
      .max(24 * 60)
      .optional(),
  })
  .strict();
export type IncidentActionRequest = z.infer<typeof incidentActionSchema>;
export const incidentActionAnswerSchema = z.object({ incident: incidentSchema, did: z.boolean() });
export type IncidentActionAnswer = z.infer<typeof incidentActionAnswerSchema>;
