/** Which screen an address shows. */
export type Route = { readonly screen: 'wall'; readonly board: string } | { readonly screen: 'start' | 'errors' | 'stats' | 'unknown' };

/** The board a bare address stands for. */
export const DEFAULT_BOARD = 'main';

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The route of a path: `/wall/:board`, `/start`, `/stats`, `/metrics/errors`; `/` and `/wall` are the default board. */
export function routeOf(path: string): Route {
  const [first = '', second, ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return { screen: 'unknown' };
  if (first === '' || first === 'wall') {
    const board = decoded(second ?? DEFAULT_BOARD);
    return board === undefined ? { screen: 'unknown' } : { screen: 'wall', board };
  }
  if (first === 'metrics' && second === 'errors') return { screen: 'errors' };
  if (second === undefined && (first === 'start' || first === 'stats')) return { screen: first };
  return { screen: 'unknown' };
}
