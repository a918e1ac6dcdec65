import { Module } from '@nestjs/common';
import { CountingModule } from '../counting/counting.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MonitorIncidents } from './monitor-incidents.js';
import { SelfTest } from './self-test.js';

/** The product's own attempt, once a minute, and what is said when it does not come through. */
@Module({ imports: [LedgerModule, CountingModule], providers: [SelfTest, MonitorIncidents], exports: [SelfTest] })
export class SelfTestModule {}
