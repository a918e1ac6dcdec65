// A failure that a person can do something about: what happened, and what to do.
import { say } from './language.mjs';

export class Trouble extends Error {
  /** @param {{ko: string, en: string}} message what happened @param {{ko: string, en: string}} remedy what to do about it */
  constructor(message, remedy) {
    super(say(message));
    this.name = 'Trouble';
    this.remedy = say(remedy);
  }
}

/** Says what went wrong on stderr and sets the exit status. */
export function report(error) {
  if (error instanceof Trouble) console.error(`\n✗ ${error.message}\n  → ${error.remedy}`);
  else console.error(error);
  process.exitCode = 1;
}
