import type { Environment } from './said.js';

const PLACE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** A value of configuration with what the environment knows put in. */
export interface FilledIn<T> {
  readonly value: T;
  /** Names that the environment does not know, each once. */
  readonly missing: readonly string[];
}

/**
 * Puts what the environment knows under a name in the place of each `${NAME}` of all texts of a value, so that keys and tokens
 * need not stand in files. A name that is not known stays as it stands.
 */
export function fillIn<T>(value: T, env: Environment = process.env): FilledIn<T> {
  const missing = new Set<string>();
  const text = (raw: string): string =>
    raw.replace(PLACE, (place, name: string) => {
      const known = env[name];
      if (known === undefined || known === '') missing.add(name);
      return known === undefined || known === '' ? place : known;
    });
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return text(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return { value: walk(value) as T, missing: [...missing] };
}
