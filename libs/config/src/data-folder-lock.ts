import type { LocalisedText } from '@tillwatch/domain';
import { readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

/** The process that uses a data folder. */
export interface Holder {
  readonly pid: number;
  /** Tells a living holder from a later process that got its number: the kernel's start time, empty where unknown. */
  readonly started: string;
  /** What it is, for the message: `server`, `token create`, … */
  readonly purpose: string;
}

/** The purpose of the product's server, which is to be told from commands that hold the folder for a moment. */
export const SERVER_PURPOSE = 'server';

/** What the message says instead of a purpose; commands are called by their name in every language. */
const PURPOSES_IN_KOREAN: Readonly<Record<string, string>> = { [SERVER_PURPOSE]: '서버', starting: '시작하는 중' };

/** Says who uses a data folder. */
export const holderText = (dataDir: string, { pid, purpose }: Holder): LocalisedText => ({
  ko: `프로세스 ${pid}(${PURPOSES_IN_KOREAN[purpose] ?? purpose})에서 ${dataDir} 폴더를 쓰고 있습니다`,
  en: `${dataDir} is in use by process ${pid} (${purpose})`,
});

/** Two processes must not run a private Redis on one folder: they would write one append-only file together. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  readonly text: LocalisedText;

  constructor(
    readonly dataDir: string,
    readonly holder: Holder,
  ) {
    const { ko, en } = holderText(dataDir, holder);
    const text = {
      ko: `${ko}. 그 프로세스를 먼저 끝내거나, --data DIR로 다른 폴더를 지정하세요.`,
      en: `${en}. Stop that one first, or name another folder with --data DIR.`,
    };
    super(text.en);
    this.text = text;
  }
}

/** A held lock; releasing twice does nothing. */
export interface DataFolderLock {
  release(): void;
}

const fileOf = (dataDir: string): string => join(dataDir, 'lock.json');

/** Field 22 of /proc/<pid>/stat (start in clock ticks since boot); empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return ''; // no such process, or not Linux
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false; // EPERM: alive, of another user
  }
  return started === '' || startOf(pid) === started;
}

function readHolder(file: string): Holder | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content !== 'object' || content === null) return undefined;
    const { pid, started, purpose } = content as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === 'number' && typeof started === 'string' && typeof purpose === 'string' ? { pid, started, purpose } : undefined;
  } catch {
    return undefined; // no lock, or one torn by a power loss
  }
}

/** The living process that uses the folder; undefined when it is free. */
export function dataFolderHolder(dataDir: string): Holder | undefined {
  const holder = readHolder(fileOf(dataDir));
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

/** A lock file that somebody is writing at this moment reads as empty. */
const isFresh = (file: string, now: number): boolean => now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 1_000;

/** Creates the lock file; false when there is one already. */
function create(file: string, mine: Holder): boolean {
  try {
    writeFileSync(file, `${JSON.stringify(mine)}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes the folder for this process, creating it if needed; a lock whose process is gone is taken over.
 * Throws DataFolderInUse when another living process has it, and the file system's error when it cannot be written.
 */
export function lockDataFolder(dataDir: string, purpose: string, now: number): DataFolderLock {
  makeFolder(dataDir);
  const file = fileOf(dataDir);
  const mine: Holder = { pid: process.pid, started: startOf(process.pid), purpose };
  for (let tries = 0; !create(file, mine); tries++) {
    const holder = readHolder(file);
    const taken = holder === undefined ? isFresh(file, now) : isAlive(holder);
    if (taken || tries > 2) throw new DataFolderInUse(dataDir, holder ?? { pid: 0, started: '', purpose: 'starting' });
    unlinkSync(file);
  }
  let held = true;
  return {
    release: () => {
      if (held && readHolder(file)?.pid === process.pid) unlinkSync(file);
      held = false;
    },
  };
}
