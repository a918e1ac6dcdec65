import { Command } from 'commander';
import type { LocalisedText } from '@tillwatch/domain';
import { addBacktestCommand } from './commands/backtest-command.js';
import { check } from './commands/check.js';
import { doctor } from './commands/doctor.js';
import { dryRun } from './commands/dry-run.js';
import { addExplainCommand } from './commands/explain-command.js';
import { sendFile } from './commands/import.js';
import { dryRunRequestOf, sendRequestOf, type SendOptions } from './commands/send-options.js';
import { start } from './commands/start.js';
import { addLinkCommands } from './commands/link-command.js';
import { addTokenCommands } from './commands/token-command.js';
import { talk } from './parser-words.js';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';
import type { Say, Wiring } from './wiring.js';

/**
 * The command line.
 *
 * @param done gets a command's exit status
 */
export function createProgram(session: Session, done: (status: number) => void): Command {
  const say: Say = (ko, en) => ({ ko, en })[session.terminal.language];
  const program = talk(new Command('tillwatch'), session.terminal)
    .description(say('결제가 실패하면 1초 뒤 화면이 알립니다', 'A payment fails, the wall turns red a second later'))
    .option('--lang <ko|en>', say('언어 (기본: 시스템 언어)', 'language (default: the system’s)'))
    .showHelpAfterError(say('(--help: 사용법)', '(--help shows the usage)'));
  addSending(program, session, { say, done });
  addLooking(program, session, { say, done });
  withSet(addBacktestCommand(program, session, { say, done }), say);
  addExplainCommand(program, session, { say, done });
  addTokenCommands(program, session, { say, done });
  addLinkCommands(program, session, { say, done });
  return program;
}

function addSending(program: Command, session: Session, { say, done }: Wiring): void {
  const sending = (name: string, description: string): Command => withSendOptions(program.command(name).description(description), say);
  sending(
    'import',
    say('과거 자료를 넣습니다: CSV, NDJSON, 접속 로그, "-"는 표준 입력', 'send history: CSV, NDJSON, access logs, "-" for stdin'),
  )
    .option('--dry-run', say('보내지 않고 처음 이벤트와 모든 문제를 보여 줍니다', 'send nothing; show the first events and every problem'))
    .action(async (file: string, options: SendOptions & { dryRun?: boolean }) => {
      done(
        options.dryRun === true
          ? await dryRun(dryRunRequestOf(file, options), session)
          : await sendFile(sendRequestOf(file, options), session),
      );
    });
  sending('replay', say('기록된 자료를 지금 일어나는 것처럼 보냅니다', 'send recorded events as live traffic, moved to now'))
    .option('--speed <n>', say('몇 배 빠르게', 'how many times as fast'), '60')
    .action(async (file: string, options: SendOptions) => done(await sendFile(sendRequestOf(file, options), session)));
}

function withSendOptions(command: Command, say: Say): Command {
  return withSet(command, say)
    .argument('<file>', say('파일, 또는 표준 입력을 뜻하는 -', 'file, or - for stdin'))
    .option('--map <file>', say('행을 이벤트로 바꾸는 맵 파일 (YAML)', 'map file that turns rows into events (YAML)'))
    .option('--to <url>', say('서버 주소', 'address of the server'), 'http://127.0.0.1:3210')
    .option('--key <key>', say('API 키', 'API key'))
    .option('--key-file <file>', say('API 키가 마지막 줄에 적힌 파일', 'file whose last line is the API key'))
    .option('--dataset <name>', say('이벤트 id의 앞부분 (기본: 파일 이름)', 'begins every event id (default: the file’s name)'))
    .option('--batch <n>', say('요청 하나에 담는 이벤트 수', 'events of one request'), '1000')
    .option('--patience <time>', say('응답 없이 계속 시도하는 시간', 'how long to try without an answer'), '5m')
    .option('--rejects <file>', say('거부된 행을 모두 적을 파일 (NDJSON)', 'file that gets every rejected row (NDJSON)'))
    .option('--config <dir>', say('설정 폴더 (--dry-run에서 사용)', 'configuration folder (used by --dry-run)'))
    .option('--json', say('마지막 줄에 집계를 JSON으로 출력', 'print the figures as JSON on the last line'));
}

function withSet(command: Command, say: Say): Command {
  const what = say('맵의 매개변수 값 (여러 번 가능)', 'value of a parameter of the map (repeatable)');
  return command.option('--set <name=value>', what, collectPair, new Map<string, string>());
}

function collectPair(text: string, pairs?: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(PAIR(text));
  return new Map([...(pairs ?? []), [text.slice(0, at), text.slice(at + 1)]]);
}

const PAIR = (text: string): LocalisedText => ({
  ko: `--set에는 이름=값이 필요합니다: ${text}`,
  en: `--set takes NAME=VALUE, not ${text}`,
});

/** Commands that take the options of `start` and leave the reading of them to the configuration. */
function addLooking(program: Command, session: Session, { say, done }: Wiring): void {
  const looking = (name: string, description: string, act: (args: string[]) => number | Promise<number>): void => {
    program
      .command(name)
      .description(description)
      .argument('[options...]', say('npm start와 같은 옵션', 'the options of npm start'))
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (args: string[]) => done(await act(args)));
  };
  program.enablePositionalOptions();
  looking('start', say('제품을 실행합니다', 'run the product'), (args) => start(args, session));
  looking('check', say('모든 설정을 검사합니다 (--map 파일: 맵 파일도)', 'check all configuration (--map FILE: a map file, too)'), (args) =>
    check(args, session),
  );
  looking('doctor', say('이 컴퓨터에서 실행할 수 있는지 살핍니다', 'say what is wrong with this machine'), (args) => doctor(args, session));
}
