import { Inject, Injectable } from '@nestjs/common';
import { allows, type ApiKey } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import { compileRules, Notices, UserAgents, type CheckContext, type EventRules } from '@tillwatch/intake';
import { ErrorMappings } from '../errors/error-mappings.js';
import { CATALOGUE } from '../platform/tokens.js';
import { SELF_TEST_JOURNEY, SELF_TEST_SENDER } from '../self-test/self-test-journey.js';

/** What the events of a request are checked by: the catalogue's rules, what its sender may, what errors mean to its tenant. */
@Injectable()
export class CheckContexts {
  private readonly rules: EventRules;
  private readonly selfTestRules = compileRules([SELF_TEST_JOURNEY]);
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
    const { userAgents } = this;
    const rules = tenant === SELF_TEST_SENDER.tenant ? this.selfTestRules : this.rules;
    return { now, tenant, merchant, mayBackfill, rules, userAgents, errors: this.mappings.readerOf(tenant), notices: new Notices() };
  }
}
