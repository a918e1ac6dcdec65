/** A page of the desk that is not rendered by the server. */
export type DeskScreen = 'incidents' | 'live' | 'slice';

/** The page a path shows: `/incidents`, `/live`, `/live/slice`; undefined for any other. */
export function deskScreenOf(path: string): DeskScreen | undefined {
  switch (path.replace(/\/+$/, '')) {
    case '/incidents':
      return 'incidents';
    case '/live':
      return 'live';
    case '/live/slice':
      return 'slice';
    default:
      return undefined;
  }
}
