import {
  attemptAnswerSchema,
  channelTestAnswerSchema,
  errorMappingSchema,
  errorsAnswerSchema,
  eventsAnswerSchema,
  incidentActionAnswerSchema,
  incidentActionSchema,
  incidentDetailSchema,
  incidentsAnswerSchema,
  mappingRequestSchema,
  meSchema,
  incidentNotificationsSchema,
  notificationsAnswerSchema,
  notificationSchema,
  precisionAnswerSchema,
  silencePreviewAnswerSchema,
  silencePreviewSchema,
  silenceRequestSchema,
  silenceSchema,
  silencesAnswerSchema,
  problemSchema,
  rejectionsAnswerSchema,
  journeysAnswerSchema,
  seriesAnswerSchema,
  sliceAnswerSchema,
  sliceFailuresSchema,
  statsAnswerSchema,
  weakSpotsAnswerSchema,
  webhookBodySchema,
  wireEventSchema,
  worstSlicesSchema,
} from '@tillwatch/contract';
import { z } from 'zod';

/** A JSON schema as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

/** What crosses the API, made from the very schemas it is checked with. */
export const API_SCHEMAS = {
  Event: jsonSchema(wireEventSchema, 'input'),
  EventsAnswer: jsonSchema(eventsAnswerSchema, 'output'),
  RejectionsAnswer: jsonSchema(rejectionsAnswerSchema, 'output'),
  StatsAnswer: jsonSchema(statsAnswerSchema, 'output'),
  SeriesAnswer: jsonSchema(seriesAnswerSchema, 'output'),
  WeakSpotsAnswer: jsonSchema(weakSpotsAnswerSchema, 'output'),
  JourneysAnswer: jsonSchema(journeysAnswerSchema, 'output'),
  AttemptAnswer: jsonSchema(attemptAnswerSchema, 'output'),
  ErrorsAnswer: jsonSchema(errorsAnswerSchema, 'output'),
  MappingRequest: jsonSchema(mappingRequestSchema, 'input'),
  ErrorMapping: jsonSchema(errorMappingSchema, 'output'),
  IncidentsAnswer: jsonSchema(incidentsAnswerSchema, 'output'),
  IncidentDetail: jsonSchema(incidentDetailSchema, 'output'),
  IncidentAction: jsonSchema(incidentActionSchema, 'input'),
  IncidentActionAnswer: jsonSchema(incidentActionAnswerSchema, 'output'),
  SliceAnswer: jsonSchema(sliceAnswerSchema, 'output'),
  SliceFailures: jsonSchema(sliceFailuresSchema, 'output'),
  WorstSlices: jsonSchema(worstSlicesSchema, 'output'),
  IncidentNotifications: jsonSchema(incidentNotificationsSchema, 'output'),
  NotificationsAnswer: jsonSchema(notificationsAnswerSchema, 'output'),
  Notification: jsonSchema(notificationSchema, 'output'),
  WebhookBody: jsonSchema(webhookBodySchema, 'output'),
  PrecisionAnswer: jsonSchema(precisionAnswerSchema, 'output'),
  ChannelTestAnswer: jsonSchema(channelTestAnswerSchema, 'output'),
  Silence: jsonSchema(silenceSchema, 'output'),
  SilenceRequest: jsonSchema(silenceRequestSchema, 'input'),
  SilencesAnswer: jsonSchema(silencesAnswerSchema, 'output'),
  SilencePreview: jsonSchema(silencePreviewSchema, 'input'),
  SilencePreviewAnswer: jsonSchema(silencePreviewAnswerSchema, 'output'),
  Me: jsonSchema(meSchema, 'output'),
  Problem: jsonSchema(problemSchema, 'output'),
} as const;

/** The name of a schema of the API. */
export type SchemaName = keyof typeof API_SCHEMAS;
