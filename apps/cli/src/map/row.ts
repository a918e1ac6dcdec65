/** One record of a file, before it means anything. */
export interface Row {
  /** Line in the file (from 1) on which the record begins. */
  readonly line: number;
  /** Position among the file's records, from 1. */
  readonly number: number;
  /** Text of a column; undefined where the record has no such column or leaves it empty. */
  readonly get: (column: string) => string | undefined;
}

/** A record with columns laid over those it came with; `undefined` hides one. */
export function withColumns(row: Row, columns: ReadonlyMap<string, string | undefined>): Row {
  return { line: row.line, number: row.number, get: (column) => (columns.has(column) ? columns.get(column) : row.get(column)) };
}
