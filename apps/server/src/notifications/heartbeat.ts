import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import { fillIn } from '@tillwatch/config';
import { Outbound } from '@tillwatch/outbound';
import type { Logger } from 'pino';
import { CATALOGUE, LOG } from '../platform/tokens.js';
import { SelfTest } from '../self-test/self-test.js';

/** How often it is looked whether a self-test came through, and how long a call may take, in ms. */
const [LOOK_MS, TIMEOUT_MS] = [1_000, 10_000];

/**
 * The dead man's switch: calls somebody outside each time a self-test came through the whole chain, and at no other time. Whoever
 * is not called for some minutes raises the alarm, for then nobody here can. Of several processes the one that judges calls.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly urls: readonly string[];
  private calledFor = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly selfTest: SelfTest,
    private readonly outbound: Outbound,
    @Inject(CATALOGUE) { notifications: { heartbeats } }: Catalogue,
    @Inject(LOG) private readonly log: Logger,
  ) {
    const filled = heartbeats.map((url) => fillIn(url));
    for (const name of filled.flatMap(({ missing }) => missing)) log.warn(`a heartbeat calls nobody: the environment does not set ${name}`);
    this.urls = filled.flatMap(({ value, missing }) => (missing.length > 0 ? [] : [value]));
  }

  onApplicationBootstrap(): void {
    if (this.urls.length > 0) this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Calls where a self-test came through since it called last. Never rejects. */
  async look(): Promise<void> {
    const { passedAt } = this.selfTest;
    if (passedAt <= this.calledFor) return;
    this.calledFor = passedAt;
    await Promise.all(this.urls.map((url) => this.call(url)));
  }

  private async call(url: string): Promise<void> {
    try {
      const { status } = await this.outbound.send({ url, method: 'GET', headers: {}, timeoutMs: TIMEOUT_MS });
      if (status >= 300) this.log.warn({ status }, 'a heartbeat was not taken');
    } catch (error) {
      // Without its words: they may name the address, which is a secret.
      this.log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'a heartbeat reached nobody');
    }
  }
}
