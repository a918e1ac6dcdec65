import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolderHolder, DataFolderInUse, lockDataFolder } from './data-folder-lock.js';

describe('lockDataFolder', () => {
  let folder = '';
  let file = '';
  const write = (content: string): void => writeFileSync(file, content);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tillwatch-lock-'));
    file = join(folder, 'lock.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives the folder to one process and names it to the next', () => {
    const lock = lockDataFolder(folder, 'server', Date.now());
    expect(dataFolderHolder(folder)).toMatchObject({ pid: process.pid, purpose: 'server' });
    expect(() => lockDataFolder(folder, 'token create', Date.now())).toThrow(DataFolderInUse);
    expect(() => lockDataFolder(folder, 'token create', Date.now())).toThrow(`process ${process.pid} (server)`);
    lock.release();
    lock.release();
    expect(dataFolderHolder(folder)).toBeUndefined();
    expect(existsSync(file)).toBe(false);
  });

  it('is refused in both languages', () => {
    const { text, message } = new DataFolderInUse('/data', { pid: 7, started: '', purpose: 'server' });
    expect(text.en).toBe(message);
    expect(text.ko).toBe(
      '프로세스 7(서버)에서 /data 폴더를 쓰고 있습니다. 그 프로세스를 먼저 끝내거나, --data DIR로 다른 폴더를 지정하세요.',
    );
  });

  it('takes over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const { pid } = child;
    await once(child, 'exit');
    write(JSON.stringify({ pid, started: '1', purpose: 'server' }));
    expect(dataFolderHolder(folder)).toBeUndefined();
    lockDataFolder(folder, 'server', Date.now()).release();
  });

  it('takes over when the number belongs to a later process', () => {
    write(JSON.stringify({ pid: process.pid, started: 'another start', purpose: 'server' }));
    lockDataFolder(folder, 'server', Date.now()).release();
  });

  it('waits for a lock that is being written, but not for one torn long ago', () => {
    write('');
    expect(() => lockDataFolder(folder, 'server', Date.now())).toThrow(DataFolderInUse);
    utimesSync(file, 1, 1);
    lockDataFolder(folder, 'server', Date.now()).release();
  });

  it('does not remove a lock that another process took over', () => {
    const lock = lockDataFolder(folder, 'server', Date.now());
    const other = JSON.stringify({ pid: 1, started: '', purpose: 'server' });
    write(other);
    lock.release();
    expect(readFileSync(file, 'utf8')).toBe(other);
  });
});
