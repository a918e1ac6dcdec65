import type { IncidentAnswer } from '@tillwatch/contract';

/** Where the page of an incident finds it. */
export abstract class IncidentSource {
  /** The incident as it is now; undefined where the tenant has none with this id. */
  abstract find(tenant: string, id: string): Promise<IncidentAnswer | undefined>;
}
