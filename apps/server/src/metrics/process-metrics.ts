import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Metrics } from './metrics.js';

const NANOSECONDS = 1e9;

/** What the process itself needs and how promptly it runs. */
@Injectable()
export class ProcessMetrics implements OnApplicationShutdown {
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });

  constructor(metrics: Metrics) {
    this.delay.enable();
    metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
    metrics.gauge('nodejs_heap_used_bytes', 'Memory of JavaScript objects.', () => process.memoryUsage().heapUsed);
    metrics.gauge('process_uptime_seconds', 'Time since the process started.', () => process.uptime());
    metrics.gauge('process_cpu_seconds', 'Processor time used.', () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
    metrics.gauge('nodejs_eventloop_delay_p99_seconds', 'How late the event loop runs, 99th percentile since the last reading.', () => {
      const p99 = this.delay.percentile(99) / NANOSECONDS;
      this.delay.reset();
      return p99;
    });
  }

  onApplicationShutdown(): void {
    this.delay.disable();
  }
}
