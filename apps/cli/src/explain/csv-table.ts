import type { LocalisedText } from '@tillwatch/domain';
import { LeafTableBuilder } from '@tillwatch/explanation';
import type { Readable } from 'node:stream';
import type { Row } from '../map/row.js';
import { csvRecords } from '../source/csv-records.js';
import type { SourceRecord } from '../source/record.js';
import { SourceError } from '../source/source-error.js';
import type { DimensionsByName } from './dimensions.js';

/** Which columns of a file count, and which rows are now; all other columns are dimensions. */
export interface TableColumns {
  readonly total: string;
  readonly failed: string;
  /** Rows whose column has this value are now, those with an earlier one the base. Absent: all rows are now. */
  readonly time?: { readonly column: string; readonly at: string };
}

/** A file is given up after so many faults. */
const SHOWN = 5;

/** Reads a leaf table from delimited text. @throws SourceError where a column or the time is missing, or a row makes no sense */
export async function readTable(input: Readable, columns: TableColumns, dimensions: DimensionsByName): Promise<LeafTableBuilder> {
  const counted = [columns.total, columns.failed, ...(columns.time === undefined ? [] : [columns.time.column])];
  let builder = new LeafTableBuilder([]);
  const records = csvRecords(
    input,
    { format: 'csv', delimiter: ',', quote: '"', encoding: 'utf-8' },
    counted.map((column) => [column]),
    (names) => (builder = new LeafTableBuilder(names.filter((name) => !counted.includes(name)).map(dimensions))),
  );
  const reader = new TableReader(columns);
  const faults: LocalisedText[] = [];
  for await (const record of records) {
    const fault = reader.take(record, builder);
    if (fault !== undefined) faults.push(fault);
    if (faults.length === SHOWN) break;
  }
  if (faults.length === 0 && !reader.hasNow) faults.push(noRow(columns.time));
  if (faults.length > 0) throw new SourceError(faults);
  return builder;
}

class TableReader {
  hasNow = false;
  readonly #at: number;

  /** @throws SourceError where the time asked for is none */
  constructor(private readonly columns: TableColumns) {
    this.#at = columns.time === undefined ? 0 : instantOf(columns.time.at);
    if (Number.isNaN(this.#at)) throw new SourceError([noTime('--at', columns.time?.at)]);
  }

  /** Adds a record. @returns what is wrong with it */
  take(record: SourceRecord, builder: LeafTableBuilder): LocalisedText | undefined {
    const { ko, en } = at(record.kind === 'row' ? record.row.line : record.line);
    if (record.kind === 'broken') return { ko: `${ko}: ${record.problem.message.ko}`, en: `${en}: ${record.problem.message.en}` };
    const fault = this.#add(record.row, builder);
    return fault === undefined ? undefined : { ko: `${ko}: ${fault.ko}`, en: `${en}: ${fault.en}` };
  }

  #add(row: Row, builder: LeafTableBuilder): LocalisedText | undefined {
    const { total: totalColumn, failed: failedColumn, time } = this.columns;
    const [total, failed] = [countIn(row, totalColumn), countIn(row, failedColumn)];
    if (total === undefined) return noCount(row, totalColumn);
    if (failed === undefined) return noCount(row, failedColumn);
    if (failed > total) return moreFailed(failed, total);
    const instant = time === undefined ? this.#at : instantOf(row.get(time.column));
    if (Number.isNaN(instant)) return noTime(time?.column ?? '', row.get(time?.column ?? ''));
    if (instant === this.#at) this.hasNow = true;
    const values = builder.dimensions.map(({ id }) => row.get(id));
    if (instant === this.#at) builder.add(values, { total, failed });
    else if (instant < this.#at) builder.add(values, { baseTotal: total, baseFailed: failed });
    return undefined;
  }
}

/** A number as it is, a time as milliseconds; NaN for anything else. */
function instantOf(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return Number.NaN;
  return Number.isNaN(Number(text)) ? Date.parse(text) : Number(text);
}

function countIn(row: Row, column: string): number | undefined {
  const count = Number(row.get(column) ?? Number.NaN);
  return Number.isFinite(count) && count >= 0 ? count : undefined;
}

const at = (line: number): LocalisedText => ({ ko: `${line}행`, en: `line ${line}` });

/** What to say of counts that contradict each other. */
export const moreFailed = (failed: number, total: number): LocalisedText => ({
  ko: `실패(${failed})가 전체(${total})보다 많습니다`,
  en: `${failed} failed of ${total}: more than all`,
});

const noCount = (row: Row, column: string): LocalisedText => ({
  ko: `${column}에 0 이상의 수가 있어야 합니다: "${row.get(column) ?? ''}"`,
  en: `${column} takes a number from 0 up, not "${row.get(column) ?? ''}"`,
});

const noTime = (where: string, text: string | undefined): LocalisedText => ({
  ko: `${where}에 시각이나 수가 있어야 합니다: "${text ?? ''}"`,
  en: `${where} takes a time or a number, not "${text ?? ''}"`,
});

const noRow = (time: TableColumns['time']): LocalisedText =>
  time === undefined
    ? { ko: '행이 없습니다', en: 'the file has no rows' }
    : { ko: `${time.column}이(가) ${time.at}인 행이 없습니다`, en: `no row has ${time.column} ${time.at}` };
