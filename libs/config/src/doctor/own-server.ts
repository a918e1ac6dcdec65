import type { LocalisedText } from '@tillwatch/domain';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dataFolderHolder, SERVER_PURPOSE, type Holder } from '../data-folder-lock.js';

/** The server of the product that runs on this very data folder; undefined when none does, or another program has it. */
export function ownServer(dataDir: string): Holder | undefined {
  const holder = dataFolderHolder(dataDir);
  return holder?.purpose === SERVER_PURPOSE ? holder : undefined;
}

/** Says that what a check looked at is in the hands of the running product. */
export const runsHere = ({ pid }: Holder): LocalisedText => ({
  ko: `Tillwatch가 여기에서 실행 중입니다 (프로세스 ${pid})`,
  en: `Tillwatch runs here (process ${pid})`,
});

const LISTENING = '0A';

/** The kernel's numbers of the sockets that listen on a TCP port; throws where there is no /proc. */
function listeningSockets(port: number): ReadonlySet<string> {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1));
  const sockets = rows.flatMap((row) => {
    // sl, local address (hexadecimal address:port), remote address, state, …, the tenth is the socket's number
    const [, local = '', , state, , , , , , socket = ''] = row.trim().split(/\s+/);
    return state === LISTENING && Number.parseInt(local.split(':')[1] ?? '', 16) === port ? [`socket:[${socket}]`] : [];
  });
  return new Set(sockets);
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return ''; // closed meanwhile
  }
}

/**
 * Whether it is this process that listens on a port. Only Linux tells; elsewhere the holder of the data folder, which does
 * listen somewhere, is taken at its word. Of another user's process nothing is known, so it counts as a stranger.
 */
export function listensOn({ pid }: Holder, port: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const sockets = listeningSockets(port);
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(linkOf(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false;
  }
}
