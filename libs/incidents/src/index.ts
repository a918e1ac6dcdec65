export { act, type PersonAction, type PersonSays } from './act.js';
export { isOtherCause } from './cause.js';
export type { Finding } from './finding.js';
export { incidentId } from './incident-id.js';
export { IncidentStore, type IncidentMinute, type KeptIncident, type Stored } from './incident-store.js';
export { precisionByRule, type Rule, type RulePrecision } from './precision.js';
export { changeOf, open, reopen, resolve, update, updateOnTop } from './lifecycle.js';
