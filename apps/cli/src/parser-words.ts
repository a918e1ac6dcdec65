import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** What the parser of command lines says in English, and the same in Korean; `$1`, `$2` stand for what it quotes. */
const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+)'/, '오류: 필요한 값이 없습니다: <$1>'],
  [/^error: unknown option '(.+)'/, '오류: 모르는 옵션입니다: $1'],
  [/^error: unknown command '(.+)'/, '오류: 모르는 명령입니다: $1'],
  [/^error: option '(.+)' argument missing/, '오류: 옵션에 값이 없습니다: $1'],
  [/^error: required option '(.+)' not specified/, '오류: 꼭 필요한 옵션이 없습니다: $1'],
  [/^error: too many arguments.*\. Expected (\d+) arguments? but got (\d+)/, '오류: 값이 너무 많습니다: $1개까지인데 $2개입니다'],
  [/\(Did you mean one of (.+)\?\)/, '(혹시 다음 중 하나인가요? $1)'],
  [/\(Did you mean (.+)\?\)/, '(혹시 $1 인가요?)'],
];

const TITLES: Readonly<Record<string, string>> = { 'Usage:': '사용법:', 'Arguments:': '값:', 'Options:': '옵션:', 'Commands:': '명령:' };

/** A complaint of the parser in Korean; what is not known stays as it is. */
export function koreanComplaint(text: string): string {
  return COMPLAINTS.reduce((told, [english, korean]) => told.replace(english, korean), text);
}

/** Has the parser talk where and in which language everything else does: its complaints, its help's titles and own entries. */
export function talk(program: Command, { language, tell }: Terminal): Command {
  program.configureOutput({ writeErr: (text) => tell(text.trimEnd()) });
  if (language === 'en') return program;
  return program
    .configureOutput({ outputError: (text, write) => write(koreanComplaint(text)) })
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      styleDescriptionText: (text) => text.replace(/\(default: (.*)\)$/, '(기본: $1)'),
    })
    .helpOption('-h, --help', '사용법을 보여 줍니다')
    .helpCommand('help [command]', '명령의 사용법을 보여 줍니다');
}
