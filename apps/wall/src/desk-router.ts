/** A page of the desk that is not rendered by the server. */
export type DeskScreen = 'incidents' | 'live' | 'slice' | 'alerts';

/** The page a path shows: `/incidents`, `/live`, `/live/slice`, `/alerts`; undefined for any other. */
export function deskScreenOf(path: string): DeskScreen | undefined {
  switch (path.replace(/\/+$/, '')) {
    case '/incidents':
      return 'incidents';
    case '/live':
      return 'live';
    case '/live/slice':
      return 'slice';
    case '/alerts':
      return 'alerts';
    default:
      return undefined;
  }
}
