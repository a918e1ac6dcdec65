import { installRoot } from '@tillwatch/config';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs the product until it ends, as `npm start` does. @returns its exit status */
export async function start(args: readonly string[], interrupted: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, [join(installRoot(), 'scripts', 'start.mjs'), ...args], { stdio: 'inherit' });
  interrupted.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
