import { Inject, Injectable } from '@nestjs/common';
import type { Incident } from '@tillwatch/domain';
import { IncidentStore, open, resolve, type Finding } from '@tillwatch/incidents';
import { LiveJudge } from '@tillwatch/judge';
import type { Logger } from 'pino';
import { LOG } from '../platform/tokens.js';
import { SELF_TEST_JOURNEY, SELF_TEST_STAGE } from './self-test-journey.js';

/** Two self-tests were missed (ms since the last that came through). */
const BLIND_AFTER_MS = 130_000;
/** Whom it concerns: everybody who looks at this installation. */
const TENANT = 'default';

/** "We are blind": an incident of our own, told apart from every trouble of a shop. */
@Injectable()
export class MonitorIncidents {
  private current: Incident | undefined;
  private isWriting = false;
  /** Whether what a process before this one left open was looked for. */
  private isKnown = false;

  constructor(
    private readonly store: IncidentStore,
    private readonly judge: LiveJudge,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Opens an incident where nothing came through since `lastAt` for too long. */
  look(now: number, lastAt: number): void {
    if (now - lastAt < BLIND_AFTER_MS || this.current !== undefined) return;
    this.write(async () => {
      [this.current] = await this.leftOpen();
      if (this.current !== undefined) return;
      const change = open(findingOf(now, lastAt), { tenant: TENANT, journey: SELF_TEST_JOURNEY.id }, now);
      const stored = await this.store.store(change);
      this.current = change.incident;
      if (stored === 'ok') this.judge.accept(change);
    });
  }

  /** A self-test came through: nobody is blind (any more). */
  sees(now: number): void {
    if (this.current === undefined && this.isKnown) return;
    this.write(async () => {
      for (const incident of await this.leftOpen()) {
        const change = resolve(incident, {}, 'monitor_back', now);
        if ((await this.store.store(change)) === 'ok') this.judge.accept(change);
      }
      this.current = undefined;
      this.isKnown = true;
    });
  }

  /** Those that are open, whoever opened them: a process before this one may have. */
  private async leftOpen(): Promise<Incident[]> {
    const standing = await this.store.standing(Infinity);
    return standing.map(({ incident }) => incident).filter(({ kind, status }) => kind === 'monitor' && status !== 'resolved');
  }

  private write(work: () => Promise<void>): void {
    if (this.isWriting) return;
    this.isWriting = true;
    void work()
      .catch((error: unknown) => this.log.warn({ err: error }, 'telling that the monitor is blind'))
      .finally(() => (this.isWriting = false));
  }
}

function findingOf(now: number, lastAt: number): Finding {
  const missed = Math.floor((now - lastAt) / 60_000);
  return {
    ...{ kind: 'monitor', class: null, stage: SELF_TEST_STAGE, stages: [SELF_TEST_STAGE], severity: 'critical', recovering: false },
    startedAt: lastAt,
    cause: [{ segment: {}, extraShare: 1, trafficShare: 1 }],
    ...{ total: missed, failed: missed, excess: missed, perMinute: 1 },
    baseline: { rate: 0, low: 0, high: 0, source: 'learned', learning: false },
    ...{ contrasts: [], errors: [], merchants: { count: 0, top: [] }, money: null, pages: true, maintenance: null },
  };
}
