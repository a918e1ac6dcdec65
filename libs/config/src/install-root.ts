import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether a folder's package.json is this product's. */
function isRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'tillwatch';
}

/**
 * The folder the product is installed in: the nearest one above this file whose package.json is the product's, so that it
 * is the same from sources and from the build. Throws when there is none.
 */
export function installRoot(from: string = import.meta.dirname): string {
  let folder = from;
  while (!isRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No tillwatch package.json above ${from}`);
    folder = parent;
  }
  return folder;
}
