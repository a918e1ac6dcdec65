import { shown, type Problem } from './problem.js';
import { firstOf } from './read-value.js';
import type { Row } from './row.js';

/** Reads how many attempts a record stands for. */
export type ReadCount = (row: Row, problems: Problem[]) => number | undefined;

/** Reads what tells a record from all others of its file. */
export type ReadKey = (row: Row, problems: Problem[]) => string;

/** Compiles the reading of a whole number from the first of several columns. */
export function compileCount(columns: string | readonly string[]): ReadCount {
  const read = firstOf(columns);
  return (row, problems) => {
    const text = read(row);
    if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
    const found = text === undefined ? { ko: '비어 있습니다', en: 'it is empty' } : { ko: shown(text), en: `found ${shown(text)}` };
    const message = { ko: `건수는 정수여야 합니다: ${found.ko}`, en: `expected a whole number; ${found.en}` };
    problems.push({ code: 'invalid_value', path: 'count', message });
    return undefined;
  };
}

/** Compiles the reading of a record's key; several columns are joined so that no two sets of texts look alike. */
export function compileKey(columns: string | readonly string[] | undefined): ReadKey {
  if (columns === undefined) return (row) => String(row.number);
  const names = [columns].flat();
  return (row, problems) => {
    const texts = names.map((column) => row.get(column));
    if (texts.includes(undefined)) {
      const all = names.join(', ');
      problems.push({
        code: 'required',
        path: 'id',
        message: { ko: `행 키가 비어 있습니다 (${all})`, en: `the row key is empty (${all})` },
      });
    }
    const only = texts[0] ?? '';
    return texts.length === 1 ? only : texts.map((text) => encodeURIComponent(text ?? '')).join(':');
  };
}
