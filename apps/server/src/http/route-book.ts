import { Injectable } from '@nestjs/common';
import type { ProblemOf } from '../problems/problem-error.js';

interface Route {
  readonly methods: readonly string[];
  readonly pattern: RegExp;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A route's path as an expression: `:name` is one part of a path, `*` is all that follows. */
function patternOf(path: string): RegExp {
  const parts = path.split(/(:[^/]+|\*)/).map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : escaped(part)));
  return new RegExp(`^${parts.join('')}$`);
}

/** Remembers which paths there are, so that the wrong method is told from the wrong address (405 from 404). */
@Injectable()
export class RouteBook {
  private readonly routes: Route[] = [];

  add(methods: string | readonly string[], path: string): void {
    this.routes.push({ methods: typeof methods === 'string' ? [methods] : methods, pattern: patternOf(path) });
  }

  /** What asking for an address that has no route for this method is: `notFound`, or 405 with the methods it has. */
  problemOf(method: string, url: string, notFound: ProblemOf): ProblemOf {
    const path = url.replace(/[?#].*$/s, '');
    const methods = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    const allow = [...new Set(methods)].sort().join(', ');
    if (allow === '' || methods.includes(method)) return notFound;
    const detail = { ko: `이 주소에서 쓸 수 있는 메서드: ${allow}`, en: `This address takes ${allow}.` };
    return { status: 405, code: 'method_not_allowed', detail, headers: { allow } };
  }
}
