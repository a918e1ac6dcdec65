import { Controller, Get, Header } from '@nestjs/common';
import { Needs } from '../access/needs.decorator.js';
import { Metrics } from './metrics.js';

/** The server's own health for Prometheus. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Needs('stats:read')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  read(): string {
    return this.metrics.render();
  }
}
