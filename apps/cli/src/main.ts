import { CatalogueError, formatFault } from '@tillwatch/catalogue';
import { ConfigError, DataFolderInUse, terminalLocale } from '@tillwatch/config';
import { systemClock } from '@tillwatch/domain';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLanguage } from './language.js';
import { createProgram } from './program.js';
import { EXIT, type Session } from './session.js';
import { SourceError } from './source/source-error.js';
import { createTerminal, type Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

const interruption = new AbortController();
/** One Ctrl-C reaches this process twice: from the terminal and from the script that started it. */
const SAME_CTRL_C_MS = 500;
let interruptedAt: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const now = performance.now();
    // Asked twice: whatever the command still waits for, it ends now.
    if (now - (interruptedAt ?? now) > SAME_CTRL_C_MS) process.exit(EXIT.interrupted);
    interruptedAt ??= now;
    interruption.abort();
  });
}

const { language, args } = takeLanguage(process.argv.slice(2), terminalLocale());
const terminal = createTerminal({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }, language);
const session: Session = {
  terminal,
  clock: systemClock,
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  interrupted: interruption.signal,
};

try {
  await createProgram(session, (status) => (process.exitCode = status)).parseAsync(args, { from: 'user' });
} catch (error) {
  tellError(terminal, error);
  process.exitCode = EXIT.failed;
}

/** Faults of what people wrote are told line by line; anything else with its own message. */
function tellError({ tell }: Terminal, error: unknown): void {
  if (error instanceof UsageError) tell(error.text);
  else if (error instanceof SourceError) error.faults.forEach(tell);
  else if (error instanceof CatalogueError) for (const fault of error.faults) tell(formatFault(fault, language));
  else if (error instanceof ConfigError || error instanceof DataFolderInUse) tell(error.text);
  else tell(error instanceof Error ? error.message : String(error));
}
