import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** The most JavaScript a wall may load, gzipped, in bytes. */
export const WALL_LIMIT = 120 * 1024;

/** The module every wall starts from, as the manifest names it. */
const WALL = 'src/screens/wall/Wall.svelte';
const ENTRY = 'index.html';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/** The chunks `name` loads sooner or later; the entry's own choice of a screen is not followed. */
function reach(manifest: Readonly<Record<string, Chunk>>, name: string, found: Set<string>): void {
  const chunk = manifest[name];
  if (!chunk || found.has(chunk.file)) return;
  found.add(chunk.file);
  const later = name === ENTRY ? [] : (chunk.dynamicImports ?? []);
  for (const next of [...(chunk.imports ?? []), ...later]) reach(manifest, next, found);
}

/** Every JavaScript file `/wall` loads from the build in `folder`, with its gzipped size in bytes. */
export function wallScripts(folder: string): ReadonlyMap<string, number> {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  if (!(WALL in manifest)) throw new Error(`${WALL} is not in the manifest of ${folder}: was the screen moved?`);
  const files = new Set<string>();
  reach(manifest, ENTRY, files);
  reach(manifest, WALL, files);
  const scripts = [...files].filter((file) => file.endsWith('.js'));
  return new Map(scripts.map((file) => [file, gzipSync(readFileSync(join(folder, file)), { level: 9 }).length]));
}

/** Prints after each build how much JavaScript `/wall` loads. */
export function reportWallSize(): Plugin {
  let folder = '';
  return {
    name: 'report-wall-size',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const sizes = [...wallScripts(folder).values()];
      const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);
      const sum = sizes.reduce((a, b) => a + b, 0);
      this.info(`JavaScript of /wall: ${kilobytes(sum)} kB gzip in ${String(sizes.length)} files (limit ${kilobytes(WALL_LIMIT)} kB)`);
    },
  };
}
