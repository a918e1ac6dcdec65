import { Module, type NestModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccessModule } from '../access/access.module.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { Closing } from './closing.js';
import { HttpSetup } from './http-setup.js';
import { LostPage } from './lost-page.js';
import { RouteBook } from './route-book.js';

/** The ground every door stands on: who may come in, what an error looks like, what browsers are told. */
@Module({
  imports: [AccessModule],
  providers: [RouteBook, LostPage, Closing, HttpSetup, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [Closing, LostPage],
})
export class HttpModule implements NestModule {
  constructor(private readonly setup: HttpSetup) {}

  /** Nest calls this before it registers routes, which is when hooks must be there. */
  configure(): void {
    this.setup.install();
  }
}
