import type { LocalisedText } from '@tillwatch/domain';
import { LeafTableBuilder, type LeafTable } from '@tillwatch/explanation';
import { z } from 'zod';
import { moreFailed } from './csv-table.js';
import type { DimensionsByName } from './dimensions.js';

const COUNTS = 4;

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  dims: z.array(z.string().min(1)).min(1),
  /** The base period is so many times as long as now; rates need no scaling, so it is only checked. */
  bw: z.number().positive().optional(),
  rows: z.array(z.array(cellSchema)),
});

/** One case of a file of cases. */
export interface ReadCase {
  readonly id: string | number;
  readonly table: LeafTable;
}

/** Reads a case: `{ id, dims, bw, rows: [[…values, total, failed, baseTotal, baseFailed]] }`. @returns what is wrong where it is none */
export function readCase(value: unknown, dimensions: DimensionsByName): ReadCase | LocalisedText {
  const parsed = caseSchema.safeParse(value);
  if (!parsed.success) return notACase(parsed.error.issues[0]?.path.join('.') ?? '');
  const { id, dims, rows } = parsed.data;
  const builder = new LeafTableBuilder(dims.map(dimensions));
  for (const [at, row] of rows.entries()) {
    const fault = addRow(builder, row);
    if (fault !== undefined) return { ko: `rows.${at}: ${fault.ko}`, en: `rows.${at}: ${fault.en}` };
  }
  return { id, table: builder.build() };
}

function addRow(builder: LeafTableBuilder, row: readonly z.infer<typeof cellSchema>[]): LocalisedText | undefined {
  const width = builder.dimensions.length;
  const [total, failed, baseTotal, baseFailed] = row.slice(width).map((cell) => (typeof cell === 'number' && cell >= 0 ? cell : undefined));
  if (row.length !== width + COUNTS || total === undefined || failed === undefined) return notARow(width);
  if (baseTotal === undefined || baseFailed === undefined) return notARow(width);
  if (failed > total) return moreFailed(failed, total);
  if (baseFailed > baseTotal) return moreFailed(baseFailed, baseTotal);
  const values = row.slice(0, width).map((cell) => (cell === null || cell === '' ? undefined : String(cell)));
  builder.add(values, { total, failed, baseTotal, baseFailed });
  return undefined;
}

const notACase = (path: string): LocalisedText => ({
  ko: `{ id, dims, bw, rows } 모양이어야 합니다${path === '' ? '' : `: ${path}`}`,
  en: `expected { id, dims, bw, rows }${path === '' ? '' : `; wrong at ${path}`}`,
});

const notARow = (width: number): LocalisedText => ({
  ko: `값 ${width}개 뒤에 total, failed, baseTotal, baseFailed가 0 이상의 수로 있어야 합니다`,
  en: `expected ${width} values, then total, failed, baseTotal and baseFailed as numbers from 0 up`,
});
