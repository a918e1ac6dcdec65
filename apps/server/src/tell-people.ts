import { CatalogueError, formatFault } from '@tillwatch/catalogue';
import { ConfigError, DataFolderInUse, terminalLocale, type AppConfig } from '@tillwatch/config';
import type { LocalisedText } from '@tillwatch/domain';
import { inLanguage, languageOf } from '@tillwatch/wording';
import type { RunningServer } from './start-server.js';

const language = languageOf(terminalLocale()) ?? 'en';
const say = (line: LocalisedText): void => void process.stdout.write(`${inLanguage(line, language)}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Says on stdout where to look and how to begin. */
export function tellPeople({ url: here, wallToken }: RunningServer, { publicUrl }: AppConfig): void {
  const url = publicUrl ?? here;
  const isOpen = wallToken === undefined;
  const wall = `${url}/wall/main${isOpen ? '' : `?token=${wallToken}`}`;
  const first = isOpen ? `${url}/start` : 'npx tillwatch token create --scope events:write';
  say({ ko: `  화면       ${wall}`, en: `  Wall         ${wall}` });
  say({ ko: `  첫 이벤트  ${first}`, en: `  First event  ${first}` });
  say({ ko: `  API        ${url}/docs`, en: `  API          ${url}/docs` });
}

/** Says on stderr why the server did not start, in the words of whatever stood in its way. */
export function tellWhyNot(error: unknown, config?: AppConfig): void {
  if (error instanceof CatalogueError) for (const fault of error.faults) complain(formatFault(fault, language));
  else if (error instanceof ConfigError || error instanceof DataFolderInUse) complain(inLanguage(error.text, language));
  else if (config !== undefined && isPortTaken(error)) complain(inLanguage(portTaken(config), language));
  else complain(error instanceof Error ? (error.stack ?? error.message) : inLanguage(NOT_STARTED, language));
}

const NOT_STARTED = { ko: '서버를 시작하지 못했습니다.', en: 'The server did not start.' };

const portTaken = ({ port, listen }: AppConfig): LocalisedText => ({
  ko: `${port}번 포트를 다른 프로그램이 쓰고 있습니다 (${listen}). --port N으로 다른 포트를 지정하세요.`,
  en: `Port ${port} is taken on ${listen}. Name another one with --port N.`,
});

function isPortTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}
