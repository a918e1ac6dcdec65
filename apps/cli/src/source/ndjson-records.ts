import type { Readable } from 'node:stream';
import { linesAtOnce } from './lines.js';
import { textOf, unreadable, type SourceRecord } from './record.js';

/** One line of NDJSON: its value, or undefined where it is no JSON object. */
export interface JsonLine {
  readonly line: number;
  /** Position among the lines that are not blank, from 1. */
  readonly number: number;
  readonly value: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reads NDJSON line by line; blank lines are no records.
 *
 * @param longest line to be read whole, in characters; a record is far shorter than the default
 */
export async function* jsonLines(input: Readable, longest?: number): AsyncGenerator<JsonLine> {
  for await (const lines of jsonLinesAtOnce(input, longest)) yield* lines;
}

/** Like {@link jsonLines}, in batches as they come. */
export async function* jsonLinesAtOnce(input: Readable, longest?: number): AsyncGenerator<readonly JsonLine[]> {
  let number = 0;
  for await (const lines of linesAtOnce(input, longest)) {
    const records = lines.filter(({ text }) => text.trim() !== '');
    yield records.map(({ text, number: line }) => ({ line, number: (number += 1), value: objectOf(text) }));
  }
}

/** Reads NDJSON as records whose columns are dotted paths (`payment.card.brand`). */
export async function* ndjsonRecords(input: Readable): AsyncGenerator<SourceRecord> {
  for await (const { line, number, value } of jsonLines(input)) {
    if (value === undefined) yield { kind: 'broken', line, number, problem: NOT_JSON };
    else yield { kind: 'row', row: { line, number, get: (column) => textAt(value, column) } };
  }
}

/** What to say of a line that is no JSON object. */
export const NOT_JSON = unreadable('JSON 객체가 아닙니다', 'expected a JSON object');

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // no JSON, which is the answer
  }
}

/** Text at a dotted path; a key that itself contains the dots wins. */
function textAt(value: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const direct = Object.hasOwn(value, path) ? value[path] : undefined;
  const found = direct ?? path.split('.').reduce<unknown>((at, key) => memberOf(at, key), value);
  if (typeof found === 'string') return textOf(found);
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
