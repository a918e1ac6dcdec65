import { Global, Module } from '@nestjs/common';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { ProcessMetrics } from './process-metrics.js';

/** Lets every module count, and shows what was counted. */
@Global()
@Module({ controllers: [MetricsController], providers: [Metrics, ProcessMetrics], exports: [Metrics] })
export class MetricsModule {}
