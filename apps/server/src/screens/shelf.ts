import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Types that get smaller by packing. */
const PACKED = /^text\/|json|svg/;
/** Smaller files do not gain. */
const WORTH_PACKING = 1_024;

/** One built file, ready to be sent. */
export interface ShelvedFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  /** Packed once, where that helps. */
  readonly gzip: Buffer | undefined;
}

/** What was just made, ready to be sent as a file with such an ending (`.html`). */
export function shelved(content: string | Buffer, ending: string): ShelvedFile {
  const bytes = Buffer.from(content);
  const type = TYPES[ending] ?? 'application/octet-stream';
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { type, etag, bytes, gzip: PACKED.test(type) && bytes.length >= WORTH_PACKING ? gzipSync(bytes) : undefined };
}

/**
 * The built screens, read into memory once. Only what lies there can be asked for, so no path leads out of the folders,
 * and a wall that a hundred devices open costs no disk.
 */
export class Shelf {
  private readonly files = new Map<string, ShelvedFile>();
  /** Changes with each build of the screens; empty where there is none. */
  readonly build: string;

  constructor(...folders: readonly string[]) {
    for (const folder of folders) this.fill(folder);
    this.build = this.file('index.html')?.etag.replaceAll('"', '') ?? '';
  }

  /** A file by its path inside its folder (`assets/index.js`). */
  file(path: string): ShelvedFile | undefined {
    return this.files.get(path);
  }

  private fill(folder: string): void {
    const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      this.files.set(relative(folder, file).split(sep).join('/'), shelved(readFileSync(file), extname(file)));
    }
  }
}
