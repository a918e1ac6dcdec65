import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { totalOf, type Clock } from '@tillwatch/domain';
import { checkEvents, compileRules, Notices, UserAgents } from '@tillwatch/intake';
import { LiveJudge } from '@tillwatch/judge';
import type { Ledger } from '@tillwatch/ledger';
import { ABSENT, Counting, lastMinutes } from '@tillwatch/windows';
import { ErrorVocabulary } from '@tillwatch/catalogue';
import { CLOCK, LEDGER } from '../platform/tokens.js';
import { MonitorIncidents } from './monitor-incidents.js';
import { SELF_TEST_JOURNEY, SELF_TEST_STAGE, SELF_TEST_TENANT } from './self-test-journey.js';

/** How often an attempt is sent through the chain, and how often it is looked whether it came through (ms). */
const [EVERY_MS, LOOK_MS] = [60_000, 500];
/** How long after the start the first one is sent (ms). */
const FIRST_MS = 3_000;

/**
 * Once a minute an attempt with a known outcome goes the way of every event: checked, logged, counted, judged. That it arrived
 * is the proof that silence elsewhere is silence.
 */
@Injectable()
export class SelfTest implements OnApplicationBootstrap, OnApplicationShutdown {
  /** When the newest one came through (ms since the epoch); 0 before the first. */
  passedAt = 0;
  private readonly rules = compileRules([SELF_TEST_JOURNEY]);
  private readonly userAgents = new UserAgents();
  private readonly timers: NodeJS.Timeout[] = [];
  private sentAt = 0;
  private startedAt = 0;

  constructor(
    @Inject(LEDGER) private readonly ledger: Ledger,
    private readonly counting: Counting,
    private readonly judge: LiveJudge,
    private readonly monitor: MonitorIncidents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.startedAt = this.clock.now();
    this.timers.push(
      setTimeout(() => this.send(), FIRST_MS),
      setInterval(() => this.send(), EVERY_MS),
    );
    this.timers.push(setInterval(() => this.look(), LOOK_MS));
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Sends one through the chain. */
  send(): void {
    const now = this.clock.now();
    if (this.isStandby) return;
    this.sentAt = now;
    const event = {
      id: `selftest-${now}`,
      journey: SELF_TEST_JOURNEY.id,
      stage: SELF_TEST_STAGE,
      attempt: `t${now}`,
      outcome: 'ok',
      occurredAt: new Date(now).toISOString(),
    };
    const context = { now, tenant: SELF_TEST_TENANT, merchant: '*', mayBackfill: false, userAgents: this.userAgents };
    const checked = checkEvents([event], { ...context, rules: this.rules, errors: new ErrorVocabulary(), notices: new Notices() });
    // That it cannot be written is what the test is about: it does not come through then.
    void this.ledger.append(checked.accepted).catch(() => undefined);
  }

  /** Looks whether the one that was sent came through, and says so where it should long have. */
  look(): void {
    const now = this.clock.now();
    // Another process counts and looks; from the moment this one takes over it has to see for itself.
    if (this.isStandby) this.startedAt = now;
    if (this.sentAt > this.passedAt && this.cameThrough(now)) {
      this.passedAt = now;
      this.monitor.sees(now);
    }
    this.monitor.look(now, Math.max(this.passedAt, this.startedAt));
  }

  private get isStandby(): boolean {
    return this.counting.state === 'standby';
  }

  private cameThrough(now: number): boolean {
    const { fold } = this.counting;
    if (fold === undefined || this.judge.pulse(now).at < this.sentAt) return false;
    const series = fold.seriesOf({ tenant: SELF_TEST_TENANT, journey: SELF_TEST_JOURNEY.id, stage: SELF_TEST_STAGE }, {});
    if (series === ABSENT) return false;
    const minute = Math.floor(this.sentAt / 60_000);
    return lastMinutes(fold, series, 3, Math.floor(now / 1000)).some((each) => each.minute === minute && totalOf(each.counts) > 0);
  }
}
