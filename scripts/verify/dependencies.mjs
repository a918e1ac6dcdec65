// docs/dependencies.md has exactly one row for each direct dependency, with the licence the package states.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine/root.mjs';
import { licenceOf } from './licences.mjs';

const page = 'docs/dependencies.md';

/** Sentences about missing, surplus and wrong rows. */
export function dependencyFaults() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = Object.keys({ ...dependencies, ...devDependencies });
  const rows = [...readFileSync(join(root, page), 'utf8').matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)];
  const listed = new Map(rows.map(([, name, licence]) => [name, licence.trim()]));
  return [
    ...wanted.filter((name) => !listed.has(name)).map((name) => `${page}: no row for ${name}`),
    ...[...listed.keys()].filter((name) => !wanted.includes(name)).map((name) => `${page}: ${name} is not in package.json`),
    ...wanted
      .filter((name) => listed.has(name) && listed.get(name) !== licenceOf(`node_modules/${name}`))
      .map((name) => `${page}: ${name} states the licence ${licenceOf(`node_modules/${name}`)}, not ${listed.get(name)}`),
  ];
}
