import type { Problem } from '../map/problem.js';
import type { Row } from '../map/row.js';

/** A record that could be read, or the place of one that could not. */
export type SourceRecord =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'broken'; readonly line: number; readonly number: number; readonly problem: Problem };

/** The problem of text that is no record. */
export function unreadable(ko: string, en: string): Problem {
  return { code: 'unreadable', path: '', message: { ko, en } };
}

/** Text as a column's value: without the white space around it, and absent when nothing is left. */
export function textOf(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}
