import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CATEGORIES, type ErrorCategory } from '@tillwatch/domain';

/** A published code and the category that a person gave it, by its published text alone. */
export interface Label {
  readonly provider: string;
  readonly method: string;
  readonly code: string;
  /** The published text. */
  readonly text: string;
  readonly category: ErrorCategory;
}

/** Where labels are, from the top of the repository. */
export const LABELS_FOLDER = 'libs/catalogue/spec-data/error-labels';

const COLUMNS = ['provider', 'method', 'code', 'text_ko_or_en', 'category'] as const;

/**
 * Reads all `*.csv` files of a folder (columns provider, method, code, text_ko_or_en, category, in any order).
 *
 * @returns nothing where the folder is not there
 * @throws Error naming file and line where a column is missing or a category is none
 */
export function readLabels(folder: string): Label[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return names.sort().flatMap((name) => parseLabels(name, readFileSync(join(folder, name), 'utf8')));
}

/** Reads one file's text. @throws Error as {@link readLabels} */
export function parseLabels(file: string, text: string): Label[] {
  const [header = [], ...rows] = csvRows(text.replace(/^\uFEFF/u, ''));
  const missing = COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new Error(`${file}: no column ${missing.join(', ')}`);
  return rows.map((row, index) => {
    const [provider, method, code, said, category] = COLUMNS.map((column) => (row[header.indexOf(column)] ?? '').trim());
    const known = ERROR_CATEGORIES.find((one) => one === category);
    if (known === undefined) throw new Error(`${file}: row ${index + 2}: "${category ?? ''}" is not a category`);
    return { provider: provider ?? '', method: method ?? '', code: code ?? '', text: said ?? '', category: known };
  });
}

/** Cells of a comma-separated text; a quoted one may hold commas, line breaks and doubled quotes. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',' && end !== '') rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
}
