// Programs: finding them on PATH, running one to its end, and binding a lasting one to this process.
import { spawn } from 'node:child_process';
import { accessSync, constants, lstatSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';

/** Full path of an executable on PATH, or undefined. */
export const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const running = new Set();

/** Ends every program that `run` is waiting for. */
export const endRunning = () => running.forEach((child) => child.kill('SIGTERM'));

/** Runs a program to its end. Returns its exit status (127: could not be run) and everything it printed. */
export function run(command, args, { env = {}, cwd = root, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const collect = (data) => {
      output += data;
      if (show) process.stderr.write(data);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (code) => {
      running.delete(child);
      resolve({ status: code ?? 1, output });
    });
  });
}

const setpriv = '/usr/bin/setpriv';

/**
 * [command, args] of a program that the kernel ends (SIGTERM) when this process is gone, however it went; the plain program
 * where util-linux is not at hand (a link there is busybox, which cannot do this).
 */
export function bound(command, args) {
  const can = process.platform === 'linux' && lstatSync(setpriv, { throwIfNoEntry: false })?.isFile() === true;
  return can ? [setpriv, ['--pdeathsig', 'TERM', command, ...args]] : [command, args];
}
