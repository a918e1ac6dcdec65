import { RouteConfig } from '@nestjs/platform-fastify';
import type { Scope } from '@tillwatch/access';

/**
 * What asking for a route needs: a scope, or `nothing` for what anybody may see. A route without it is closed to
 * everybody, so that none is open because somebody forgot.
 */
export type Need = Scope | 'nothing';

/** How a route's need is found by the hook that checks it. */
export interface RouteNeeds {
  readonly needs?: Need;
}

/** Methods that said themselves what they need: decorators of methods run before those of their class. */
const spoken = new WeakSet();

/** Says what a controller's method needs; on a controller, what all of its methods need that say nothing themselves. */
export function Needs(needs: Need): MethodDecorator & ClassDecorator {
  const decorate = RouteConfig({ needs } satisfies RouteNeeds);
  const decorator = (target: object, name?: string | symbol, descriptor?: PropertyDescriptor): void => {
    const methods = name === undefined || descriptor === undefined ? methodsOf(target) : [{ owner: target, name, descriptor }];
    for (const method of methods) {
      const handler = method.descriptor.value as object;
      if (!spoken.has(handler)) decorate(method.owner, method.name, method.descriptor);
      spoken.add(handler);
    }
  };
  return decorator;
}

interface Method {
  readonly owner: object;
  readonly name: string | symbol;
  readonly descriptor: PropertyDescriptor;
}

function methodsOf(controller: object): Method[] {
  const owner = (controller as { prototype: object }).prototype;
  return Object.entries<PropertyDescriptor>(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name, descriptor]) => ({ owner, name, descriptor }));
}
