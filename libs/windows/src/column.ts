import type { LoggedEvent } from '@tillwatch/ledger';

/** Columns of the counts (see domain's COUNT_COLUMNS) that are no concluded outcome of a stage. */
export const STARTED = 0;
export const ABANDONED = 5;

/** Column of the counts that an event belongs to. */
export function columnOf(event: LoggedEvent): number {
  switch (event.outcome) {
    case 'started':
      return STARTED;
    case 'ok':
      return 1;
    case 'failed':
      return event.failureClass === 'system' ? 2 : event.failureClass === 'declined' ? 3 : 4;
    case 'abandoned':
      return ABANDONED;
  }
}
