import { Module } from '@nestjs/common';
import { CountingModule } from '../counting/counting.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { MonitorIncidents } from './monitor-incidents.js';
import { SelfTestSender } from './self-test-sender.js';
import { SelfTest } from './self-test.js';

/** The product's own attempt, once a minute, and what is said when it does not come through. */
@Module({ imports: [IntakeModule, CountingModule], providers: [SelfTest, SelfTestSender, MonitorIncidents], exports: [SelfTest] })
export class SelfTestModule {}
