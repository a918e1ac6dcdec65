import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS } from '../platform/tokens.js';
import { DoorHealth } from './door-health.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

const AWAY = { ko: 'Redis가 응답하지 않습니다', en: 'Redis does not answer' };

/** Health for whoever runs the server, and for what reads silence. Other modules tell {@link Readiness} what they need. */
@Global()
@Module({ controllers: [HealthController], providers: [Readiness, DoorHealth], exports: [Readiness, DoorHealth] })
export class HealthModule implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  onModuleInit(): void {
    this.readiness.require('redis', () =>
      this.redis.ping().then(
        () => undefined,
        () => AWAY,
      ),
    );
  }
}
