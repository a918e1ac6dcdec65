import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@tillwatch/domain';
import { ReadableWindows } from '@tillwatch/views';
import { Counting } from '@tillwatch/windows';
import type { Logger } from 'pino';
import { CLOCK, LOG } from '../platform/tokens.js';

const EVERY_MS = 1_000;

/** Has the readable windows written while this process counts. */
@Injectable()
export class ReadableWriter {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly counting: Counting,
    private readonly readable: ReadableWindows,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.write(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async write(): Promise<void> {
    const { fold } = this.counting;
    if (fold === undefined) return;
    try {
      await this.readable.write(fold, this.counting.watermark(this.clock.now()));
    } catch (error) {
      this.log.debug({ err: error }, 'readable windows not written');
    }
  }
}
