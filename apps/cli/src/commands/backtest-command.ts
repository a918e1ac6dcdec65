import { loadCatalogue } from '@tillwatch/catalogue';
import { loadConfig } from '@tillwatch/config';
import type { Command } from 'commander';
import type { BacktestRequest } from '../backtest/run.js';
import { questionsOf } from '../backtest/stats-question.js';
import type { Session } from '../session.js';
import { datasetOf } from '../source/open-source.js';
import { UsageError } from '../usage-error.js';
import type { Wiring } from '../wiring.js';
import { backtest } from './backtest.js';
import { readMapFile } from './map-file.js';
import { checkNative } from './send-options.js';

interface BacktestOptions {
  readonly map?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly config?: string;
  readonly stats?: string;
  readonly pace?: string | true;
  readonly stream?: boolean;
  readonly rejects?: string;
}

/** Adds `backtest`. The caller adds `--set`, which it shares with others. */
export function addBacktestCommand(program: Command, session: Session, { say, done }: Wiring): Command {
  return program
    .command('backtest')
    .description(
      say(
        '기록된 이벤트에 지금의 판정을 그대로 돌려 봅니다: 서버 없이, 장애를 JSON 한 줄씩',
        'judge recorded events as if they happened now: no server, a line of JSON for each change of an incident',
      ),
    )
    .argument('<file>', say('파일, 또는 표준 입력을 뜻하는 -', 'file, or - for stdin'))
    .option('--map <file>', say('행을 이벤트로 바꾸는 맵 파일 (YAML)', 'map file that turns rows into events (YAML)'))
    .option('--stats <by=…>', say('끝에 전체 집계를 붙입니다: by=provider,method', 'append numbers of the whole file: by=provider,method'))
    .option('--pace [n]', say('실제 1초에 기록의 n초씩 (n이 없으면 1)', 'play n recorded seconds a second (1 without n)'))
    .option('--stream', say('{"tick":"시각"} 줄마다 판정하고 답합니다', 'judge and answer at every line {"tick":"<time>"}'))
    .option('--rejects <file>', say('거부된 행을 모두 적을 파일 (NDJSON)', 'file that gets every rejected row (NDJSON)'))
    .option('--config <dir>', say('설정 폴더', 'configuration folder'))
    .action(async (file: string, options: BacktestOptions) => done(await backtest(requestOf(file, options), session)));
}

/** @throws UsageError, CatalogueError, ConfigError */
function requestOf(path: string, options: BacktestOptions): BacktestRequest {
  if (options.map === undefined) checkNative(path);
  if (options.map !== undefined && options.stream === true) throw new UsageError(MAPPED_STREAM);
  const { configDirs, timeZone } = loadConfig({ args: options.config === undefined ? [] : ['--config', options.config] });
  const catalogue = loadCatalogue(configDirs);
  return {
    path,
    map: options.map === undefined ? undefined : readMapFile(options.map),
    dataset: datasetOf(path) ?? 'stdin',
    set: options.set ?? new Map<string, string>(),
    catalogue,
    timeZone,
    lockstep: options.stream === true,
    stats: options.stats === undefined ? [] : questionsOf(options.stats, catalogue),
    pace: options.pace === undefined ? undefined : paceOf(options.pace),
    rejectsFile: options.rejects,
  };
}

function paceOf(text: string | true): number {
  const pace = Number(text);
  if (pace > 0) return pace;
  throw new UsageError({
    ko: `--pace에는 0보다 큰 수가 필요합니다: ${String(text)}`,
    en: `--pace takes a number above 0, not ${String(text)}`,
  });
}

const MAPPED_STREAM = {
  ko: '--stream의 입력은 이벤트와 {"tick":"시각"} 줄입니다. --map과 함께 쓸 수 없습니다',
  en: 'the input of --stream is lines of events and {"tick":"<time>"}; it does not go with --map',
};
