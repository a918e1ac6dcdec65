import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, for this user only. Not by Node's own `recursive`: that one hides the reason on a
 * read-only file system (it says ENOENT) and never ends below /proc.
 */
export function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found === undefined) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const madeMeanwhile = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!madeMeanwhile) throw error;
  }
}
