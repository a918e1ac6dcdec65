import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiKey, Viewer } from '@tillwatch/access';
import type { FastifyRequest } from 'fastify';

const viewers = new WeakMap<FastifyRequest, Viewer>();
const senders = new WeakMap<FastifyRequest, ApiKey>();

/** Notes who a request is from; only the access hook does. */
export function rememberViewer(request: FastifyRequest, viewer: Viewer): void {
  viewers.set(request, viewer);
}

/** Notes whose key a request sends events with; only the access hook does. */
export function rememberSender(request: FastifyRequest, key: ApiKey): void {
  senders.set(request, key);
}

function mustHave<T>(of: WeakMap<FastifyRequest, T>, context: ExecutionContext): T {
  const value = of.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (value === undefined) throw new Error('the route does not say what it needs');
  return value;
}

/** Who looks: whose tenant, which merchant, what they may. For routes that need `stats:read` or `screens:view`. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => mustHave(viewers, context));

/** Whose key sends. For routes that need `events:write`. */
export const CurrentSender = createParamDecorator((_: unknown, context: ExecutionContext): ApiKey => mustHave(senders, context));
