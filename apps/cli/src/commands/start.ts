import { installRoot } from '@tillwatch/config';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Session } from '../session.js';

/** Runs the product until it ends, as `npm start` does, in the language of this command line. @returns its exit status */
export async function start(args: readonly string[], { terminal, interrupted }: Session): Promise<number> {
  const script = join(installRoot(), 'scripts', 'start.mjs');
  const child = spawn(process.execPath, [script, '--lang', terminal.language, ...args], { stdio: 'inherit' });
  interrupted.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
