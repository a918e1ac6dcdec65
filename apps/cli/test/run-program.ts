import { PassThrough } from 'node:stream';
import { createProgram } from '../src/program.js';
import type { Session } from '../src/session.js';
import { createTerminal } from '../src/terminal.js';

/** What came of a command line. */
export interface Ran {
  readonly status: number | undefined;
  /** Lines of stdout. */
  readonly out: readonly string[];
  /** All of stderr. */
  readonly told: string;
}

/** Runs a command line as the person at the terminal does, in English, at `now` (milliseconds since the epoch). */
export async function runProgram(args: readonly string[], now: number): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const session: Session = {
    terminal: createTerminal({ stdin: new PassThrough(), stdout, stderr }, 'en'),
    clock: { now: () => now },
    wait: () => Promise.resolve(),
    interrupted: new AbortController().signal,
  };
  let status: number | undefined;
  await createProgram(session, (result) => (status = result)).parseAsync(args, { from: 'user' });
  const text = (stream: PassThrough): string => ((stream.read() as Buffer | null) ?? '').toString();
  return { status, out: text(stdout).trimEnd().split('\n'), told: text(stderr) };
}
