import type { LocalisedText } from '@tillwatch/domain';
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataFolderHolder, holderText, type Holder } from '../data-folder-lock.js';
import { makeFolder } from '../make-folder.js';
import { same } from '../same.js';
import { codeOf, failed, passed, textOf, type Check } from './check.js';
import { runsHere } from './own-server.js';

/** Below this the append-only file of a busy day may not fit. */
export const NEEDED_FREE_BYTES = 500 * 1024 * 1024;

const NAME = { ko: '데이터 폴더', en: 'data folder' };
const IN_USE = { ko: '데이터 폴더 사용', en: 'data folder in use' };
const FREE_DISK = { ko: '디스크 여유 공간', en: 'free disk' };
const ELSEWHERE = { ko: '--data DIR로 다른 폴더를 지정하세요', en: 'or name another folder with --data DIR' };

/** What stood in the way of a write, and what to do where no other folder will do. */
function reasonOf(dataDir: string, error: unknown): readonly [message: LocalisedText, mend: LocalisedText] {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return [
        { ko: `이 사용자는 ${dataDir} 폴더에 쓸 수 없습니다`, en: `${dataDir} cannot be written by this user` },
        { ko: '폴더를 이 사용자의 것으로 바꾸거나(chown)', en: 'Give this user the folder (chown)' },
      ];
    case 'EROFS':
      return [
        { ko: `${dataDir} 폴더가 읽기 전용 파일 시스템에 있습니다`, en: `${dataDir} is on a read-only file system` },
        { ko: '쓸 수 있게 마운트하거나', en: 'Mount it writable' },
      ];
    case 'ENOSPC':
    case 'EDQUOT':
      return [
        { ko: `${dataDir} 폴더에 쓸 공간이 없습니다`, en: `No space left for ${dataDir}` },
        { ko: '공간을 500 MB 이상 비우거나', en: 'Free some space (500 MB or more)' },
      ];
    case 'ENOTDIR':
    case 'EEXIST':
      return [
        { ko: `${dataDir}: 폴더가 아닙니다`, en: `${dataDir} is not a folder` },
        { ko: '그 파일을 다른 곳으로 옮기거나', en: 'Move that file away' },
      ];
    default:
      return [
        { ko: `${dataDir} 폴더에 쓸 수 없습니다: ${textOf(error)}`, en: `${dataDir} cannot be written: ${textOf(error)}` },
        { ko: '원인을 해결하거나', en: 'Mend that' },
      ];
  }
}

/** Can the data folder be written? Creates it if needed, and leaves nothing else behind. */
export function checkDataFolder(dataDir: string): Check {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    makeFolder(dataDir);
    writeFileSync(probe, 'x'.repeat(4096), { flush: true });
    rmSync(probe);
    return passed(NAME, same(dataDir));
  } catch (error) {
    if (existsSync(probe)) rmSync(probe);
    const [message, mend] = reasonOf(dataDir, error);
    return failed(NAME, message, { ko: `${mend.ko}, ${ELSEWHERE.ko}`, en: `${mend.en}, ${ELSEWHERE.en}` });
  }
}

/**
 * Is the data folder free of another running Tillwatch?
 *
 * @param ownServer the server that may have it, for a look beside the running product; a start has none
 */
export function checkDataFolderFree(dataDir: string, ownServer?: Holder): Check {
  const holder = dataFolderHolder(dataDir);
  if (holder === undefined) return passed(IN_USE, { ko: '다른 프로세스가 쓰고 있지 않습니다', en: 'by nobody else' });
  if (holder.pid === ownServer?.pid) return passed(IN_USE, runsHere(holder));
  return failed(IN_USE, holderText(dataDir, holder), {
    ko: `그 프로세스를 먼저 끝내거나(kill ${holder.pid}), ${ELSEWHERE.ko}`,
    en: `Stop that one first (kill ${holder.pid}), ${ELSEWHERE.en}`,
  });
}

/** Bytes free for this user on the file system that holds `folder` or will hold it. */
function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return freeBytes(dirname(folder)); // not there yet, or not ours to look into
  }
}

/** Is there room for the data? */
export function checkFreeDisk(dataDir: string, needed: number = NEEDED_FREE_BYTES): Check {
  const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
  const bytes = freeBytes(dataDir);
  const free = megabytes(bytes);
  if (bytes >= needed) return passed(FREE_DISK, { ko: `${free} 남음`, en: `${free} free` });
  return failed(
    FREE_DISK,
    {
      ko: `${dataDir} 폴더에 쓸 수 있는 공간이 ${free}뿐입니다. ${megabytes(needed)}가 필요합니다`,
      en: `Only ${free} free for ${dataDir}; ${megabytes(needed)} are needed`,
    },
    { ko: `공간을 비우거나, ${ELSEWHERE.ko}`, en: `Free some space, ${ELSEWHERE.en}` },
  );
}
