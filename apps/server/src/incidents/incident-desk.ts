import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Incident } from '@tillwatch/domain';
import { act, IncidentStore, type PersonAction, type PersonSays } from '@tillwatch/incidents';
import { LiveJudge } from '@tillwatch/judge';
import { CLOCK } from '../platform/tokens.js';

/** An incident, with its numbers of now, after somebody wanted something of it, and whether it was they who did it. */
export interface Acted {
  readonly incident: Incident;
  readonly did: boolean;
}

/** Does what people want with incidents. Of two who want the same the second one is told who was first. */
@Injectable()
export class IncidentDesk {
  constructor(
    private readonly store: IncidentStore,
    private readonly judge: LiveJudge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns undefined where the tenant has no incident of that id */
  async act(of: { readonly tenant: string; readonly id: string }, action: PersonAction, says: PersonSays): Promise<Acted | undefined> {
    for (;;) {
      const incident = await this.store.find(of.id);
      if (incident?.tenant !== of.tenant) return undefined;
      const now = this.clock.now();
      const seen = this.judge.current?.incidents(now).find(({ id }) => id === of.id);
      const change = act(incident, action, seen === undefined ? says : { ...says, seen }, now);
      if (change === undefined) return { incident: this.judge.latest(incident), did: false };
      const stored = await this.store.store(change);
      if (stored !== 'ok') continue;
      this.judge.accept(change);
      return { incident: this.judge.latest(change.incident), did: true };
    }
  }
}
