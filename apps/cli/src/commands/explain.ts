import { explain } from '@tillwatch/explanation';
import { numberText } from '@tillwatch/wording';
import { answerLine } from '../explain/answer.js';
import { readCase } from '../explain/case.js';
import { readTable, type TableColumns } from '../explain/csv-table.js';
import type { DimensionsByName } from '../explain/dimensions.js';
import { EXIT, type Session } from '../session.js';
import { jsonLines } from '../source/ndjson-records.js';
import { datasetOf, openFile } from '../source/open-source.js';
import type { Terminal } from '../terminal.js';

/** A case of 20,000 leaves with long names is some ten million characters. */
const LONGEST_CASE = 100_000_000;

/** Explains one leaf table. @returns the exit status @throws SourceError */
export async function explainTable(
  path: string,
  columns: TableColumns,
  dimensions: DimensionsByName,
  { terminal }: Session,
): Promise<number> {
  const { stream } = openFile(path, terminal.stdin);
  const table = (await readTable(stream, columns, dimensions)).build();
  stream.destroy();
  const causes = explain(table);
  terminal.out(answerLine(datasetOf(path) ?? path, causes));
  const [total, failed, base] = [table.total, table.failed, table.baseTotal].map((counts) => counts.reduce((sum, n) => sum + n, 0));
  const [n, k, b] = [total ?? 0, failed ?? 0, base ?? 0].map(numberText);
  terminal.tell({
    ko: `지금 ${n}건 가운데 ${k}건 실패 · ${base === 0 ? '비교할 과거 없음: 나머지와 비교' : `과거 ${b}건과 비교`} · 원인 ${causes.length}개`,
    en: `now ${k} of ${n} failed · compared with ${base === 0 ? 'the rest, there are no earlier rows' : `${b} earlier ones`} · causes found: ${causes.length}`,
  });
  return EXIT.ok;
}

/** Explains cases line by line; one that cannot be read costs only its own answer. @returns the exit status */
export async function explainCases(path: string, dimensions: DimensionsByName, { terminal, interrupted }: Session): Promise<number> {
  const { stream } = openFile(path, terminal.stdin);
  let [cases, faults] = [0, 0];
  for await (const { line, value } of jsonLines(stream, LONGEST_CASE)) {
    if (interrupted.aborted) break;
    cases += 1;
    if (!answer(line, value, dimensions, terminal)) faults += 1;
  }
  stream.destroy();
  if (interrupted.aborted) return EXIT.interrupted;
  if (cases === 0) terminal.tell(NO_CASES);
  terminal.tell({ ko: `사례 ${cases}개, 읽지 못한 것 ${faults}개`, en: `${cases} cases, ${faults} of them unreadable` });
  return cases > 0 && faults === 0 ? EXIT.ok : EXIT.failed;
}

const NO_CASES = {
  ko: '파일이 비어 있습니다: 사례가 하나도 없습니다. CSV 표라면 --total과 --failed로 열을 알려 주세요',
  en: 'the file is empty: there is no case in it. Of a CSV table name the columns with --total and --failed',
};

function answer(line: number, value: unknown, dimensions: DimensionsByName, { out, tell }: Terminal): boolean {
  const found = readCase(value, dimensions);
  if ('table' in found) {
    out(answerLine(found.id, explain(found.table)));
    return true;
  }
  tell({ ko: `${line}행: ${found.ko}`, en: `line ${line}: ${found.en}` });
  return false;
}
