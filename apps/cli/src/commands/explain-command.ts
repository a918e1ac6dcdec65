import type { Command } from 'commander';
import { dimensionsByName } from '../explain/dimensions.js';
import type { TableColumns } from '../explain/csv-table.js';
import type { Session } from '../session.js';
import { UsageError } from '../usage-error.js';
import type { Wiring } from '../wiring.js';
import { explainCases, explainTable } from './explain.js';

interface ExplainOptions {
  readonly total?: string;
  readonly failed?: string;
  readonly time?: string;
  readonly at?: string;
  readonly config?: string;
}

/** Adds `explain`. */
export function addExplainCommand(program: Command, session: Session, { say, done }: Wiring): void {
  program
    .command('explain')
    .description(
      say(
        '실패가 늘어난 원인을 찾습니다: CSV 표, 또는 표준 입력의 NDJSON 사례',
        'say what explains extra failures: a CSV table, or NDJSON cases on stdin',
      ),
    )
    .argument('[file]', say('파일, 또는 표준 입력을 뜻하는 - (기본)', 'file, or - for stdin (default)'))
    .option('--total <column>', say('시도 수가 있는 열 (CSV)', 'column with the number of attempts (CSV)'))
    .option('--failed <column>', say('실패 수가 있는 열 (CSV)', 'column with the number of failures (CSV)'))
    .option('--time <column>', say('시각이 있는 열', 'column with the time'))
    .option('--at <value>', say('이 시각의 행이 지금, 그 전의 행이 비교 기준', 'rows of this time are now, earlier ones the base'))
    .option(
      '--config <dir>',
      say('설정 폴더 (순서가 있는 기준을 알려 줍니다)', 'configuration folder (tells which dimensions are ordered)'),
    )
    .action(async (file: string | undefined, options: ExplainOptions) => done(await explainAsked(file, options, session)));
}

async function explainAsked(file: string | undefined, options: ExplainOptions, session: Session): Promise<number> {
  if (file === undefined && 'isTTY' in session.terminal.stdin && session.terminal.stdin.isTTY === true) throw new UsageError(NO_FILE);
  const columns = columnsOf(options);
  const dimensions = dimensionsByName(options.config);
  return columns === undefined ? explainCases(file ?? '-', dimensions, session) : explainTable(file ?? '-', columns, dimensions, session);
}

/** undefined where cases are to be read. @throws UsageError */
function columnsOf({ total, failed, time, at }: ExplainOptions): TableColumns | undefined {
  if ((time === undefined) !== (at === undefined)) throw new UsageError(HALF_TIME);
  if (total === undefined && failed === undefined && time === undefined) return undefined;
  if (total === undefined || failed === undefined) throw new UsageError(NO_COLUMNS);
  return { total, failed, ...(time === undefined || at === undefined ? {} : { time: { column: time, at } }) };
}

const NO_FILE = {
  ko: '파일이 필요합니다: tillwatch explain 파일.csv --total 열 --failed 열, 또는 표준 입력의 NDJSON 사례',
  en: 'a file is missing: tillwatch explain FILE.csv --total COL --failed COL, or NDJSON cases on stdin',
};
const NO_COLUMNS = {
  ko: 'CSV 표에는 --total 열과 --failed 열이 모두 필요합니다',
  en: 'a CSV table needs both --total COL and --failed COL',
};
const HALF_TIME = { ko: '--time 열과 --at 값은 함께 있어야 합니다', en: '--time COL and --at VALUE go together' };
