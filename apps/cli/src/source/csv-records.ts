import type { Readable } from 'node:stream';
import type { Alternatives } from '../map/columns-used.js';
import type { SourceSpec } from '../map/map-schema.js';
import { linesOf } from './lines.js';
import { RecordSplitter, type Split } from './record-splitter.js';
import { textOf, unreadable, type SourceRecord } from './record.js';
import { SourceError } from './source-error.js';

type CsvSpec = Extract<SourceSpec, { format: 'csv' }>;

/**
 * Reads delimited text record by record. A record that cannot be read costs only its first line: reading goes on with
 * the line after it, so that the position of all others depends on nothing but the file.
 *
 * @param wanted the columns that the map reads; a file without one of them is not read at all
 * @param onColumns hears all columns before the first record
 * @throws SourceError where the header lacks a column, or there is none
 */
export async function* csvRecords(
  input: Readable,
  spec: CsvSpec,
  wanted: readonly Alternatives[],
  onColumns: (columns: readonly string[]) => void = () => undefined,
): AsyncGenerator<SourceRecord> {
  let columns = spec.columns === undefined ? undefined : columnIndex(spec.columns, wanted);
  let number = 0;
  for await (const { values, line } of splitRecords(input, spec)) {
    if (columns === undefined) {
      columns = columnIndex(values ?? [], wanted);
      onColumns([...columns.keys()]);
      continue;
    }
    number += 1;
    yield values === undefined ? { kind: 'broken', line, number, problem: BAD_QUOTES } : toRecord(values, columns, line, number);
  }
  if (columns === undefined) columnIndex([], wanted);
}

const EMPTY = {
  ko: '파일이 비어 있습니다: 첫 줄에 열 이름이 있어야 합니다',
  en: 'the file is empty: its first line must name the columns',
};
const BAD_QUOTES = unreadable('따옴표의 짝이 맞지 않습니다', 'a quote is not closed, or text follows a closing one');

async function* splitRecords(input: Readable, spec: CsvSpec): AsyncGenerator<Split> {
  const splitter = new RecordSplitter(spec);
  for await (const line of linesOf(input)) yield* splitter.push(line);
  yield* splitter.end();
}

function toRecord(values: readonly string[], columns: ReadonlyMap<string, number>, line: number, number: number): SourceRecord {
  if (values.length !== columns.size) {
    const [ko, en] = [
      `열이 ${columns.size}개여야 하는데 ${values.length}개입니다`,
      `expected ${columns.size} columns, found ${values.length}`,
    ];
    return { kind: 'broken', line, number, problem: unreadable(ko, en) };
  }
  const get = (column: string): string | undefined => {
    const index = columns.get(column);
    return index === undefined ? undefined : textOf(values[index]);
  };
  return { kind: 'row', row: { line, number, get } };
}

function columnIndex(header: readonly string[], wanted: readonly Alternatives[]): ReadonlyMap<string, number> {
  const names = header.map((name) => name.trim());
  if (names.every((name) => name === '')) throw new SourceError([EMPTY]);
  const index = new Map(names.map((name, at) => [name, at]));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const missing = wanted.filter((some) => !some.some((name) => index.has(name))).map((some) => some.join(' / '));
  const has = names.join(', ') || '-';
  const faults = [
    ...twice.map((name) => ({ ko: `열 이름이 두 번 나옵니다: ${name}`, en: `two columns are called ${name}` })),
    ...[...new Set(missing)].map((name) => ({
      ko: `열이 없습니다: ${name} (있는 열: ${has})`,
      en: `no column ${name}; the file has ${has}`,
    })),
  ];
  if (faults.length > 0) throw new SourceError(faults);
  return index;
}
