import { Inject, Injectable } from '@nestjs/common';
import { allows, type ApiKey } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import { compileRules, Notices, UserAgents, type CheckContext, type EventRules } from '@tillwatch/intake';
import { ErrorMappings } from '../errors/error-mappings.js';
import { CATALOGUE } from '../platform/tokens.js';

/** What the events of a request are checked by: the catalogue's rules, what its sender may, what errors mean to its tenant. */
@Injectable()
export class CheckContexts {
  private readonly rules: EventRules;
  private readonly userAgents = new UserAgents();

  constructor(
    @Inject(CATALOGUE) catalogue: Catalogue,
    private readonly mappings: ErrorMappings,
  ) {
    this.rules = compileRules(catalogue.journeys);
  }

  /** @param now milliseconds since the epoch */
  of({ tenant, merchant, scopes }: ApiKey, now: number): CheckContext {
    const mayBackfill = allows(scopes, 'events:backfill');
    const { rules, userAgents } = this;
    return { now, tenant, merchant, mayBackfill, rules, userAgents, errors: this.mappings.readerOf(tenant), notices: new Notices() };
  }
}
