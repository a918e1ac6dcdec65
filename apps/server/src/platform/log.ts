import type { LoggerService } from '@nestjs/common';
import type { LogLevel } from '@tillwatch/config';
import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * What of an error is logged: its kind, words and place, and those of its causes. Nothing else of it, because clients of
 * Redis and HTTP hang the data they were sending on their errors.
 */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : 'something that is no Error was thrown' };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: errorForLog(cause) }) };
}

/** The log: one JSON object a line, on stderr unless told otherwise. stdout is for data. */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination({ fd: 2, sync: true })): Logger {
  return pino({ level, base: { pid: process.pid }, serializers: { err: errorForLog } }, destination);
}

/** Hands what Nest itself says to the log; its account of every route and module is for debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Logger) {}

  log(message: unknown, context?: string): void {
    this.log_.debug({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.log_.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.log_.trace({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.log_.warn({ context }, String(message));
  }

  error(message: unknown, stackOrContext?: string): void {
    if (message instanceof Error) this.log_.error({ err: message }, message.message);
    else this.log_.error({ context: stackOrContext }, String(message));
  }
}
