// Links and paths in the documents lead somewhere.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../machine/root.mjs';

/** Documents in git and new ones. */
const documents = () =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '' && existsSync(join(root, name)));

const link = /\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)/g;
/** A path from the top of the repository in code style, without placeholders. */
const path = /`((?:apps|libs|docs|scripts|config|bin|bench|examples)\/[\w./@-]+)`/g;

/** Sentences about links and paths that lead nowhere. */
export function docPathFaults() {
  return documents().flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8').replace(/^```.*?^```/gms, '');
    const links = [...text.matchAll(link)].map(([, to]) => [to, join(root, dirname(name), decodeURI(to))]);
    const paths = [...text.matchAll(path)].map(([, to]) => [to, join(root, to)]);
    return [...links, ...paths].filter(([, file]) => !existsSync(file)).map(([to]) => `${name}: ${to} is not there`);
  });
}
