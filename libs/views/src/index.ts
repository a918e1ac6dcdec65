export { AttemptLookup, type AttemptHash, type AttemptSources } from './attempts/attempt-lookup.js';
export { NumbersError, type NumbersErrorCode } from './numbers/numbers-error.js';
export { Numbers, type NumbersSources } from './numbers/numbers.js';
export type { Asker, RawQuery } from './numbers/query.js';
export { READABLE_WINDOWS, ReadableWindows } from './readable/readable-windows.js';
export { WallRoom, type WallMoment } from './wall/wall-room.js';
export { changeAnswer, incidentAnswer } from './incidents/incident-answer.js';
export { IncidentsView, type IncidentsQuery } from './incidents/incidents-view.js';
export { Slices, type Slice } from './incidents/slices.js';
