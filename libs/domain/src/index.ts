export {
  fillPlaces,
  holdsWay,
  jsonAt,
  MESSAGE_ID_PLACE,
  MESSAGE_PLACES,
  placesIn,
  STANDINGS,
  TEMPLATE_ESCAPES,
  WAY_PLACES,
  type ChannelTemplate,
  type JsonTree,
  type MessagePlace,
  type Standing,
  type TemplateEdit,
  type TemplateEscape,
  type TemplateLimit,
  type TemplateLogin,
  type TemplateSetting,
} from './channel-template.js';
export { minorDigits, minorUnits, NO_AMOUNT, ownUnits, type MoneyAtRisk } from './amount.js';
export { systemClock, type Clock } from './clock.js';
export {
  addCounts,
  COUNT_COLUMNS,
  failedOf,
  failureRate,
  NO_COUNTS,
  totalOf,
  type CountColumn,
  type Counts,
  type FailureRate,
} from './counts.js';
export { EARLIEST_EVENT_MS, FUTURE_TOLERANCE_MS } from './event-time.js';
export { ERROR_CATEGORIES, ERROR_CLASSES, type ErrorCategory, type ErrorClass } from './error-category.js';
export {
  FAILURE_CLASSES,
  OUTCOMES,
  REPORTERS,
  type Amount,
  type FailureClass,
  type Outcome,
  type Reporter,
  type StageEvent,
} from './event.js';
export {
  INCIDENT_CHANGES,
  INCIDENT_REASONS,
  INCIDENT_STATUSES,
  type AffectedMerchant,
  type Incident,
  type IncidentCause,
  type IncidentChange,
  type IncidentChangeType,
  type IncidentContrast,
  type IncidentPeriod,
  type IncidentError,
  type IncidentHandling,
  type IncidentReason,
  type IncidentStatus,
  type KnownMaintenance,
} from './incident.js';
export { likelyError } from './likely-error.js';
export { rateDifference, usualCounts, VOLUME_WANDER, wilson } from './interval.js';
export {
  explainingDimensions,
  MOST_EXPLAINING,
  OTHER_VALUE,
  unitStage,
  WHOLE_ATTEMPT,
  type Dimension,
  type Journey,
  type Keep,
  type KeptCuboid,
  type LocalisedText,
  type Stage,
  type ValueLabel,
  type WholeUnit,
} from './journey.js';
export { localTime, momentsOf, type Moments } from './local-time.js';
export {
  MAINTENANCE_GRACE_MS,
  MAINTENANCE_LEAD_MS,
  maintenanceAt,
  occurrenceAt,
  type Maintenance,
  type RecurringWindow,
  type SingleWindow,
} from './maintenance.js';
export {
  defaultPolicy,
  extraEvidence,
  JUDGED_KINDS,
  policyAt,
  type CriticalLimits,
  type Policy,
  type PolicyAtStage,
  type StagePolicy,
  type StaticRule,
} from './policy.js';
export { REJECTION_CODES, type RejectionCode } from './rejection.js';
export type {
  Budget,
  ChannelSetting,
  DailyStatement,
  Escalation,
  LinkKind,
  NotificationSettings,
  Route,
  RouteMatch,
  Silence,
} from './routing.js';
export { formatSegment, parseSegment, type Segment } from './segment.js';
export {
  formatRange,
  isWithin,
  matchesValue,
  orderOf,
  parseRange,
  type Comparison,
  type OrderedDimension,
  type ValueRange,
} from './value-range.js';
export {
  INCIDENT_KINDS,
  VERDICT_REASONS,
  VERDICT_STATES,
  BASELINE_SOURCES,
  type Baseline,
  type BaselineSource,
  type IncidentKind,
  type Severity,
  type Verdict,
  type VerdictReason,
  type VerdictState,
} from './verdict.js';
