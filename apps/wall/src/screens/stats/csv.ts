import type { RowView } from './rows.js';

/** Bytes by which spreadsheets know UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What a file of the table says of itself in each line. */
export interface CsvFrame {
  readonly journey: string;
  readonly stage: string;
  readonly filters: string;
  /** With their offsets. */
  readonly from: string;
  readonly to: string;
  readonly by: readonly string[];
  readonly compared: boolean;
}

/** A cell. A spreadsheet takes text that begins so for a formula, and would run it: names come from senders. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const share = (value: number, total: number): string | number => (total === 0 ? '' : Number(value.toFixed(6)));

/** The table as a file of comma-separated values (RFC 4180). Rates in 0..1; names as they read, beside the values. */
export function csvOf(rows: readonly RowView[], frame: CsvFrame): string {
  const { journey, stage, filters, from, to, by, compared } = frame;
  const before = compared ? ['previous_total', 'previous_failed', 'previous_rate', 'difference'] : [];
  const head = [
    ...['journey', 'stage', 'filter', 'from', 'to', ...by.flatMap((id) => [id, `${id}_name`])],
    ...['total', 'failed', 'rate', 'low', 'high', 'abandoned', ...before],
  ];
  const lines = rows.map((row) => {
    const { total, failed, abandoned } = row.counts;
    const of = by.flatMap((id, i) => [row.segment[id] ?? '', row.names[i] ?? '']);
    const numbers = [total, failed, ...[row.now.share, row.now.low, row.now.high].map((value) => share(value, total)), abandoned];
    const earlier = row.before === undefined ? ['', '', '', ''] : earlierOf(row.before, row.change?.value);
    return [journey, stage, filters, from, to, ...of, ...numbers, ...(compared ? earlier : [])];
  });
  return `${BYTE_ORDER_MARK}${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function earlierOf({ counts, share: rate }: NonNullable<RowView['before']>, difference: number | undefined): (string | number)[] {
  return [counts.total, counts.failed, share(rate, counts.total), difference === undefined ? '' : Number(difference.toFixed(6))];
}
