/** Taps this close together (ms) are one double tap. */
const SECOND_TAP_MS = 500;

/** Whether a click is the second one of a double tap, of which the first did something at `after` (as `timeStamp` of events): it is meant for what was there before. Keys never are. */
export function isSecondTap({ detail, timeStamp }: MouseEvent, after: number): boolean {
  return detail > 0 && timeStamp - after < SECOND_TAP_MS;
}
