export { attemptAnswerSchema, type AttemptAnswer } from './attempts.js';
export {
  errorMappingSchema,
  errorsAnswerSchema,
  FOUND_BY,
  mappedCodeSchema,
  mappingRequestSchema,
  type ErrorMapping,
  type ErrorsAnswer,
  type FoundBy,
  type MappingRequest,
  type UnmappedCode,
} from './errors.js';
export {
  eventsAnswerSchema,
  MAX_BODY_BYTES,
  MAX_EVENTS_PER_REQUEST,
  MAX_ID_LENGTH,
  MAX_USER_AGENT_LENGTH,
  MAX_VALUE_LENGTH,
  noticeSchema,
  rejectionsAnswerSchema,
  rejectionSchema,
  wireEventSchema,
  type EventsAnswer,
  type Notice,
  type Rejection,
  type RejectionsAnswer,
  type WireEvent,
} from './events.js';
export type { IncidentPageAssets, IncidentPageData, IncidentPageRenderer } from './incident-page.js';
export {
  INCIDENT_ACTIONS,
  incidentActionAnswerSchema,
  incidentActionSchema,
  incidentChangeSchema,
  incidentDetailSchema,
  incidentSchema,
  incidentsAnswerSchema,
  type IncidentAction,
  type IncidentActionAnswer,
  type IncidentActionRequest,
  type IncidentAnswer,
  type IncidentChangeAnswer,
  type IncidentDetail,
  type IncidentsAnswer,
} from './incidents.js';
export {
  channelTestAnswerSchema,
  incidentNotificationsSchema,
  notificationsAnswerSchema,
  notificationSchema,
  precisionAnswerSchema,
  type ChannelTestAnswer,
  type IncidentNotifications,
  type NotificationAnswer,
  type NotificationsAnswer,
  type PrecisionAnswer,
  type RouteHours,
} from './notifications.js';
export { meSchema, type Me } from './me.js';
export type {
  Alert,
  AlertIncident,
  AlertKind,
  Arrival,
  ClientToServer,
  DetectorPulse,
  FirstRunKey,
  Heartbeat,
  IncidentChanged,
  LiveHandshake,
  ServerToClient,
  Subscribe,
  SubscribeResult,
  TileFrame,
  TileNumbers,
  TileState,
  TileUpdate,
  TrendPoint,
  Usual,
  View,
  WallSnapshot,
  WallTick,
} from './live.js';
export {
  countsAnswerSchema,
  seriesAnswerSchema,
  statsAnswerSchema,
  type CountsAnswer,
  type PurchaseCounts,
  type SeriesAnswer,
  type StatsAnswer,
} from './numbers.js';
export { journeysAnswerSchema, type JourneyFrame, type JourneysAnswer } from './journeys.js';
export { sliceFailuresSchema, type SliceFailures } from './slice-failures.js';
export { MIN_FOR_SERIES, MISSING_TO_FIRE, sliceAnswerSchema, worstSlicesSchema, type SliceAnswer, type WorstSlices } from './slices.js';
export { problemSchema, type Problem } from './problem.js';
export { weakSpotsAnswerSchema, type WeakSpot, type WeakSpotsAnswer } from './weak-spots.js';
export {
  LONGEST_SILENCE_MS,
  routeMatchSchema,
  silencePreviewAnswerSchema,
  silencePreviewSchema,
  silenceRequestSchema,
  silenceSchema,
  silencesAnswerSchema,
  type SilenceAnswer,
  type SilencePreviewAnswer,
  type SilenceRequest,
  type SilencesAnswer,
} from './silences.js';
export { INCIDENT_NOTICES, webhookBodySchema, type WebhookBody } from './webhook.js';
