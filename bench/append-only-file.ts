import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of the append-only file by what they are for. */
export type BytesByPart = Readonly<Record<string, number>>;

const PARTS: readonly (readonly [part: string, keys: RegExp])[] = [
  ['log', /:log$/],
  ['seen ids', /:di?:/],
  ['slices', /:wd?:/],
  ['attempts', /:at:\d+$/],
  ['names', /:names$/],
  ['position', /:(pos|lease|epochs|meta)$/],
];

/** The file that is being appended to. */
export function appendOnlyFile(dataDir: string): string {
  const folder = join(dataDir, 'redis', 'appendonlydir');
  const manifest = readFileSync(join(folder, 'appendonly.aof.manifest'), 'utf8');
  const name = [...manifest.matchAll(/^file (\S+) seq \d+ type i/gm)].at(-1)?.[1];
  if (name === undefined) throw new Error(`There is no append-only file in ${folder}`);
  return join(folder, name);
}

/** Adds up the commands of an append-only file from byte `from` on, by the key they write. */
export function bytesByPart(file: string, from: number): BytesByPart {
  const bytes = readFileSync(file).subarray(from);
  const parts: Record<string, number> = {};
  for (let at = 0; at < bytes.length;) {
    const start = at;
    const args: string[] = [];
    const [count, afterCount] = lineAt(bytes, at);
    at = afterCount;
    for (let i = 0; i < count; i++) {
      const [length, begin] = lineAt(bytes, at);
      if (i < 2) args.push(bytes.toString('latin1', begin, begin + length));
      at = begin + length + 2;
    }
    const part = PARTS.find(([, keys]) => keys.test(args[1] ?? ''))?.[0] ?? (count === 1 ? 'transaction marks' : 'other');
    parts[part] = (parts[part] ?? 0) + at - start;
  }
  return parts;
}

/** The number of a line such as `*3` or `$12`, and where the next line begins. */
function lineAt(bytes: Buffer, at: number): readonly [number, number] {
  const end = bytes.indexOf('\r\n', at);
  return [Number(bytes.toString('latin1', at + 1, end)), end + 2];
}
