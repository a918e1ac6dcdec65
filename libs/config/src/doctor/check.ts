/** The answer of one look at this machine. */
export interface Check {
  /** What was looked at, as a short name: `node`, `redis`, `data folder`, … */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, one line. */
  readonly message: string;
  /** What to do about it, one line; empty when nothing needs doing. */
  readonly remedy: string;
}

/** A check that found what is needed; `remedy` may still advise. */
export const passed = (name: string, message: string, remedy = ''): Check => ({ name, ok: true, message, remedy });

/** A check that did not. */
export const failed = (name: string, message: string, remedy: string): Check => ({ name, ok: false, message, remedy });

/** The code of a Node system error (`EACCES`, `ENOSPC`, …), or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** An error's text, whatever was thrown. */
export const textOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
