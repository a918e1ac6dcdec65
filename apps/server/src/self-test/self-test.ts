import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { totalOf, type Clock } from '@tillwatch/domain';
import { LiveJudge } from '@tillwatch/judge';
import { ABSENT, Counting, lastMinutes } from '@tillwatch/windows';
import { CLOCK } from '../platform/tokens.js';
import { MonitorIncidents } from './monitor-incidents.js';
import { SELF_TEST_JOURNEY, SELF_TEST_SENDER, SELF_TEST_STAGE } from './self-test-journey.js';
import { SelfTestSender } from './self-test-sender.js';

/** How often an attempt is sent through the chain, and how often it is looked whether it came through (ms). */
const [EVERY_MS, LOOK_MS] = [60_000, 500];
/** How long after the start the first one is sent (ms). */
const FIRST_MS = 3_000;

/**
 * Once a minute an attempt with a known outcome goes the way of every event: through the door, logged, counted, judged. That it
 * arrived is the proof that silence elsewhere is silence.
 */
@Injectable()
export class SelfTest implements OnApplicationBootstrap, OnApplicationShutdown {
  /** When the newest one came through (ms since the epoch); 0 before the first. */
  passedAt = 0;
  private readonly timers: NodeJS.Timeout[] = [];
  private sentAt = 0;
  private startedAt = 0;

  constructor(
    private readonly sender: SelfTestSender,
    private readonly counting: Counting,
    private readonly judge: LiveJudge,
    private readonly monitor: MonitorIncidents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.startedAt = this.clock.now();
    this.timers.push(
      setTimeout(() => void this.send(), FIRST_MS),
      setInterval(() => void this.send(), EVERY_MS),
    );
    this.timers.push(setInterval(() => this.look(), LOOK_MS));
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Sends one through the chain. Never rejects. */
  async send(): Promise<void> {
    const now = this.clock.now();
    if (this.isStandby) return;
    this.sentAt = now;
    await this.sender.send(now);
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
    const series = fold.seriesOf({ tenant: SELF_TEST_SENDER.tenant, journey: SELF_TEST_JOURNEY.id, stage: SELF_TEST_STAGE }, {});
    if (series === ABSENT) return false;
    const minute = Math.floor(this.sentAt / 60_000);
    return lastMinutes(fold, series, 3, Math.floor(now / 1000)).some((each) => each.minute === minute && totalOf(each.counts) > 0);
  }
}
