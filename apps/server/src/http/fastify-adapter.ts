import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { MAX_BODY_BYTES } from '@tillwatch/contract';
import { problemOfStatus } from '../problems/known-problems.js';
import { languageOf } from '../problems/language.js';
import { problemAnswer } from '../problems/problem-document.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Longest time a whole request may take to arrive, in milliseconds. */
const REQUEST_TIMEOUT_MS = 60_000;

/** What Node reports of bytes that are no HTTP → the status that says so. */
const CLIENT_ERRORS: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Answers bytes that are no HTTP request, for which there is no request object, and hangs up. */
export function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
  const problem = problemOfStatus(CLIENT_ERRORS[error.code ?? ''] ?? 400);
  if (problem === undefined) return;
  const { status, headers, body } = problemAnswer(problem, 'en');
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  socket.end(`HTTP/1.1 ${status} ${problem.code}\r\n${head}\r\n\r\n${body}`);
}

/** Answers what the router refuses before any hook runs: an address it cannot decode, one that is too long. */
function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOfStatus(error.statusCode ?? 400) ?? problemOfStatus(400);
  if (problem === undefined) return;
  const { status, headers, body } = problemAnswer(problem, languageOf(request.headers['accept-language']));
  void reply
    .code(status)
    .headers({ ...SECURITY_HEADERS, ...headers })
    .send(body);
}

/** The HTTP server under Nest, as the product wants it. */
export function createFastifyAdapter(): FastifyAdapter {
  const options: FastifyServerOptions = {
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Refusing new requests while closing is done by our own hook, which answers with a problem document.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenHttp,
    frameworkErrors: (error, request, reply) => answerUnroutable(error, request, reply),
  };
  return new FastifyAdapter({ ...options, skipMiddie: true, multipart: false });
}
