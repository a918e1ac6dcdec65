import type { Clock } from '@tillwatch/domain';
import type { Terminal } from './terminal.js';

/** What every command runs in. */
export interface Session {
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Waits; ends early, without an error, when the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Fires when the person at the terminal, or the system, asks the command to end (Ctrl-C, SIGTERM). */
  readonly interrupted: AbortSignal;
}

/** Exit status of a command that did what it was asked, one that did not, and one that was interrupted. */
export const EXIT = { ok: 0, failed: 1, interrupted: 130 } as const;
