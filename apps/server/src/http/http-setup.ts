import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AccessHook } from '../access/access-hook.js';
import { DoorHealth } from '../health/door-health.js';
import { SHUTTING_DOWN } from '../problems/known-problems.js';
import { ProblemError } from '../problems/problem-error.js';
import { Closing } from './closing.js';
import { RouteBook } from './route-book.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** The route of the door for events, whatever refuses there. */
const EVENTS = '/v1/events';

/** What every request goes through before it reaches a controller. Must be installed before there are routes. */
@Injectable()
export class HttpSetup {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly routes: RouteBook,
    private readonly closing: Closing,
    private readonly access: AccessHook,
    private readonly door: DoorHealth,
  ) {}

  install(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.removeAllContentTypeParsers();
    // Bodies stay bytes: the door for events decides by itself how to read them, and nothing else takes one.
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // Node answers an `Expect` it does not know with a bare 417; a server may as well go on (RFC 9110 §10.1.1).
    fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
    fastify.addHook('onRoute', (route) => this.routes.add(route.method, route.url));
    fastify.addHook('onRequest', (_request, reply, done) => {
      reply.headers(SECURITY_HEADERS);
      done(this.closing.hasBegun ? new ProblemError(SHUTTING_DOWN) : undefined);
    });
    this.access.install(fastify);
    fastify.addHook('onResponse', (request, reply, done) => {
      if (request.routeOptions.url === EVENTS) this.door.answered(reply.statusCode);
      done();
    });
  }
}
