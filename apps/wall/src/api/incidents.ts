import type {
  IncidentAction,
  IncidentActionAnswer,
  IncidentActionRequest,
  IncidentDetail,
  IncidentNotifications,
  IncidentsAnswer,
} from '@tillwatch/contract';
import { ApiError, ask } from './client.js';
import type { Asker } from './errors.js';

/** Takes an answer that has a field for what it should be. */
function answered(answer: unknown, field: string): object {
  if (typeof answer === 'object' && answer !== null && field in answer) return answer;
  throw new ApiError(200, 'unreadable', `The answer has no ${field}.`);
}

/** Everything about one incident. Throws {@link ApiError}, or TypeError where the server is away. */
export async function readIncident(id: string, asker: Asker): Promise<IncidentDetail> {
  const path = `/v1/incidents/${encodeURIComponent(id)}`;
  return answered(await ask({ method: 'GET', path, ...asker }), 'timeline') as IncidentDetail;
}

/** Who was told of one incident, and when. Throws as {@link readIncident}. */
export async function readNotifications(id: string, asker: Asker): Promise<IncidentNotifications> {
  const path = `/v1/incidents/${encodeURIComponent(id)}/notifications`;
  return answered(await ask({ method: 'GET', path, ...asker }), 'notifications') as IncidentNotifications;
}

/** Incidents of a tenant, `query` as the address has it. Throws as {@link readIncident}. */
export async function listIncidents(query: URLSearchParams, asker: Asker): Promise<IncidentsAnswer> {
  const path = `/v1/incidents${query.size > 0 ? `?${query.toString()}` : ''}`;
  return answered(await ask({ method: 'GET', path, ...asker }), 'incidents') as IncidentsAnswer;
}

/** What is to be done about an incident. */
export interface Deed {
  readonly id: string;
  readonly action: IncidentAction;
  readonly body: IncidentActionRequest;
}

/** Does it, even if the page is being left. Throws as {@link readIncident}. */
export async function act({ id, action, body }: Deed, asker: Asker): Promise<IncidentActionAnswer> {
  const path = `/v1/incidents/${encodeURIComponent(id)}/${action}`;
  return answered(await ask({ method: 'POST', path, body, keepalive: true, ...asker }), 'did') as IncidentActionAnswer;
}
