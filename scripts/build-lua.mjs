// Turns every *.lua below libs and bench into <name>.generated.ts beside it, so that no Lua file is read at run time.
// The header comment is the script's contract; a missing part fails the build. See CONTRIBUTING.md for the format.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folders = ['libs', 'bench'];
const parts = ['Purpose', 'KEYS', 'ARGV', 'Returns', 'Cost'];

/** All files below `folder` whose name ends with `ending`. */
function filesBelow(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path, ending) : entry.name.endsWith(ending) ? [path] : [];
  });
}

/** The comment lines at the top of a script, without their dashes. */
const headerOf = (source) => {
  const lines = source.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('--'));
  return lines.slice(0, end === -1 ? lines.length : end).map((line) => line.replace(/^-+ ?/, ''));
};

/** What is wrong with a header, as sentences; empty when complete. */
export function faultsOf(source) {
  const header = headerOf(source);
  const missing = parts.filter((part) => !header.some((line) => new RegExp(`^${part}\\b.*:`, 'i').test(line)));
  const faults = missing.map((part) => `header has no "${part}: …" line`);
  const redisTime = source.search(/redis\.call\(\s*['"]TIME['"]/i);
  if (redisTime >= 0) faults.push('time must be an argument, not redis.call("TIME")');
  return faults;
}

/** Number of keys by the header: the highest KEYS[n] named there, or 'variable' for "KEYS (variable): …". */
export function keysOf(source) {
  const header = headerOf(source).join('\n');
  if (/^KEYS\s*\(variable\)/im.test(header)) return 'variable';
  const numbers = [...header.matchAll(/KEYS\[(\d+)\]/g)].map((match) => Number(match[1]));
  return numbers.length === 0 ? 0 : Math.max(...numbers);
}

/** The TypeScript module of one script. */
export function moduleOf(name, source) {
  const camel = name.replace(/[-_]+(\w)/g, (_, letter) => letter.toUpperCase());
  const sha = createHash('sha1').update(source).digest('hex');
  const keys = keysOf(source);
  return [
    `// Built from ${name}.lua by scripts/build-lua.mjs; not kept in git.`,
    `/** The Lua script ${name}.lua: its text, SHA-1 (for EVALSHA) and number of keys. */`,
    `export const ${camel} = {`,
    `  name: ${JSON.stringify(name)},`,
    `  sha: ${JSON.stringify(sha)},`,
    `  keys: ${JSON.stringify(keys)},`,
    `  source: ${JSON.stringify(source)},`,
    '} as const;',
    '',
  ].join('\n');
}

/** Builds what changed and removes modules whose script is gone. Returns the faults found. */
export function buildLua() {
  const scripts = folders.flatMap((folder) => filesBelow(join(root, folder), '.lua'));
  const faults = [];
  for (const script of scripts) {
    const source = readFileSync(script, 'utf8');
    faults.push(...faultsOf(source).map((fault) => `${relative(root, script)}: ${fault}`));
    const target = script.replace(/\.lua$/, '.generated.ts');
    const text = moduleOf(basename(script, '.lua'), source);
    if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
  }
  const wanted = new Set(scripts.map((script) => script.replace(/\.lua$/, '.generated.ts')));
  const built = folders.flatMap((folder) => filesBelow(join(root, folder), '.generated.ts'));
  for (const old of built) if (!wanted.has(old)) unlinkSync(old);
  return { count: scripts.length, faults };
}

if (process.argv[1] === import.meta.filename) {
  const { count, faults } = buildLua();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
  console.log(`Lua: ${count} scripts built.`);
}
