// A failure that a person can do something about: what happened, and what to do.

export class Trouble extends Error {
  /** @param {string} message what happened @param {string} remedy what to do about it */
  constructor(message, remedy) {
    super(message);
    this.name = 'Trouble';
    this.remedy = remedy;
  }
}

/** Says what went wrong on stderr and sets the exit status. */
export function report(error) {
  if (error instanceof Trouble) console.error(`\n✗ ${error.message}\n  → ${error.remedy}`);
  else console.error(error);
  process.exitCode = 1;
}
