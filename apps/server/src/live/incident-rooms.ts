import { Inject, Injectable } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { SubscribeResult } from '@tillwatch/contract';
import type { Clock, IncidentChange } from '@tillwatch/domain';
import { LiveJudge } from '@tillwatch/judge';
import { incidentAnswer } from '@tillwatch/views';
import { CATALOGUE, CLOCK } from '../platform/tokens.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';

/** How often screens are told the numbers of what stands open, in milliseconds. */
const NUMBERS_MS = 1_000;

/** Tells every screen of a tenant of changes of its incidents, and those that look at incidents of their running numbers. */
@Injectable()
export class IncidentRooms {
  private namespace: LiveNamespace | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly judge: LiveJudge,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  open(namespace: LiveNamespace): void {
    this.namespace = namespace;
    this.judge.onChange = (change) => this.tell(change);
    this.timer = setInterval(() => this.tellNumbers(), NUMBERS_MS);
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Every wall of a tenant hears of changes. */
  joinChanges(socket: LiveSocket): void {
    void socket.join(changesRoom(socket.data.viewer.tenant));
  }

  /** A screen that looks at incidents, at one or all of them. */
  join(socket: LiveSocket): SubscribeResult {
    this.joinChanges(socket);
    void socket.join(numbersRoom(socket.data.viewer.tenant));
    return { ok: true };
  }

  private tell({ incident }: IncidentChange): void {
    // Of what a person did only what was stored last is known; what screens show by now is newer.
    const answer = incidentAnswer(this.judge.latest(incident), this.catalogue);
    this.namespace?.to(changesRoom(incident.tenant)).emit('incident.changed.v1', { serverTime: this.clock.now(), incident: answer });
  }

  private tellNumbers(): void {
    const now = this.clock.now();
    for (const incident of this.judge.current?.incidents(now) ?? []) {
      const room = numbersRoom(incident.tenant);
      if ((this.namespace?.adapter.rooms.get(room)?.size ?? 0) === 0) continue;
      this.namespace?.to(room).emit('incident.changed.v1', { serverTime: now, incident: incidentAnswer(incident, this.catalogue) });
    }
  }
}

const changesRoom = (tenant: string): string => JSON.stringify(['incidents', tenant]);
const numbersRoom = (tenant: string): string => JSON.stringify(['incident numbers', tenant]);
