// Every package's licence is one we know to be fine: permissive for what ships, a little wider for tools.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine/root.mjs';

const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'Zlib',
  'OFL-1.1',
]);
const alsoForTools = new Set(['MPL-2.0', 'CC-BY-4.0', 'CC-BY-3.0']);

/** Whether an SPDX expression is allowed: one of an OR, all of an AND. */
export function isAllowed(expression, allowed) {
  const text = expression.replace(/[()]/g, ' ').trim();
  if (/ OR /.test(text)) return text.split(' OR ').some((part) => isAllowed(part, allowed));
  return text.split(' AND ').every((part) => allowed(part.trim()));
}

/** The licence a package states of itself, in SPDX words where it used an older form. */
export function licenceOf(path) {
  const { license, licenses } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  const stated = license ?? licenses;
  if (Array.isArray(stated)) return stated.map((one) => one.type ?? one).join(' OR ');
  return typeof stated === 'object' ? stated.type : (stated ?? 'none stated');
}

/** Sentences about packages whose licence is not allowed. */
export function licenceFaults() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).flatMap(([path, { dev, link }]) => {
    if (path === '' || link || !existsSync(join(root, path, 'package.json'))) return []; // a package of another platform
    const licence = licenceOf(path);
    const allowed = (name) => permissive.has(name) || (dev === true && alsoForTools.has(name));
    return isAllowed(licence, allowed) ? [] : [`${path}: licence ${licence} is not allowed for ${dev === true ? 'a tool' : 'what ships'}`];
  });
}
