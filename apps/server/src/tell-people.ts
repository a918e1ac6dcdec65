import { CatalogueError } from '@tillwatch/catalogue';
import { ConfigError, DataFolderInUse, type AppConfig } from '@tillwatch/config';
import type { RunningServer } from './start-server.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Says on stdout where to look and how to begin. */
export function tellPeople({ url, wallToken }: RunningServer): void {
  const isOpen = wallToken === undefined;
  say(`  화면       Wall         ${url}/wall/main${isOpen ? '' : `?token=${wallToken}`}`);
  say(`  첫 이벤트  First event  ${isOpen ? `${url}/start` : 'npx tillwatch token create --scope events:write'}`);
  say(`  API        API          ${url}/docs`);
}

/** Says on stderr why the server did not start, in the words of whatever stood in its way. */
export function tellWhyNot(error: unknown, config?: AppConfig): void {
  if (error instanceof ConfigError || error instanceof CatalogueError || error instanceof DataFolderInUse) complain(error.message);
  else if (isPortTaken(error)) complain(`Port ${config?.port} is taken on ${config?.listen}. Name another one with --port N.`);
  else complain(error instanceof Error ? (error.stack ?? error.message) : 'The server did not start.');
}

function isPortTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}
