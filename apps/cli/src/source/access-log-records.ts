import type { Readable } from 'node:stream';
import type { Alternatives } from '../map/columns-used.js';
import { linesOf } from './lines.js';
import { textOf, unreadable, type SourceRecord } from './record.js';
import { SourceError } from './source-error.js';

/** Apache's and nginx's "common" and "combined" formats; what a server appends after them is left unread. */
const LINE =
  /^(?<host>\S+) (?<ident>\S+) (?<user>.+?) \[(?<time>[^\]]+)\] "(?<request>(?:[^"\\]|\\.)*)" (?<status>\d{3}) (?<bytes>\S+)(?: "(?<referrer>(?:[^"\\]|\\.)*)" "(?<userAgent>(?:[^"\\]|\\.)*)")?/;

const REQUEST = /^(?<method>[A-Z]+) (?<path>\S+)(?: (?<protocol>HTTP\/\S+))?$/;

const COLUMNS = ['host', 'ident', 'user', 'time', 'request', 'status', 'bytes', 'referrer', 'userAgent', 'method', 'path', 'protocol'];

/** Reads an access log line by line. @throws SourceError where the map wants a column that access logs do not have */
export async function* accessLogRecords(input: Readable, wanted: readonly Alternatives[]): AsyncGenerator<SourceRecord> {
  const missing = wanted.filter((names) => !names.some((name) => COLUMNS.includes(name))).map((names) => names.join(' / '));
  const has = COLUMNS.join(', ');
  if (missing.length > 0) {
    throw new SourceError(
      missing.map((name) => ({ ko: `열이 없습니다: ${name} (있는 열: ${has})`, en: `no column ${name}; an access log has ${has}` })),
    );
  }
  let number = 0;
  for await (const { text, number: line } of linesOf(input)) {
    if (text.trim() === '') continue;
    number += 1;
    const found = LINE.exec(text)?.groups;
    if (found === undefined) yield { kind: 'broken', line, number, problem: NOT_A_LINE };
    else yield { kind: 'row', row: { line, number, get: getter(found) } };
  }
}

const NOT_A_LINE = unreadable('접속 로그(combined) 형식이 아닙니다', 'expected a line in the combined log format');

/** `-` is how these logs write "nothing"; quotes inside a quoted part come escaped. */
function getter(found: Readonly<Record<string, string | undefined>>): (column: string) => string | undefined {
  const request = REQUEST.exec(found['request'] ?? '')?.groups ?? {};
  return (column) => {
    const text = textOf(found[column] ?? request[column]);
    return text === '-' ? undefined : text?.replace(/\\(["\\])/g, '$1');
  };
}
